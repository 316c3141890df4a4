"""The charts of a report, by the names of their files. Loads matplotlib when the first one is drawn, not before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.report.page import gap_name

Drawn = tuple[tuple[str, str], int | None, bool]
"""What a gap chart shows: a pair of sides, a standard (None for all), and whether for narrow screens."""

Form = Literal["svg", "png"]


def pictures(report: SafeReport) -> dict[str, Drawn]:
    """Return what each chart shows, by its name, for every pair of sides."""
    return {gap_name(report, *shown[:2], narrow=shown[2]): shown for shown in _all(report)}


def draw(report: SafeReport, shown: Drawn, language: Language, *forms: Form) -> tuple[bytes, ...]:
    """Return a chart in each of `forms`."""
    from survey.charts import gap, style  # noqa: PLC0415 - a site that draws nothing stays small

    pair, standard, narrow = shown
    if standard is None:
        figure = gap.standards_chart(report, pair, language, narrow=narrow)
    else:
        figure = gap.items_chart(report, standard, pair, language, narrow=narrow)
    return tuple(style.svg(figure) if form == "svg" else style.png(figure) for form in forms)


def _all(report: SafeReport) -> Iterator[Drawn]:
    for pair in report.catalogue.pairs:
        for standard in (None, *(standard.number for standard in report.catalogue.standards)):
            for narrow in (False, True):
                yield pair, standard, narrow
