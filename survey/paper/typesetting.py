"""Typst, and the only room that calls it: a template, its content and its pictures become a PDF.

What users wrote comes in as content alone, never as markup. Nothing of the machine comes in: no font of its own, no
time of day, no file but those of the document; so the same content gives the same bytes everywhere.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
"""PDF/A-2a, for archives, and PDF/UA-1, for screen readers; Typst refuses a document that breaks one of them."""

CONTENT: Final = "content.json"
"""Where a template finds its content; its pictures lie under ``images/`` by their names."""

_PRIVATE: Final = frozenset({"Cc", "Co", "Cs"})


def typeset(
    template: Path, content: Mapping[str, Any], created: datetime, images: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a document as PDF/A-2a and PDF/UA-1.

    Parameters
    ----------
    template
        A Typst file; it reads `CONTENT` and names no other file but its pictures.
    content
        What JSON can hold; its texts are shown as they are.
    created
        The document's own date, with its time zone.
    images
        SVG, PNG or JPEG by file name.

    Raises
    ------
    typst.TypstError
        The template is faulty, or its document breaks one of the `STANDARDS`.
    """
    with TemporaryDirectory(prefix="partnerblick-") as folder:
        root = Path(folder).resolve()
        main = root / "main.typ"
        main.write_bytes(template.read_bytes())
        (root / CONTENT).write_text(json.dumps(_shown(content), ensure_ascii=False), encoding="utf-8")
        (root / "images").mkdir()
        for name, image in (images or {}).items():
            (root / "images" / name).write_bytes(image)
        return typst.compile(
            str(main),
            root=str(root),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=created,
        )


def printable(text: str) -> str:
    r"""Return `text` without what no PDF/A may hold: control characters, private ones, and those that are none.

    Lines keep their breaks; each other such character becomes a blank or U+FFFD.

    >>> printable("eins\tzwei\r\ndrei\x00\ue000\ufeff")
    'eins zwei\ndrei��'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\ufeff", "")
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_unprintable(letter) else letter for letter in plain)


def _is_unprintable(letter: str) -> bool:
    if letter == "\n":
        return False
    return unicodedata.category(letter) in _PRIVATE or ord(letter) & 0xFFFE == 0xFFFE  # noqa: PLR2004 - U+…FFFE, U+…FFFF


def _shown(content: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {key: _shown(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_shown(value) for value in content]
    return content


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with matplotlib: those of the charts, and one that has a sign for every script."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
