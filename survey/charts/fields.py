"""One panel of the matrix of importance and fulfilment: four fields, a mark for each standard, and its number.

Lengths are points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from survey.charts import column, style
from survey.charts.column import Page
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.matrix import FIELDS, Field, Matrix, SideMatrix, Spot
from survey.charts.placement import Box, Label, Place, labels
from survey.charts.sheet import Align, Block, Hand, Sheet, stamp
from survey.charts.style import Mark
from survey.language import Language

SMALL: Final = Hand(9, colour=style.GREY_INK)
AXIS: Final = Hand(9, bold=True)
NUMBER: Final = Hand(9)
_SAME = 0.5
_IN_A_LINE = 5
_AXIS_NUMBERS = 24.0
_ROOM = 14.0
"""Between the outermost marks and the edge of the fields."""
_MOST_TICKS = 7


@dataclass(frozen=True)
class Plot:
    """A panel's fields: the box of the marks, the strips for words above and below it, and the values at its edges."""

    box: Box
    strips: tuple[float, float]
    across: tuple[float, float]
    up: tuple[float, float]

    def place(self, fulfilment: float, importance: float) -> Place:
        """Return where on the sheet these values lie."""
        box = self.box
        x = (fulfilment - self.across[0]) / (self.across[1] - self.across[0])
        y = (importance - self.up[0]) / (self.up[1] - self.up[0])
        return box.left + x * (box.right - box.left), box.bottom - y * (box.bottom - box.top)

    @property
    def top(self) -> float:
        """The upper edge of the fields."""
        return self.box.top - self.strips[0]

    @property
    def foot(self) -> float:
        """The lower edge of the fields."""
        return self.box.bottom + self.strips[1]


@dataclass(frozen=True)
class View:
    """What every panel is drawn with: its width, the height of its marks' box, and the ends of both axes."""

    shown: Matrix
    language: Language
    marks: dict[str, Mark]
    page: Page
    panel: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]


def strip_height(words: Sequence[dict[Field, tuple[str, ...]]], fields: Sequence[Field]) -> float:
    """Return how high the strip is that holds the names of these fields in every panel."""
    return max(block_height(len(own[field]), SMALL.size) for own in words for field in fields) + 12


def field_panel(view: View, side: SideMatrix, left: float, strips: tuple[float, float]) -> Block:
    """Return the panel of one side from its left edge, with strips above and below its marks for the fields' names."""
    _ = view.language.gettext
    fields = field_words(view, side)
    axis = block_height(1, AXIS.size) + 6
    height = axis + strips[0] + view.height + strips[1] + 5 + SMALL.size + 5 + AXIS.size

    def draw(sheet: Sheet, top: float) -> None:
        box_top = top + axis + strips[0]
        box = Box(left + _AXIS_NUMBERS + _ROOM, box_top, left + view.panel - _ROOM, box_top + view.height)
        plot = Plot(box, strips, view.across, view.up)
        sheet.write((left, top), (f"↑ {_('Importance')}",), AXIS, label="axis")
        at = (left + view.panel, plot.foot + 5 + SMALL.size + 5)
        sheet.write(at, (f"{_('Fulfilment')} →",), AXIS, align="right", label="axis")
        if side.middle is None:
            _draw_ground(sheet, view, plot, left)
            _draw_nothing(sheet, view, plot, left)
            return
        _draw_field(sheet, plot, plot.place(*side.middle), left)
        _draw_ground(sheet, view, plot, left)
        _draw_axes(sheet, view, plot, left)
        _draw_middle(sheet, view, plot, plot.place(*side.middle), left)
        _drawfield_words(sheet, view, plot, fields, left)
        _draw_spots(sheet, view, plot, side, left)

    return Block(height, draw)


def field_words(view: View, side: SideMatrix) -> dict[Field, tuple[str, ...]]:
    """Return the names of the fields in lines no wider than the fields are."""
    if side.middle is None:
        return dict.fromkeys(FIELDS, ())
    inner = view.panel - _AXIS_NUMBERS - 2 * _ROOM
    at = (side.middle[0] - view.across[0]) / (view.across[1] - view.across[0]) * inner
    rooms = {"neglected": at, "minor": at, "achieved": inner - at, "extra": inner - at}
    return {
        field: wrapped(view.language.gettext(words), rooms[field] + _ROOM - 10, SMALL.size)
        for field, words in FIELDS.items()
    }


def _draw_ground(sheet: Sheet, view: View, plot: Plot, left: float) -> None:
    start, end = left + _AXIS_NUMBERS, left + view.panel
    sheet.rules([((start, plot.foot), (end, plot.foot)), ((start, plot.top), (start, plot.foot))], style.INK, 0.9)


def _draw_nothing(sheet: Sheet, view: View, plot: Plot, left: float) -> None:
    words = wrapped(view.language.gettext("nothing to show"), view.panel - _AXIS_NUMBERS - 20, SMALL.size)
    centre = (left + (_AXIS_NUMBERS + view.panel) / 2, (plot.top + plot.foot) / 2)
    sheet.write(centre, words, SMALL, align="center", anchor="middle", label="nothing")


def _draw_field(sheet: Sheet, plot: Plot, middle: Place, left: float) -> None:
    start = left + _AXIS_NUMBERS
    sheet.band(start, plot.top, middle[0] - start, middle[1] - plot.top, style.BAND, "field:neglected")


def _draw_axes(sheet: Sheet, view: View, plot: Plot, left: float) -> None:
    scales = (view.shown.catalogue.fulfilment.steps, view.shown.importance.steps)
    guides = []
    for value in _ticks(*plot.across, scales[0]):
        x = plot.place(value, plot.up[0])[0]
        guides.append(((x, plot.foot), (x, plot.foot + 3)))
        words = (view.language.number(value),)
        sheet.write((x, plot.foot + 5), words, SMALL, align="center", label="tick:fulfilment")
    for value in _ticks(*plot.up, scales[1]):
        y = plot.place(plot.across[0], value)[1]
        edge = left + _AXIS_NUMBERS
        guides.append(((edge - 3, y), (edge, y)))
        words = (view.language.number(value),)
        sheet.write((edge - 5, y), words, SMALL, align="right", anchor="middle", label="tick:importance")
    sheet.rules(guides, style.GREY_INK)


def _ticks(low: float, high: float, steps: int) -> list[float]:
    every = next(every for every in (0.5, 1.0, 2.0, 5.0) if (high - low) / every <= _MOST_TICKS)
    first = math.ceil(low / every)
    values = [every * index for index in range(first, math.floor(high / every) + 1)]
    return [value for value in values if 1 <= value <= steps]


def _draw_middle(sheet: Sheet, view: View, plot: Plot, middle: Place, left: float) -> None:
    start, end = left + _AXIS_NUMBERS, left + view.panel
    x, y = middle
    sheet.rules([((x, plot.top), (x, plot.foot)), ((start, y), (end, y))], style.GREY_INK, 0.9)


def _drawfield_words(sheet: Sheet, view: View, plot: Plot, fields: dict[Field, tuple[str, ...]], left: float) -> None:
    start, end = left + _AXIS_NUMBERS + 5, left + view.panel - 5
    strong = Hand(SMALL.size)
    for field, lines in fields.items():
        on_top, at_left = field in {"neglected", "achieved"}, field in {"neglected", "minor"}
        y = plot.top + 5 if on_top else plot.foot - 5 - block_height(len(lines), SMALL.size)
        hand = strong if field == "neglected" else SMALL
        align: Align = "left" if at_left else "right"
        sheet.write((start if at_left else end, y), lines, hand, align=align, label=f"field:{field}")


def _draw_spots(sheet: Sheet, view: View, plot: Plot, side: SideMatrix, left: float) -> None:
    groups = _groups(plot, side.spots)
    points = [plot.place(group[0].fulfilment, group[0].importance) for group in groups]
    words = [_numbers(group) for group in groups]
    sizes = [
        (max(width(line, NUMBER.size) for line in lines), block_height(len(lines), NUMBER.size)) for lines in words
    ]
    mark = view.marks[side.side.id]
    area = Box(left + _AXIS_NUMBERS + 2, plot.box.top - 8, left + view.panel, plot.box.bottom + 8)
    x, y = plot.place(*(side.middle or (0.0, 0.0)))
    cross = [((x, plot.top), (x, plot.foot)), ((area.left, y), (area.right, y))]
    for group, at in zip(groups, points, strict=True):
        numbers = ",".join(str(spot.number) for spot in group)
        hollow = any(spot.rounded for spot in group)
        point = stamp(at, mark, hollow=hollow, label=f"spot:{side.side.id}:{numbers}")
        sheet.add(column.whole(view.page), point)
    for lines, label in zip(words, labels(points, sizes, area, mark.size / 2, cross), strict=True):
        _draw_number(sheet, side, lines, label)


def _draw_number(sheet: Sheet, side: SideMatrix, lines: Sequence[str], label: Label) -> None:
    box = label.box
    if label.leader is not None:
        sheet.rules([label.leader], style.GREY_INK, 0.6)
    at = ((box.left + box.right) / 2, box.top)
    sheet.write(at, lines, NUMBER, align="center", label=f"number:{side.side.id}")


def _groups(plot: Plot, spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the spots, those together that lie on the same place."""
    found: list[list[Spot]] = []
    for spot in spots:
        at = plot.place(spot.fulfilment, spot.importance)
        same = (g for g in found if math.dist(at, plot.place(g[0].fulfilment, g[0].importance)) < _SAME)
        group = next(same, None)
        if group is None:
            found.append([spot])
        else:
            group.append(spot)
    return found


def _numbers(group: Sequence[Spot]) -> tuple[str, ...]:
    numbers = [str(spot.number) for spot in group]
    lines = [", ".join(numbers[start : start + _IN_A_LINE]) for start in range(0, len(numbers), _IN_A_LINE)]
    return tuple(f"{line}," for line in lines[:-1]) + tuple(lines[-1:])
