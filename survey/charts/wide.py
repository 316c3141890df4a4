"""The gap chart for a desk or a printed page: names at the left, both means on the scale, the gap with its interval.

Lengths are points.
"""

from __future__ import annotations

import math
from typing import Final

from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from survey.charts import frame, style
from survey.charts.comparison import Comparison, Line
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Block, Hand, Panel, Sheet
from survey.charts.views import STEP, View, draw_views, means_panel, step_key, step_names, write_steps
from survey.language import Language

WIDTH: Final = 720.0
MARGIN: Final = 10.0
NAMES_END: Final = 206.0
MEANS: Final = (212.0, 306.0)
MEANS_PADDING: Final = 30.0
GAPS: Final = (542.0, 104.0)
LOWEST_ROW: Final = 33.0
ROW_PADDING: Final = 8.5
TALL: Final = 480.0
"""Rows higher than this in all have the names of the steps below them too."""

NAME: Final = Hand(10.5)
SMALL: Final = Hand(9, colour=style.GREY_INK)
HEAD: Final = Hand(10, bold=True)
_LIMIT_STEP = 0.5


def wide(comparison: Comparison, language: Language, notes: list[str]) -> list[tuple[float, Block]]:
    """Return what the chart is made of from top to foot, each block with the room above it."""
    steps = comparison.catalogue.fulfilment.steps
    view = View(comparison, language, style.marks(comparison.catalogue), means_panel(steps, *MEANS, MEANS_PADDING))
    gaps = _gaps_panel(comparison)
    room = WIDTH - 2 * MARGIN
    key = step_key(view)
    return [
        (0, frame.heading(comparison, MARGIN, room)),
        (9, frame.legend(comparison, view.marks, language, MARGIN, room)),
        (14, _head(view, gaps)),
        (0, _rows(view, gaps)),
        (9, frame.notes([*key, *notes], MARGIN, room)),
    ]


def _gaps_panel(comparison: Comparison) -> Panel:
    pairs = [line.pair for line in comparison.lines]
    ends = [abs(v) for pair in pairs for v in (pair.gap, pair.ci_low, pair.ci_high) if v is not None]
    limit = max(1.0, math.ceil(max(ends, default=0) / _LIMIT_STEP) * _LIMIT_STEP)
    return Panel(*GAPS, -limit, limit)


def _head(view: View, gaps: Panel) -> Block:
    names = step_names(view)
    _ = view.language.gettext
    title = _("Perception gap")
    height = max(names.height, 1.7 * HEAD.size + 1.8 * SMALL.size + STEP.size) + 6

    def draw(sheet: Sheet, top: float) -> None:
        axis = top + height
        write_steps(sheet, view, names, axis, above=True)
        numbers = axis - 5 - STEP.size
        for value in _whole(gaps):
            number = (view.language.signed(value, 0),)
            sheet.write((gaps.across(value), numbers), number, STEP, align="center", label="gap-step")
        directions = numbers - 1.8 * SMALL.size
        _draw_directions(sheet, view, gaps.across(0), directions)
        at = (gaps.across(0), directions - 1.7 * HEAD.size)
        sheet.write(at, (title,), HEAD, align="center")

    return Block(height, draw)


def _draw_directions(sheet: Sheet, view: View, zero: float, top: float) -> None:
    _ = view.language.gettext
    word = (_("higher"),)
    a, b = view.comparison.a.id, view.comparison.b.id
    middle = top + 0.4 * SMALL.size
    sheet.stamp((zero + 12, middle), view.marks[a], f"direction:{a}")
    sheet.write((zero + 21, top), word, SMALL, label=f"direction:{a}")
    sheet.stamp((zero - 12, middle), view.marks[b], f"direction:{b}")
    sheet.write((zero - 21, top), word, SMALL, align="right", label=f"direction:{b}")


def _whole(gaps: Panel) -> tuple[int, ...]:
    most = math.floor(gaps.high)
    return (-most, 0, most)


def _rows(view: View, gaps: Panel) -> Block:
    keys = [width(line.id, NAME.size, bold=True) for line in view.comparison.lines]
    text_left = MARGIN + max(keys) + 8
    rows = [_row(view, gaps, line, text_left) for line in view.comparison.lines]
    total = sum(row.height for row in rows)
    names = step_names(view)
    repeated = names.height + 6 if total > TALL else 0.0

    def draw(sheet: Sheet, top: float) -> None:
        foot = top + total
        steps = [view.means.across(step) for step in view.steps]
        sheet.rules((((x, top), (x, foot)) for x in steps), style.GUIDE)
        y = top
        for row in rows:
            row.draw(sheet, y)
            y += row.height
            sheet.rules([((MARGIN, y), (WIDTH - MARGIN, y))], style.RULE)
        sheet.rules([((MARGIN, end), (WIDTH - MARGIN, end)) for end in (top, foot)], style.INK, 0.9)
        if repeated:
            write_steps(sheet, view, names, foot, above=False)

    return Block(total + repeated, draw)


def _row(view: View, gaps: Panel, line: Line, text_left: float) -> Block:
    bold = line.is_noticeable
    text = wrapped(line.text, NAMES_END - text_left, NAME.size, bold=bold)
    note = wrapped(line.note or "", NAMES_END - text_left, SMALL.size)
    text_height = block_height(len(text), NAME.size)
    note_height = block_height(len(note), SMALL.size) + (4 if note else 0)
    absence = [part for words in line.absence for part in wrapped(words, WIDTH - MARGIN - GAPS[0], SMALL.size)]
    content = max(text_height + note_height, block_height(len(absence), SMALL.size))
    height = max(LOWEST_ROW, content + 2 * ROW_PADDING)

    def draw(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        if line.is_noticeable:
            sheet.set_off(MARGIN, top, height, f"band:{line.id}")
        hand = Hand(NAME.size, bold=bold)
        first = middle - (text_height + note_height) / 2
        sheet.write((MARGIN, first), (line.id,), hand, label=f"id:{line.id}")
        sheet.write((text_left, first), text, hand, label=f"name:{line.id}")
        sheet.write((text_left, first + text_height + 4), note, SMALL, label=f"note:{line.id}")
        draw_views(sheet, view, line, middle)
        sheet.write((GAPS[0], middle), absence, SMALL, anchor="middle", label=f"absence:{line.id}")
        if line.pair.gap is not None:
            _draw_gap(sheet, view, gaps, (line, line.pair.gap), (top, height))

    return Block(height, draw)


def _draw_gap(sheet: Sheet, view: View, gaps: Panel, gap: tuple[Line, float], row: tuple[float, float]) -> None:
    line, value = gap
    top, height = row
    y = top + height / 2
    pair = line.pair
    strong = line.is_noticeable
    sheet.rules((((gaps.across(v), top), (gaps.across(v), top + height)) for v in _whole(gaps)), style.GUIDE)
    sheet.rules([((gaps.across(0), top), (gaps.across(0), top + height))], style.GREY_INK, 0.9)
    if pair.ci_low is not None and pair.ci_high is not None:
        ends = (pair.ci_low, pair.ci_high)
        weight = 2.6 if strong else 1.4
        label = f"interval:{line.id}"
        sheet.add(gaps, Line2D(ends, (y, y), color=style.INK, linewidth=weight, label=label, zorder=3))
    point = Line2D(
        (value,),
        (y,),
        linestyle="none",
        marker=MarkerStyle("s").scaled(0.34, 1.0),
        markersize=13,
        markerfacecolor=style.PAPER if line.is_rounded else style.INK,
        markeredgecolor=style.INK if line.is_rounded else style.PAPER,
        markeredgewidth=1.2 if line.is_rounded else 0.8,
        label=f"point:{line.id}",
        zorder=4,
    )
    sheet.add(gaps, point)
    _write_gap(sheet, view, gap, y)


def _write_gap(sheet: Sheet, view: View, gap: tuple[Line, float], y: float) -> None:
    _ = view.language.gettext
    line, value = gap
    strong = line.is_noticeable
    word = _("noticeable") if strong else _("rounded") if line.is_rounded else ""
    lift = 6.5 if word else 0
    number = (view.language.signed(value),)
    hand = Hand(11, bold=strong)
    right = WIDTH - MARGIN - 4
    label = f"number:{line.id}"
    sheet.write((right, y - lift), number, hand, align="right", anchor="middle", label=label)
    if word:
        at = (right, y + 7.5)
        sheet.write(at, (word,), SMALL, align="right", anchor="middle", label=f"word:{line.id}")
