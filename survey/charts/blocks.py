"""The chart of the blocks: how the parts of one side see each standard, beside the other side as a whole.

Blocks stand in the order of the areas, never by their means. Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from survey.analysis.safereport import Point, SafeReport, SideFigures
from survey.charts import column, frame, style
from survey.charts.blockmeans import BlockMeans, StandardParts, block_means
from survey.charts.column import NARROW, WIDE, Page
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Align, Block, Hand, Sheet, stamp
from survey.charts.views import View, means_panel, step_key, step_names, write_steps
from survey.charts.withheld import reason
from survey.language import Language
from survey.model import Side

NAME: Final = Hand(10.5)
SMALL: Final = Hand(9, colour=style.GREY_INK)
VALUE: Final = Hand(9, ground=style.PAPER)
ROW_PADDING: Final = 8.5
LINE: Final = 16.0
TALL: Final = 480.0
"""Rows higher than this in all have the names of the steps below them too."""


@dataclass(frozen=True)
class _Places:
    """Where things stand from left to right; names are above their lines where `stacked`."""

    page: Page
    names_end: float
    parts: tuple[float, float]
    means: tuple[float, float]
    padding: float
    stacked: bool


@dataclass(frozen=True)
class _Entry:
    """One line of a standard: what it is called, and a mean or why there is none.

    The value stands `on_right` of the mark or on its left, away from the other side's line; `of` names the line of the
    standard for its artists.
    """

    name: tuple[str, ...]
    side: Side
    mean: float | None
    hollow: bool
    on_right: bool
    absence: str
    of: str


_WIDE: Final = _Places(WIDE, 206.0, (214.0, 370.0), (376.0, 334.0), 32.0, stacked=False)
_NARROW: Final = _Places(NARROW, NARROW.right, (9.0, 94.0), (98.0, 163.0), 26.0, stacked=True)


def blocks_chart(report: SafeReport, side: str, other: str, language: Language, *, narrow: bool = False) -> Figure:
    """Return the chart of one side's blocks: for each standard their means, and the other side's whole mean.

    Parameters
    ----------
    report
        The round.
    side
        The id of the side whose blocks are shown.
    other
        The id of the side beside them.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels; else at 960, or across a printed page.

    Returns
    -------
    Figure
        Where the report has a standard for the whole side only, its whole mean is shown and called so. Without blocks
        the chart says so.

    Raises
    ------
    KeyError
        No such side.
    """
    shown = block_means(report, side, other, language)
    places = _NARROW if narrow else _WIDE
    steps = shown.comparison.catalogue.fulfilment.steps
    means = means_panel(steps, *places.means, places.padding)
    view = View(shown.comparison, language, style.marks(shown.comparison.catalogue), means)
    return column.column_figure(places.page, lambda: _blocks(view, shown, places))


def _blocks(view: View, shown: BlockMeans, places: _Places) -> list[tuple[float, Block]]:
    page, compared, _ = places.page, shown.comparison, view.language.gettext
    heading = frame.heading(compared, page.margin, page.room)
    last = _("Survey round %(round)s") % {"round": compared.report.round}
    if not shown.parts:
        words = _("The answers of “%(side)s” are shown as a whole only, not by area.") % {"side": compared.a.label}
        return [(0, heading), (10, frame.notes([words, last], page.margin, page.room))]
    counts = (f"{part.name} (n\u00a0=\u00a0{view.language.count(part.submitted)})" for part in shown.parts)
    values = {"side": compared.a.label, "blocks": " · ".join(counts)}
    parts = _("“%(side)s” by area: %(blocks)s") % values
    return [
        (0, heading),
        (9, frame.legend(compared, view.marks, view.language, page.margin, page.room)),
        (8, frame.notes([parts, *step_key(view)], page.margin, page.room)),
        (12, _head(view)),
        (0, _rows(view, shown, places)),
        (9, frame.notes([*_notes(view, shown), last], page.margin, page.room)),
    ]


def _notes(view: View, shown: BlockMeans) -> list[str]:
    _ = view.language.gettext
    lines = shown.comparison.lines
    found = []
    if any(line.b.mean is not None for line in lines):
        found.append(_("Upright line: the mean of “%(side)s” as a whole.") % {"side": shown.comparison.b.label})
    points = [point for standard in shown.standards for point in standard.points or ()]
    if "coarse" in {*(line.b.detail for line in lines), *(point.detail for point in points)}:
        found.append(_("Hollow: few ratings, rounded to half a point."))
    return [" ".join(found)] if found else []


def _head(view: View) -> Block:
    names = step_names(view)
    height = names.height + 6

    def draw(sheet: Sheet, top: float) -> None:
        write_steps(sheet, view, names, top + height, above=True)

    return Block(height, draw)


def _rows(view: View, shown: BlockMeans, places: _Places) -> Block:
    page = places.page
    text_left = page.margin + max(width(line.id, NAME.size, bold=True) for line in shown.comparison.lines) + 8
    rows = [_row(view, shown, standard, places, text_left) for standard in shown.standards]
    total = sum(row.height for row in rows)
    names = step_names(view)
    repeated = names.height + 6 if total > TALL else 0.0

    def draw(sheet: Sheet, top: float) -> None:
        y = top
        for row in rows:
            row.draw(sheet, y)
            y += row.height
            sheet.rules([((page.margin, y), (page.right, y))], style.RULE)
        sheet.rules([((page.margin, end), (page.right, end)) for end in (top, y)], style.INK, 0.9)
        if repeated:
            write_steps(sheet, view, names, y, above=False)

    return Block(total + repeated, draw)


def _row(view: View, shown: BlockMeans, standard: StandardParts, places: _Places, text_left: float) -> Block:
    page, line = places.page, standard.line
    text = wrapped(line.text, places.names_end - text_left, NAME.size)
    text_height = block_height(len(text), NAME.size)
    entries = _entries(view, shown, standard, places)
    heights = [max(LINE, block_height(len(entry.name), SMALL.size) + 5) for entry in entries]
    above = text_height + 7 if places.stacked else 0.0
    height = max(text_height, above + sum(heights)) + 2 * ROW_PADDING

    def draw(sheet: Sheet, top: float) -> None:
        names_top = top + ROW_PADDING
        sheet.write((page.margin, names_top), (line.id,), Hand(NAME.size, bold=True), label=f"id:{line.id}")
        sheet.write((text_left, names_top), text, NAME, label=f"name:{line.id}")
        first = names_top + above
        steps = [view.means.across(step) for step in view.steps]
        ends = (first - 2, first + sum(heights)) if places.stacked else (top, top + height)
        sheet.rules((((x, ends[0]), (x, ends[1])) for x in steps), style.GUIDE)
        middles = [first + sum(heights[:index]) + own / 2 for index, own in enumerate(heights)]
        if line.b.mean is not None:
            _draw_whole(sheet, view, standard, line.b.mean, (first - 2, middles[-1]))
        for entry, middle in zip(entries, middles, strict=True):
            _draw_entry(sheet, view, places, line.id, (entry, middle))

    return Block(height, draw)


def _entries(view: View, shown: BlockMeans, standard: StandardParts, places: _Places) -> list[_Entry]:
    """Return the lines of a standard: one a block, or one of the whole side, and last the other side."""
    compared, _ = shown.comparison, view.language.gettext
    line, a, b = standard.line, compared.a, compared.b

    def entry(words: str, side: Side, shown_mean: Point | SideFigures, of: str) -> _Entry:
        mean, other = shown_mean.mean, line.b.mean
        return _Entry(
            name=wrapped(words, places.parts[1] - places.parts[0], SMALL.size),
            side=side,
            mean=mean,
            hollow=shown_mean.detail == "coarse",
            on_right=mean is None or other is None or mean >= other,
            absence="" if mean is not None else reason(compared.report, side.id, view.language),
            of=of,
        )

    if standard.points is None:
        own = [entry(_("%(side)s, as a whole") % {"side": a.label}, a, line.a, "whole")]
    else:
        parts = enumerate(zip(shown.parts, standard.points, strict=True))
        own = [entry(part.name, a, point, str(index)) for index, (part, point) in parts]
    return [*own, entry(b.label, b, line.b, "other")]


def _draw_whole(sheet: Sheet, view: View, standard: StandardParts, mean: float, ends: tuple[float, float]) -> None:
    colour = view.marks[view.comparison.b.id].colour
    label = f"whole:{standard.line.id}"
    sheet.add(view.means, Line2D((mean, mean), ends, color=colour, linewidth=1.5, label=label, zorder=1))


def _draw_entry(sheet: Sheet, view: View, places: _Places, row: str, placed: tuple[_Entry, float]) -> None:
    entry, y = placed
    label = f"{row}:{entry.of}"
    sheet.write((places.parts[0], y), entry.name, SMALL, anchor="middle", label=f"part:{label}")
    if entry.mean is None:
        sheet.write((view.means.left + 4, y), (entry.absence,), SMALL, anchor="middle", label=f"absence:{label}")
        return
    mark = view.marks[entry.side.id]
    sheet.add(view.means, stamp((entry.mean, y), mark, hollow=entry.hollow, label=f"mean:{label}"))
    x = view.means.across(entry.mean) + (1 if entry.on_right else -1) * (mark.size / 2 + 4)
    words = (view.language.number(entry.mean),)
    align: Align = "left" if entry.on_right else "right"
    sheet.write((x, y), words, VALUE, align=align, anchor="middle", label=f"value:{label}")
