"""The chart of the trend: for each standard a small panel with both sides' means over the rounds.

Lengths are points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from survey.analysis.safereport import SafeReport
from survey.charts import column, frame, style
from survey.charts.column import NARROW, WIDE, Page
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.series import Course, Series, StandardSeries, series
from survey.charts.sheet import Align, Block, Hand, Sheet, stamp
from survey.charts.style import Mark
from survey.language import Language

TITLE: Final = Hand(10, bold=True)
SMALL: Final = Hand(8.5, colour=style.GREY_INK)
VALUE: Final = Hand(9, ground=style.PAPER)
HEIGHT: Final = 74.0
_BETWEEN = 26.0
_SHRUNK = 0.72
_AXIS_NUMBERS = 22.0
_VALUES = 30.0
_INSET = 9.0
_APART = 11.0
_DASH = 3.0
_MOST_TICKS = 4

Place = tuple[float, float]


@dataclass(frozen=True)
class _View:
    """What every panel is drawn with; `reach` are the values at its foot and top."""

    shown: Series
    language: Language
    marks: dict[str, Mark]
    page: Page
    columns: int
    reach: tuple[float, float]

    @property
    def panel(self) -> float:
        """How wide a panel is."""
        return (self.page.room - (self.columns - 1) * _BETWEEN) / self.columns

    def across(self, position: int, left: float) -> float:
        """Return where a round lies."""
        first, last = left + _AXIS_NUMBERS + _INSET, left + self.panel - _VALUES
        return first + (last - first) * position / max(len(self.shown.rounds) - 1, 1)

    def down(self, mean: float, top: float) -> float:
        """Return where a mean lies below the top of a panel's plot."""
        low, high = self.reach
        return top + HEIGHT * (high - mean) / (high - low)


def trend_chart(report: SafeReport, pair: tuple[str, str], language: Language, *, narrow: bool = False) -> Figure:
    """Return the chart of two sides' means of every standard over the published rounds, the earliest at the left.

    Parameters
    ----------
    report
        The round, with what earlier ones said.
    pair
        The ids of two sides.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels, panels one below the other; else at 960, three side by side.

    Returns
    -------
    Figure
        All panels have the same axes. Lines join what can be compared: none leads over a round without a mean, nor over
        a change of wording or scale, which is marked. Without an earlier round the chart says so.

    Raises
    ------
    KeyError
        No such side.
    """
    shown = series(report, pair, language)
    all_marks = style.marks(shown.comparison.catalogue)
    marks = {side: replace(mark, size=mark.size * _SHRUNK) for side, mark in all_marks.items()}
    page = NARROW if narrow else WIDE
    view = _View(shown, language, marks, page, 1 if narrow else 3, _reach(shown))
    return column.column_figure(page, lambda: _blocks(view))


def _reach(shown: Series) -> tuple[float, float]:
    """Return the ends of the axis of all panels: a little beyond the means, one step apart at least."""
    steps = shown.comparison.catalogue.fulfilment.steps
    means = [p.mean for s in shown.standards for c in s.courses for p in c.points.values() if p.mean is not None]
    low, high = min(means, default=1.0), max(means, default=float(steps))
    lack = max(0.0, 1 - (high - low)) / 2
    low = max(1.0, min(low - lack, steps - 1.0))
    return math.floor(10 * low) / 10, math.ceil(10 * max(high + lack, low + 1)) / 10


def _blocks(view: _View) -> list[tuple[float, Block]]:
    page, compared, _ = view.page, view.shown.comparison, view.language.gettext
    last = _("Survey round %(round)s") % {"round": compared.report.round}
    heading = frame.heading(replace(compared, title=_("From round to round")), page.margin, page.room)
    if len(view.shown.rounds) == 1:
        words = _("There is no earlier published round to compare with.")
        return [(0, heading), (10, frame.notes([words, last], page.margin, page.room))]
    standards = view.shown.standards
    rows = [standards[start : start + view.columns] for start in range(0, len(standards), view.columns)]
    legend = frame.legend(compared, style.marks(compared.catalogue), view.language, page.margin, page.room)
    return [
        (0, heading),
        (9, legend),
        *((20.0 if index else 16.0, _row(view, row)) for index, row in enumerate(rows)),
        (14, frame.notes([_notes(view), last], page.margin, page.room)),
    ]


def _notes(view: _View) -> str:
    _ = view.language.gettext
    scale = view.shown.comparison.catalogue.fulfilment
    ends = {"first": scale.labels[0], "steps": scale.steps, "last": scale.labels[-1]}
    found = [_("Means on the scale from 1 = %(first)s to %(steps)s = %(last)s, all panels alike.") % ends]
    if any(standard.is_broken for standard in view.shown.standards):
        found.append(
            _("Dashed line: series interrupted, the wording or the scale changed; points before it do not compare.")
        )
    points = [p for s in view.shown.standards for c in s.courses for p in c.points.values()]
    if any(point.detail == "coarse" for point in points):
        found.append(_("Hollow: fewer than ten ratings, rounded to half a point."))
    return " ".join(found)


def _row(view: _View, standards: Sequence[StandardSeries]) -> Block:
    titles = [wrapped(f"{s.line.id} {s.line.text}", view.panel, TITLE.size, bold=True) for s in standards]
    above = max(block_height(len(lines), TITLE.size) for lines in titles) + 10
    lefts = [view.page.margin + index * (view.panel + _BETWEEN) for index in range(len(standards))]
    plots = [_plot(view, standard, left) for standard, left in zip(standards, lefts, strict=True)]

    def draw(sheet: Sheet, top: float) -> None:
        for lines, left, plot, standard in zip(titles, lefts, plots, standards, strict=True):
            y = top + above - 10 - block_height(len(lines), TITLE.size)
            sheet.write((left, y), lines, TITLE, label=f"name:{standard.line.id}")
            plot.draw(sheet, top + above)

    return Block(above + max(plot.height for plot in plots), draw)


def _plot(view: _View, standard: StandardSeries, left: float) -> Block:
    names = _round_names(view, left)
    names_height = max(block_height(len(lines), SMALL.size) for _, lines, _ in names)
    words = [part for said in _words(view, standard) for part in wrapped(said, view.panel, SMALL.size)]
    words_height = block_height(len(words), SMALL.size) + (5 if words else 0)

    def draw(sheet: Sheet, top: float) -> None:
        foot = top + HEIGHT + 6
        _draw_axes(sheet, view, left, top, foot)
        for x, lines, align in names:
            sheet.write((x, foot + 5), lines, SMALL, align=align, label="round")
        if standard.is_broken:
            _draw_break(sheet, view, standard, left, (top, foot))
        for course in standard.courses:
            _draw_course(sheet, view, standard, course, (left, top))
        _draw_values(sheet, view, standard, left, top)
        sheet.write((left, foot + 5 + names_height + 5), words, SMALL, label=f"word:{standard.line.id}")

    return Block(HEIGHT + 6 + 5 + names_height + words_height, draw)


def _round_names(view: _View, left: float) -> list[tuple[float, tuple[str, ...], Align]]:
    """Return the rounds' names with their places: all where they have room, else the first and the last."""
    rounds = view.shown.rounds
    places = [view.across(position, left) for position in range(len(rounds))]
    widths = [width(name, SMALL.size) for name in rounds]
    first, last = left + _AXIS_NUMBERS, left + view.panel
    have_room = max(widths) + 5 <= places[1] - places[0]
    if have_room and max(widths) / 2 <= min(last - places[-1], places[0] - left):
        return [(x, (name,), "center") for x, name in zip(places, rounds, strict=True)]
    room = (last - first) / 2 - 5
    return [
        (first, wrapped(rounds[0], room, SMALL.size), "left"),
        (last, wrapped(rounds[-1], room, SMALL.size), "right"),
    ]


def _draw_axes(sheet: Sheet, view: _View, left: float, top: float, foot: float) -> None:
    start, end = left + _AXIS_NUMBERS, left + view.panel
    ticks = _ticks(*view.reach)
    digits = 0 if all(value == round(value) for value in ticks) else 1
    for value in ticks:
        at = (start - 5, view.down(value, top))
        sheet.write(at, (view.language.number(value, digits),), SMALL, align="right", anchor="middle", label="tick")
    sheet.rules((((start, view.down(v, top)), (end, view.down(v, top))) for v in ticks), style.RULE)
    places = [view.across(position, left) for position in range(len(view.shown.rounds))]
    sheet.rules([((start, foot), (end, foot)), *(((x, foot), (x, foot + 3)) for x in places)], style.GREY_INK)


def _ticks(low: float, high: float) -> list[float]:
    every = next(every for every in (0.5, 1.0, 2.0, 5.0) if (high - low) / every <= _MOST_TICKS)
    return [every * index for index in range(math.ceil(low / every), math.floor(high / every) + 1)]


def _draw_break(sheet: Sheet, view: _View, standard: StandardSeries, left: float, ends: tuple[float, float]) -> None:
    """Draw a dashed line before the first comparable round, and two strokes through the axis below it."""
    x = (view.across(standard.comparable_from - 1, left) + view.across(standard.comparable_from, left)) / 2
    top, foot = ends
    dashes = [top + 2 * _DASH * index for index in range(math.ceil((foot - top) / (2 * _DASH)))]
    sheet.rules((((x, y), (x, min(y + _DASH, foot))) for y in dashes), style.INK, 1.0)
    sheet.rules((((x + shift - 2, foot + 4), (x + shift + 2, foot - 4)) for shift in (-1.8, 1.8)), style.INK, 1.2)


def _draw_course(sheet: Sheet, view: _View, standard: StandardSeries, course: Course, corner: Place) -> None:
    left, top = corner
    mark = view.marks[course.side]
    panel = column.whole(view.page)
    row = f"{standard.line.id}:{course.side}"
    for stretch in (found for found in _stretches(standard, course) if len(found) > 1):
        xs = [view.across(position, left) for position in stretch]
        ys = [view.down(course.points[position].mean or 0.0, top) for position in stretch]
        sheet.add(panel, Line2D(xs, ys, color=mark.colour, linewidth=1.6, label=f"line:{row}", zorder=2))
    for position, point in course.points.items():
        at = (view.across(position, left), view.down(point.mean or 0.0, top))
        sheet.add(panel, stamp(at, mark, hollow=point.detail == "coarse", label=f"mean:{row}:{position}"))


def _stretches(standard: StandardSeries, course: Course) -> Iterator[list[int]]:
    """Yield the positions that a line joins: comparable, and one round after the other."""
    stretch: list[int] = []
    for position in course.points:
        if position < standard.comparable_from:
            continue
        if stretch and position > stretch[-1] + 1:
            yield stretch
            stretch = []
        stretch.append(position)
    yield stretch


def _draw_values(sheet: Sheet, view: _View, standard: StandardSeries, left: float, top: float) -> None:
    """Write this round's means beside their marks, moved apart where they would touch."""
    last = len(view.shown.rounds) - 1
    ends = [(c.side, c.points[last].mean or 0.0) for c in standard.courses if last in c.points]
    heights = [view.down(mean, top) for _, mean in ends]
    if len(ends) > 1 and abs(heights[0] - heights[1]) < _APART:
        middle = sum(heights) / 2
        sign = 1 if heights[0] > heights[1] else -1
        heights = [middle + sign * _APART / 2, middle - sign * _APART / 2]
    lift = max(0.0, max(heights, default=top) - (top + HEIGHT))
    for (side, mean), y in zip(ends, heights, strict=True):
        at = (view.across(last, left) + 8, y - lift)
        words = (view.language.number(mean),)
        sheet.write(at, words, VALUE, anchor="middle", label=f"value:{standard.line.id}:{side}")


def _words(view: _View, standard: StandardSeries) -> list[str]:
    _ = view.language.gettext
    rounds = view.shown.rounds
    words = [_("Series interrupted: wording or scale changed")] if standard.is_broken else []
    for side, course in zip((view.shown.comparison.a, view.shown.comparison.b), standard.courses, strict=True):
        missing = ", ".join(rounds[position] for position in standard.missing(course))
        if missing:
            words.append(_("%(side)s, no value shown: %(rounds)s") % {"side": side.label, "rounds": missing})
    absent = ", ".join(name for position, name in enumerate(rounds) if position not in standard.asked)
    return [*words, *([_("Not asked: %(rounds)s") % {"rounds": absent}] if absent else [])]
