"""The charts of a report by the names of their files."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.figure import Figure

from survey import charts
from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.report.page import gap_name

Drawn = tuple[tuple[str, str], int | None, bool]
"""What a gap chart shows: a pair of sides, a standard (None for all), and whether for narrow screens."""


def pictures(report: SafeReport) -> dict[str, Drawn]:
    """Return what the file of each chart shows, for every pair of sides."""
    return {
        gap_name(report, pair, standard, narrow=narrow): (pair, standard, narrow)
        for pair, standard, narrow in _all(report)
    }


def figure(report: SafeReport, drawn: Drawn, language: Language) -> Figure:
    """Return a chart."""
    pair, standard, narrow = drawn
    if standard is None:
        return charts.standards_chart(report, pair, language, narrow=narrow)
    return charts.items_chart(report, standard, pair, language, narrow=narrow)


def _all(report: SafeReport) -> Iterator[Drawn]:
    for pair in report.catalogue.pairs:
        for standard in (None, *(standard.number for standard in report.catalogue.standards)):
            for narrow in (False, True):
                yield pair, standard, narrow
