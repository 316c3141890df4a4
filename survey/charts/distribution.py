"""The chart of one standard's ratings: for each item a bar a side, centred on the middle of the scale.

„kann ich nicht beurteilen“ is off the scale and stands beside the bars, never in them. Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport
from survey.charts import bars, column, frame, style
from survey.charts.column import NARROW, WIDE, Page
from survey.charts.comparison import Line
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.shares import Bar, Distribution, around_middle, distribution
from survey.charts.sheet import Block, Hand, Panel, Sheet
from survey.charts.style import Mark
from survey.language import Language
from survey.model import Side

BAR: Final = 15.0
ROW_PADDING: Final = 9.0
NAME: Final = Hand(10.5)
SMALL: Final = Hand(9, colour=style.GREY_INK)
HEAD: Final = Hand(9, bold=True)
SHARE: Final = 8.5
_LEAST_REACH = 0.25
_SEAM = 0.8


@dataclass(frozen=True)
class _Places:
    """Where things stand from left to right; the sides' names are above their bars where `sides_named`."""

    page: Page
    names: tuple[float, float]
    bars: tuple[float, float]
    no_answer: tuple[float, float]
    mark: float
    sides_named: bool


_WIDE: Final = _Places(WIDE, (WIDE.margin, 204.0), (276.0, 322.0), (614.0, WIDE.right), 219.0, sides_named=False)
_NARROW: Final = _Places(NARROW, (NARROW.margin, NARROW.right), (9.0, 188.0), (206.0, NARROW.right), 14.0, True)  # noqa: FBT003 - a place, not a switch


@dataclass(frozen=True)
class _View:
    """What every row is drawn with."""

    shown: Distribution
    language: Language
    marks: dict[str, Mark]
    places: _Places
    panel: Panel


def distribution_chart(
    report: SafeReport, number: int, pair: tuple[str, str], language: Language, *, narrow: bool = False
) -> Figure:
    """Return the chart of the ratings of one standard's items: how many per cent of a side chose each step.

    Parameters
    ----------
    report
        The round.
    number
        Of the standard.
    pair
        The ids of two sides, the one to stand above first.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels; else at 960, or across a printed page.

    Returns
    -------
    Figure
        All standards' charts of a pair have the same scale. A side whose distribution the report lacks says why.

    Raises
    ------
    KeyError
        No such standard or side.
    """
    shown = distribution(report, number, pair, language)
    places = _NARROW if narrow else _WIDE
    below, above = (max(reach, _LEAST_REACH) for reach in shown.reach)
    panel = Panel(*places.bars, -below, above)
    view = _View(shown, language, style.marks(shown.comparison.catalogue), places, panel)
    return column.column_figure(places.page, lambda: _blocks(view))


def _blocks(view: _View) -> list[tuple[float, Block]]:
    compared, page = view.shown.comparison, view.places.page
    labels = compared.catalogue.fulfilment.labels
    return [
        (0, frame.heading(compared, page.margin, page.room)),
        (9, frame.legend(compared, view.marks, view.language, page.margin, page.room)),
        (11, bars.key(labels, page.margin, page.room, Hand(9))),
        (12, _head(view)),
        (0, _rows(view)),
        (9, frame.notes(_notes(view), page.margin, page.room)),
    ]


def _notes(view: _View) -> list[str]:
    _ = view.language.gettext
    catalogue = view.shown.comparison.catalogue
    found = []
    if any(bar.shares for pair in view.shown.bars for bar in pair):
        found.append(_("Bars: share of the ratings at each step, in per cent; the line marks the middle of the scale."))
    if any(bar.no_answer is not None for pair in view.shown.bars for bar in pair):
        label = {"label": catalogue.fulfilment.no_answer}
        found.append(_("“%(label)s” stands beside the bars, as a share of all answers.") % label)
    last = _("Survey round %(round)s") % {"round": view.shown.comparison.report.round}
    return [*([" ".join(found)] if found else []), last]


def _head(view: _View) -> Block:
    left, right = view.places.no_answer
    words = wrapped(view.shown.comparison.catalogue.fulfilment.no_answer, right - left, HEAD.size, bold=True)
    title = wrapped(view.language.gettext("Ratings in per cent"), view.places.bars[1], HEAD.size, bold=True)
    height = max(block_height(len(words), HEAD.size), block_height(len(title), HEAD.size)) + 6

    def draw(sheet: Sheet, top: float) -> None:
        foot = top + height - 6
        sheet.write(
            (view.places.bars[0], foot - block_height(len(title), HEAD.size)), title, HEAD, label="head:ratings"
        )
        sheet.write((left, foot - block_height(len(words), HEAD.size)), words, HEAD, label="head:no_answer")

    return Block(height, draw)


def _rows(view: _View) -> Block:
    page = view.places.page
    lines = view.shown.comparison.lines
    text_left = view.places.names[0] + max(width(line.id, NAME.size, bold=True) for line in lines) + 8
    make = _row_below_name if view.places.sides_named else _row_beside_name
    rows = [make(view, line, pair, text_left) for line, pair in zip(lines, view.shown.bars, strict=True)]
    total = sum(row.height for row in rows)

    def draw(sheet: Sheet, top: float) -> None:
        y = top
        for row in rows:
            row.draw(sheet, y)
            y += row.height
            sheet.rules([((page.margin, y), (page.right, y))], style.RULE)
        sheet.rules([((page.margin, end), (page.right, end)) for end in (top, top + total)], style.INK, 0.9)

    return Block(total, draw)


def _row_beside_name(view: _View, line: Line, pair: tuple[Bar, Bar], text_left: float) -> Block:
    name = _name(view, line, text_left)
    height = max(2 * BAR + 4, name.height) + 2 * ROW_PADDING
    places = view.places

    def draw(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        name.draw(sheet, middle - name.height / 2)
        for index, bar in enumerate(pair):
            y = middle + (2 if index else -2 - BAR)
            sheet.stamp((places.mark, y + BAR / 2), view.marks[bar.side], f"side:{line.id}:{bar.side}")
            if bar.n is not None:
                words = (f"n = {view.language.count(bar.n)}",)
                at = (places.mark + 9, y + BAR / 2)
                sheet.write(at, words, SMALL, anchor="middle", label=f"n:{line.id}:{bar.side}")
            _draw_bar(sheet, view, bar, y)
        _draw_middle(sheet, view, pair, (middle - 2 - BAR, middle + 2 + BAR))

    return Block(height, draw)


def _row_below_name(view: _View, line: Line, pair: tuple[Bar, Bar], text_left: float) -> Block:
    name = _name(view, line, text_left)
    compared = view.shown.comparison
    sides = [_named(view, side, bar) for side, bar in zip((compared.a, compared.b), pair, strict=True)]
    tops = [block_height(len(words), SMALL.size) + 4 for words in sides]
    heights = [above + _bar_height(view, bar) + 7 for above, bar in zip(tops, pair, strict=True)]
    height = name.height + 8 + sum(heights) - 7 + 2 * ROW_PADDING

    def draw(sheet: Sheet, top: float) -> None:
        y = top + ROW_PADDING
        name.draw(sheet, y)
        y += name.height + 8
        for words, above, own, bar in zip(sides, tops, heights, pair, strict=True):
            sheet.stamp((view.places.mark, y + 0.4 * SMALL.size), view.marks[bar.side], f"side:{line.id}:{bar.side}")
            sheet.write((view.places.mark + 9, y), words, SMALL, label=f"n:{line.id}:{bar.side}")
            _draw_bar(sheet, view, bar, y + above)
            _draw_middle(sheet, view, (bar,), (y + above, y + above + BAR))
            y += own

    return Block(height, draw)


def _named(view: _View, side: Side, bar: Bar) -> tuple[str, ...]:
    n = "" if bar.n is None else f", n\u00a0=\u00a0{view.language.count(bar.n)}"
    return wrapped(f"{side.label}{n}", view.places.page.right - view.places.mark - 9, SMALL.size)


def _name(view: _View, line: Line, text_left: float) -> Block:
    room = view.places.names[1] - text_left
    text = wrapped(line.text, room, NAME.size)
    note = wrapped(line.note or "", room, SMALL.size)
    text_height = block_height(len(text), NAME.size)
    note_height = block_height(len(note), SMALL.size) + (4 if note else 0)

    def draw(sheet: Sheet, top: float) -> None:
        sheet.write((view.places.names[0], top), (line.id,), Hand(NAME.size, bold=True), label=f"id:{line.id}")
        sheet.write((text_left, top), text, NAME, label=f"name:{line.id}")
        sheet.write((text_left, top + text_height + 4), note, SMALL, label=f"note:{line.id}")

    return Block(text_height + note_height, draw)


def _bar_height(view: _View, bar: Bar) -> float:
    """Return the height of a bar, or of the words in its place."""
    lines = wrapped(bar.absence, view.places.bars[1], SMALL.size)
    return max(BAR, block_height(len(lines), SMALL.size))


def _draw_bar(sheet: Sheet, view: _View, bar: Bar, top: float) -> None:
    row = f"{bar.item}:{bar.side}"
    _draw_no_answer(sheet, view, bar, top)
    if not bar.shares:
        words = wrapped(bar.absence, view.places.bars[1], SMALL.size)
        at = (view.places.bars[0], top + _bar_height(view, bar) / 2)
        sheet.write(at, words, SMALL, anchor="middle", label=f"absence:{row}")
        return
    start = -around_middle(bar.shares)[0]
    for step, (share, shade) in enumerate(zip(bar.shares, bars.shades(len(bar.shares)), strict=True), 1):
        left, right = view.panel.across(start), view.panel.across(start + share)
        start += share
        if not share:
            continue
        across = max(right - left - _SEAM, _SEAM / 2)
        bars.draw_shade(sheet, shade, (left + _SEAM / 2, top), (across, BAR), f"share:{row}:{step}")
        number = view.language.number(100 * share, 0)
        if width(number, SHARE) + 5 <= across:
            hand = Hand(SHARE, colour=shade.ink, ground=shade.colour if shade.hatched else None)
            at = ((left + right) / 2, top + BAR / 2)
            sheet.write(at, (number,), hand, align="center", anchor="middle", label=f"per-cent:{row}:{step}")


def _draw_middle(sheet: Sheet, view: _View, pair: tuple[Bar, ...], ends: tuple[float, float]) -> None:
    """Draw the middle of the scale from a little above the bars to a little below, where there are any."""
    if any(bar.shares for bar in pair):
        x = view.panel.across(0)
        top, foot = ends
        sheet.rules([((x, top - 4), (x, top)), ((x, foot), (x, foot + 4))], style.INK, 1.1)


def _draw_no_answer(sheet: Sheet, view: _View, bar: Bar, top: float) -> None:
    if bar.no_answer is None:
        return
    left, right = view.places.no_answer
    words = view.language.percent(bar.no_answer)
    middle = top + BAR / 2
    at = (right, middle)
    label = f"no_answer:{bar.item}:{bar.side}"
    sheet.write(at, (words,), SMALL, align="right", anchor="middle", label=label)
    track = right - left - width("100\u00a0%", SMALL.size) - 6
    sheet.band(left, middle - 3.5, track, 7, style.GUIDE)
    sheet.band(left, middle - 3.5, track * bar.no_answer, 7, style.GREY_INK, label)
