"""The gap chart for a phone, 360 CSS pixels wide: each name above its line, the gap in numbers at the right.

Lengths are points.
"""

from __future__ import annotations

from typing import Final

from survey.charts import frame, style
from survey.charts.comparison import Comparison, Line
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Block, Hand, Sheet
from survey.charts.views import View, draw_views, means_panel, step_key, step_names, write_steps
from survey.language import Language

WIDTH: Final = 270.0
MARGIN: Final = 9.0
MEANS: Final = (9.0, 204.0)
MEANS_PADDING: Final = 29.0
TRACK: Final = 26.0
ROW_PADDING: Final = 8.0
MANY: Final = 6
"""With more lines than this the names of the steps stand below them too."""

NAME: Final = Hand(10.5)
SMALL: Final = Hand(9, colour=style.GREY_INK)
HEAD: Final = Hand(9, bold=True)


def narrow(comparison: Comparison, language: Language, notes: list[str]) -> list[tuple[float, Block]]:
    """Return what the chart is made of from top to foot, each block with the room above it."""
    steps = comparison.catalogue.fulfilment.steps
    view = View(comparison, language, style.marks(comparison.catalogue), means_panel(steps, *MEANS, MEANS_PADDING))
    room = WIDTH - 2 * MARGIN
    key = step_key(view)
    return [
        (0, frame.heading(comparison, MARGIN, room)),
        (8, frame.legend(comparison, view.marks, language, MARGIN, room)),
        *([(8.0, frame.notes(key, MARGIN, room))] if key else []),
        (10, _head(view)),
        (0, _rows(view)),
        (8, frame.notes(notes, MARGIN, room)),
    ]


def _head(view: View) -> Block:
    names = step_names(view)
    _ = view.language.gettext
    word = _("Gap")

    def draw(sheet: Sheet, top: float) -> None:
        axis = top + names.height + 6
        write_steps(sheet, view, names, axis, above=True)
        sheet.write((WIDTH - MARGIN, axis - 5 - HEAD.size), (word,), HEAD, align="right")

    return Block(names.height + 6, draw)


def _rows(view: View) -> Block:
    keys = [width(line.id, NAME.size, bold=True) for line in view.comparison.lines]
    text_left = MARGIN + max(keys) + 7
    rows = [_row(view, line, text_left) for line in view.comparison.lines]
    total = sum(row.height for row in rows)
    names = step_names(view)
    repeated = names.height + 6 if len(rows) > MANY else 0.0

    def draw(sheet: Sheet, top: float) -> None:
        y = top
        for row in rows:
            row.draw(sheet, y)
            y += row.height
            sheet.rules([((MARGIN, y), (WIDTH - MARGIN, y))], style.RULE)
        foot = top + total
        sheet.rules([((MARGIN, end), (WIDTH - MARGIN, end)) for end in (top, foot)], style.INK, 0.9)
        if repeated:
            write_steps(sheet, view, names, foot, above=False)

    return Block(total + repeated, draw)


def _row(view: View, line: Line, text_left: float) -> Block:
    bold = line.is_noticeable
    room = WIDTH - MARGIN - text_left
    text = wrapped(line.text, room, NAME.size, bold=bold)
    note = wrapped(line.note or "", room, SMALL.size)
    words = wrapped(_words(view, line), WIDTH - 2 * MARGIN, SMALL.size)
    text_height = block_height(len(text), NAME.size)
    note_height = block_height(len(note), SMALL.size) + (4 if note else 0)
    words_height = block_height(len(words), SMALL.size) + (2 if words else 0)
    track = 0.0 if line.a.mean is None and line.b.mean is None else TRACK
    height = text_height + note_height + max(track, 5.0) + words_height + 2 * ROW_PADDING

    def draw(sheet: Sheet, top: float) -> None:
        if line.is_noticeable:
            sheet.set_off(MARGIN, top, height, f"band:{line.id}")
        hand = Hand(NAME.size, bold=bold)
        y = top + ROW_PADDING
        sheet.write((MARGIN, y), (line.id,), hand, label=f"id:{line.id}")
        sheet.write((text_left, y), text, hand, label=f"name:{line.id}")
        y += text_height
        sheet.write((text_left, y + 4), note, SMALL, label=f"note:{line.id}")
        y += note_height
        if track:
            _draw_track(sheet, view, line, y + track / 2 + 1)
        y += max(track, 5.0)
        label = f"absence:{line.id}" if line.absence else f"word:{line.id}"
        sheet.write((MARGIN, y + 2), words, SMALL, label=label)

    return Block(height, draw)


def _draw_track(sheet: Sheet, view: View, line: Line, y: float) -> None:
    steps = [view.means.across(step) for step in view.steps]
    colour = style.CONNECTION if line.is_noticeable else style.RULE
    sheet.rules([((steps[0], y), (steps[-1], y)), *(((x, y - 4), (x, y + 4)) for x in steps)], colour)
    draw_views(sheet, view, line, y)
    if line.pair.gap is not None:
        number = (view.language.signed(line.pair.gap),)
        hand = Hand(11, bold=line.is_noticeable)
        at = (WIDTH - MARGIN, y)
        sheet.write(at, number, hand, align="right", anchor="middle", label=f"number:{line.id}")


def _words(view: View, line: Line) -> str:
    _ = view.language.gettext
    pair = line.pair
    words = [
        " ".join(line.absence),
        _("noticeable") if line.is_noticeable else None,
        _("rounded") if line.is_rounded else None,
    ]
    if pair.ci_low is not None and pair.ci_high is not None:
        low, high = view.language.signed(pair.ci_low), view.language.signed(pair.ci_high)
        words.append(_("interval %(low)s to %(high)s") % {"low": low, "high": high})
    return " · ".join(word for word in words if word)
