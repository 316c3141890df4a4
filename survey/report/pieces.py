"""A chart that is too high for a printed page, in pieces: the same chart of some standards after the other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from survey.analysis.safereport import SafeReport
from survey.model import Catalogue, Standard

ROOM: Final = 930.0
"""How high a chart may be to stand on a page as wide as the text, in its own points."""
LEAST_SCALE: Final = 0.75
"""A chart is rather made smaller than cut, but not smaller than this."""

_HEIGHT = re.compile(rb'<svg[^>]* height="([0-9.]+)pt"')


def pieces_of(svg: bytes) -> int:
    """Return into how many pieces a chart is to be cut: one where it fits a page or nearly does.

    >>> [pieces_of(b'<svg width="720pt" height="%dpt">' % height) for height in (617, 1200, 1300, 2000)]
    [1, 1, 2, 3]
    """
    found = _HEIGHT.search(svg)
    height = float(found[1]) if found else 0.0
    return math.ceil(height / ROOM) if height * LEAST_SCALE > ROOM else 1


def in_pieces(report: SafeReport, pieces: int) -> Iterator[SafeReport]:
    """Yield the report of the first standards, of the next, and so on; all its figures stay what they are."""
    standards = report.catalogue.standards
    each = math.ceil(len(standards) / pieces)
    for start in range(0, len(standards), each):
        numbers = {standard.number for standard in standards[start : start + each]}
        translations = {code: _only(other, numbers) for code, other in report.catalogue.translations.items()}
        yield replace(report, catalogue=replace(_only(report.catalogue, numbers), translations=translations))


def _only(catalogue: Catalogue, numbers: set[int]) -> Catalogue:
    kept: tuple[Standard, ...] = tuple(standard for standard in catalogue.standards if standard.number in numbers)
    return replace(catalogue, standards=kept)
