"""The gap charts: two sides' means on the scale of the questionnaire, and how far they lie apart.

Takes a `SafeReport` and shows nothing that it does not hold; what it withholds is said in words.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport
from survey.charts import style
from survey.charts.comparison import Comparison, comparison
from survey.charts.narrow import WIDTH as NARROW
from survey.charts.narrow import narrow as narrow_blocks
from survey.charts.sheet import Sheet
from survey.charts.wide import WIDTH as WIDE
from survey.charts.wide import wide as wide_blocks
from survey.language import Language

_EDGE = 10.0


def standards_chart(report: SafeReport, pair: tuple[str, str], language: Language, *, narrow: bool = False) -> Figure:
    """Return the chart of all standards, one row each, in the order of the catalogue.

    Parameters
    ----------
    report
        The round.
    pair
        The ids of sides a and b; the gap is mean of a minus mean of b, in steps of the scale.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels; else at 960, or across a printed page.

    Returns
    -------
    Figure
        A figure without a mean where the report has none; such a row says so.

    Raises
    ------
    KeyError
        No such side.
    """
    return _chart(comparison(report, pair, language), language, narrow=narrow)


def items_chart(
    report: SafeReport,
    standard_number: int,
    pair: tuple[str, str],
    language: Language,
    *,
    narrow: bool = False,
) -> Figure:
    """Return the chart of one standard's items, one row each, with whose doing an item is about.

    Parameters and missing values are those of `standards_chart`.

    Raises
    ------
    KeyError
        No such standard or side.
    """
    return _chart(comparison(report, pair, language, standard_number), language, narrow=narrow)


def _chart(compared: Comparison, language: Language, *, narrow: bool) -> Figure:
    notes = _notes(compared, language, narrow=narrow)
    with style.drawing():
        blocks = (narrow_blocks if narrow else wide_blocks)(compared, language, notes)
        height = sum(room + block.height for room, block in blocks) + 2 * _EDGE
        sheet = Sheet(NARROW if narrow else WIDE, height)
        y = _EDGE
        for room, block in blocks:
            block.draw(sheet, y + room)
            y += room + block.height
    return sheet.figure


def _notes(compared: Comparison, language: Language, *, narrow: bool) -> list[str]:
    _ = language.gettext
    lines = compared.lines
    sides = {"a": compared.a.label, "b": compared.b.label}
    found = []
    if any(line.pair.gap is not None for line in lines):
        found.append(_("Gap: mean of “%(a)s” minus mean of “%(b)s”, in steps of the scale.") % sides)
    if any(line.pair.ci_low is not None for line in lines):
        found.append(_("Interval: 95 per cent.") if narrow else _("Line through the gap: 95-percent interval."))
    if any(line.is_noticeable for line in lines):
        found.append(_("Noticeable: at least half a standard deviation, and the interval leaves out zero."))
    if any("coarse" in {line.a.detail, line.b.detail} for line in lines):
        found.append(_("Hollow: fewer than ten ratings, rounded to half a point."))
    return [*([" ".join(found)] if found else []), _("Survey round %(round)s") % {"round": compared.report.round}]
