"""The chart of importance and fulfilment: a matrix for each side, in it a mark for each standard.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport
from survey.charts import column, frame, style
from survey.charts.column import NARROW, WIDE
from survey.charts.fields import View, field_panel, field_words, strip_height
from survey.charts.lettering import block_height, wrapped
from survey.charts.matrix import SideMatrix, matrix
from survey.charts.sheet import Block, Hand, Sheet
from survey.charts.titles import titles
from survey.language import Language

HEAD: Final = Hand(10.5, bold=True)
_BETWEEN = 24.0
_SHRUNK = 0.8
_LEAST_SPAN = 1.0
_LEAST_FIELD = 0.3
_LOWEST_FIELD = 0.1


def importance_chart(report: SafeReport, sides: Sequence[str], language: Language, *, narrow: bool = False) -> Figure:
    """Return the matrix of importance and fulfilment, one panel a side.

    Parameters
    ----------
    report
        The round.
    sides
        The ids of one or more sides, such as a pair; all panels have the same axes.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels, panels one below the other; else at 960, two side by side.

    Returns
    -------
    Figure
        Standards whose importance or fulfilment the report withholds are named below the panel.

    Raises
    ------
    KeyError
        No such side.
    LookupError
        The catalogue does not ask for importance: there is no such chart.
    """
    shown = matrix(report, sides, language)
    page = NARROW if narrow else WIDE
    marks = {side: replace(mark, size=mark.size * _SHRUNK) for side, mark in style.marks(shown.catalogue).items()}
    panel = page.room if narrow else (page.room - _BETWEEN) / 2
    middles = [side.middle for side in shown.sides if side.middle is not None]
    spots = [spot for side in shown.sides for spot in side.spots]
    across = _reach([spot.fulfilment for spot in spots], [middle[0] for middle in middles], _LEAST_FIELD)
    up = _reach([spot.importance for spot in spots], [middle[1] for middle in middles], _LOWEST_FIELD)
    view = View(shown, language, marks, page, panel, 190.0 if narrow else 236.0, across, up)
    return column.column_figure(page, lambda: _blocks(view, columns=1 if narrow else 2))


def _reach(values: Sequence[float], middles: Sequence[float], least: float) -> tuple[float, float]:
    """Return the ends of an axis: a step long at least, and no field less than this share of it."""
    if not values:
        return 1.0, 2.0
    low, high = min(values), max(values)
    lack = max(0.0, _LEAST_SPAN - (high - low)) / 2
    low, high = low - lack, high + lack
    lowest, highest = min(middles), max(middles)
    for _ in range(40):
        low = min(low, (lowest - least * high) / (1 - least))
        high = max(high, (highest - least * low) / (1 - least))
    return low, high


def _blocks(view: View, columns: int) -> list[tuple[float, Block]]:
    page, shown, _ = view.page, view.shown, view.language.gettext
    sides = shown.sides
    rows = [sides[start : start + columns] for start in range(0, len(sides), columns)]
    numbered = [(str(standard.number), standard.title) for standard in shown.catalogue.standards]
    return [
        (0, _heading(view)),
        *((22.0 if index else 14.0, _row(view, row)) for index, row in enumerate(rows)),
        (16, titles(numbered, page.margin, page.room, 1 if columns == 1 else 3)),
        (
            12,
            frame.notes(
                [*_notes(view), _("Survey round %(round)s") % {"round": shown.report.round}], page.margin, page.room
            ),
        ),
    ]


def _heading(view: View) -> Block:
    words = wrapped(
        view.language.gettext("Importance and fulfilment of the standards"), view.page.room, frame.TITLE.size, bold=True
    )

    def draw(sheet: Sheet, top: float) -> None:
        sheet.write((view.page.margin, top), words, frame.TITLE)

    return Block(block_height(len(words), frame.TITLE.size), draw)


def _notes(view: View) -> list[str]:
    _ = view.language.gettext
    shown = view.shown
    spots = [spot for side in shown.sides for spot in side.spots]
    if not spots:
        return []
    found = []
    for word, scale in ((_("Importance"), shown.importance), (_("Fulfilment"), shown.catalogue.fulfilment)):
        ends = {"axis": word, "first": scale.labels[0], "steps": scale.steps, "last": scale.labels[-1]}
        found.append(_("%(axis)s: 1 = %(first)s, %(steps)s = %(last)s.") % ends)
    found.append(_("Lines: the side's means of all standards shown; the four fields are relative to them."))
    if any(spot.rounded for spot in spots):
        found.append(_("Hollow: fewer than ten ratings, rounded to half a point."))
    return [" ".join(found)]


def _row(view: View, sides: Sequence[SideMatrix]) -> Block:
    words = [field_words(view, side) for side in sides]
    strips = (strip_height(words, ("neglected", "achieved")), strip_height(words, ("minor", "extra")))
    lefts = [view.page.margin + index * (view.panel + _BETWEEN) for index in range(len(sides))]
    panels = [_panel(view, side, left, strips) for side, left in zip(sides, lefts, strict=True)]
    heads = max(head.height for head, _, _ in panels)
    plots = max(plot.height for _, plot, _ in panels)
    feet = max(foot.height for _, _, foot in panels)

    def draw(sheet: Sheet, top: float) -> None:
        for head, plot, foot in panels:
            head.draw(sheet, top + heads - head.height)
            plot.draw(sheet, top + heads + 8)
            foot.draw(sheet, top + heads + 8 + plots + 6)

    return Block(heads + 8 + plots + (6 + feet if feet else 0), draw)


def _panel(view: View, side: SideMatrix, left: float, strips: tuple[float, float]) -> tuple[Block, Block, Block]:
    _ = view.language.gettext
    without = [
        _("Not in the chart: %(rows)s (%(reason)s)") % {"rows": ", ".join(map(str, numbers)), "reason": why}
        for why, numbers in side.withheld.items()
    ]
    foot = frame.notes(without, left, view.panel)
    return _head(view, side, left), field_panel(view, side, left, strips), foot


def _head(view: View, side: SideMatrix, left: float) -> Block:
    submitted = view.shown.report.returns[side.side.id].submitted
    n = "" if submitted is None else f" (n\u00a0=\u00a0{view.language.count(submitted)})"
    lines = wrapped(f"{side.side.label}{n}", view.panel - 16, HEAD.size, bold=True)

    def draw(sheet: Sheet, top: float) -> None:
        sheet.stamp(
            (left + 5.5, top + 0.4 * HEAD.size), style.marks(view.shown.catalogue)[side.side.id], f"side:{side.side.id}"
        )
        sheet.write((left + 16, top), lines, HEAD, label=f"side:{side.side.id}")

    return Block(block_height(len(lines), HEAD.size), draw)
