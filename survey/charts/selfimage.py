"""The chart of self-image and outside view: what a side does, as it sees it itself and as the other side does.

Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport
from survey.charts import column, frame, style
from survey.charts.column import NARROW, WIDE, Page
from survey.charts.comparison import Line
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.selfviews import OwnDoing, SelfImage, self_image
from survey.charts.sheet import Block, Hand, Sheet
from survey.charts.views import View, draw_views, means_panel, step_key, step_names, write_steps
from survey.language import Language

NAME: Final = Hand(10.5)
SMALL: Final = Hand(9, colour=style.GREY_INK)
HEAD: Final = Hand(9, bold=True)
GROUP: Final = Hand(11, bold=True)
ROW_PADDING: Final = 8.5
LOWEST_ROW: Final = 33.0
TRACK: Final = 26.0


@dataclass(frozen=True)
class _Places:
    """Where things stand from left to right; names are above their lines where `stacked`."""

    page: Page
    names_end: float
    means: tuple[float, float]
    padding: float
    spots: float
    stacked: bool


_WIDE: Final = _Places(WIDE, 288.0, (292.0, 306.0), 30.0, 600.0, stacked=False)
_NARROW: Final = _Places(NARROW, NARROW.right, (9.0, 204.0), 29.0, NARROW.margin, stacked=True)


def selfimage_chart(report: SafeReport, pair: tuple[str, str], language: Language, *, narrow: bool = False) -> Figure:
    """Return the chart of the items about what one side of a pair does, with the blind spot of each.

    Parameters
    ----------
    report
        The round.
    pair
        The ids of two sides.
    language
        Of every text and number.
    narrow
        Whether it is read at 360 CSS pixels; else at 960, or across a printed page.

    Returns
    -------
    Figure
        First the items about the first side, then those about the second. A blind spot is the side's own mean minus the
        other's, in steps; where one is withheld, words say so. Without any such item the chart says that.

    Raises
    ------
    KeyError
        No such side.
    """
    shown = self_image(report, pair, language)
    places = _NARROW if narrow else _WIDE
    steps = shown.comparison.catalogue.fulfilment.steps
    means = means_panel(steps, *places.means, places.padding)
    view = View(shown.comparison, language, style.marks(shown.comparison.catalogue), means)
    return column.column_figure(places.page, lambda: _blocks(view, shown, places))


def _blocks(view: View, shown: SelfImage, places: _Places) -> list[tuple[float, Block]]:
    page, _ = places.page, view.language.gettext
    last = _("Survey round %(round)s") % {"round": shown.comparison.report.round}
    heading = (0.0, frame.heading(shown.comparison, page.margin, page.room))
    if not shown.groups:
        words = _("No item is about what one of these two sides does: there is nothing to compare.")
        return [heading, (10, frame.notes([words, last], page.margin, page.room))]
    key = step_key(view)
    return [
        heading,
        (9, frame.legend(shown.comparison, view.marks, view.language, page.margin, page.room)),
        *([(8.0, frame.notes(key, page.margin, page.room))] if key else []),
        (12, _head(view, places)),
        *((0.0, _group(view, group, places)) for group in shown.groups),
        (9, frame.notes([*_notes(view, shown), last], page.margin, page.room)),
    ]


def _notes(view: View, shown: SelfImage) -> list[str]:
    _ = view.language.gettext
    lines = shown.comparison.lines
    found = []
    if any(line.pair.gap is not None for line in lines):
        found.append(_("Blind spot: a side's own mean minus the other side's mean, in steps of the scale."))
    if any(line.pair.ci_low is not None for line in lines):
        found.append(_("Interval: 95 per cent."))
    if any(line.is_noticeable for line in lines):
        found.append(_("Noticeable: at least half a standard deviation, and the interval leaves out zero."))
    if any("coarse" in {line.a.detail, line.b.detail} for line in lines):
        found.append(_("Hollow: fewer than ten ratings, rounded to half a point."))
    return [" ".join(found)] if found else []


def _head(view: View, places: _Places) -> Block:
    names = step_names(view)
    page = places.page
    word = wrapped(
        view.language.gettext("Blind spot"), page.right - view.means.left - view.means.width, HEAD.size, bold=True
    )
    height = max(names.height, block_height(len(word), HEAD.size)) + 6

    def draw(sheet: Sheet, top: float) -> None:
        axis = top + height
        write_steps(sheet, view, names, axis, above=True)
        at = (page.right, axis - 5 - block_height(len(word), HEAD.size))
        sheet.write(at, word, HEAD, align="right", label="head")
        sheet.rules([((page.margin, axis), (page.right, axis))], style.INK, 0.9)

    return Block(height, draw)


def _group(view: View, group: OwnDoing, places: _Places) -> Block:
    page = places.page
    heading = _group_heading(view, group, page)
    text_left = page.margin + max(width(line.id, NAME.size, bold=True) for line in view.comparison.lines) + 8
    make = _row_below_name if places.stacked else _row_beside_name
    rows = [make(view, group, line, (places, text_left)) for line in group.lines]
    total = sum(row.height for row in rows)

    def draw(sheet: Sheet, top: float) -> None:
        heading.draw(sheet, top)
        y = top + heading.height
        if not places.stacked:
            steps = [view.means.across(step) for step in view.steps]
            sheet.rules((((x, y), (x, y + total)) for x in steps), style.GUIDE)
        for row in rows:
            row.draw(sheet, y)
            y += row.height
            sheet.rules([((page.margin, y), (page.right, y))], style.RULE)
        sheet.rules([((page.margin, y), (page.right, y))], style.INK, 0.9)

    return Block(heading.height + total, draw)


def _group_heading(view: View, group: OwnDoing, page: Page) -> Block:
    _ = view.language.gettext
    title = wrapped(_("Work of: %(side)s") % {"side": group.side.label}, page.room, GROUP.size, bold=True)
    own, other = _("self-image"), _("outside view")
    title_height = block_height(len(title), GROUP.size)
    height = title_height + 7 + SMALL.size + 20

    def draw(sheet: Sheet, top: float) -> None:
        y = top + 11
        sheet.write((page.margin, y), title, GROUP, label=f"group:{group.side.id}")
        y += title_height + 7
        x = page.margin
        for side, word in ((group.side, own), (group.other, other)):
            sheet.stamp((x + 5.5, y + 0.4 * SMALL.size), view.marks[side.id], f"role:{group.side.id}:{side.id}")
            sheet.write((x + 15, y), (word,), SMALL, label=f"role:{group.side.id}:{side.id}")
            x += 15 + width(word, SMALL.size) + 18
        sheet.rules([((page.margin, top + height), (page.right, top + height))], style.RULE)

    return Block(height, draw)


def _row_beside_name(view: View, group: OwnDoing, line: Line, where: tuple[_Places, float]) -> Block:
    places, text_left = where
    page = places.page
    bold = line.is_noticeable
    text = wrapped(line.text, places.names_end - text_left, NAME.size, bold=bold)
    words = [
        part for said in _words(view, group, line) for part in wrapped(said, page.right - places.spots, SMALL.size)
    ]
    gap = group.blind_spots[line.id].gap
    words_height = block_height(len(words), SMALL.size)
    beside = words_height + (0 if gap is None else 15.0)
    text_height = block_height(len(text), NAME.size)
    height = max(LOWEST_ROW, max(text_height, beside) + 2 * ROW_PADDING)

    def draw(sheet: Sheet, top: float) -> None:
        middle = top + height / 2
        if bold:
            sheet.set_off(page.margin, top, height, f"band:{line.id}")
        hand = Hand(NAME.size, bold=bold)
        sheet.write((page.margin, middle - text_height / 2), (line.id,), hand, label=f"id:{line.id}")
        sheet.write((text_left, middle - text_height / 2), text, hand, label=f"name:{line.id}")
        draw_views(sheet, view, line, middle)
        y = middle - beside / 2
        if gap is not None:
            _write_spot(sheet, view, line, gap, (page.right, y + 5.5))
            y += 15.0
        sheet.write((page.right, y), words, SMALL, align="right", label=f"word:{line.id}")

    return Block(height, draw)


def _row_below_name(view: View, group: OwnDoing, line: Line, where: tuple[_Places, float]) -> Block:
    places, text_left = where
    page = places.page
    bold = line.is_noticeable
    text = wrapped(line.text, page.right - text_left, NAME.size, bold=bold)
    words = wrapped(" · ".join(_words(view, group, line)), page.room, SMALL.size)
    gap = group.blind_spots[line.id].gap
    text_height = block_height(len(text), NAME.size)
    words_height = block_height(len(words), SMALL.size) + (2 if words else 0)
    track = 5.0 if line.a.mean is None and line.b.mean is None else TRACK
    height = text_height + track + words_height + 2 * ROW_PADDING

    def draw(sheet: Sheet, top: float) -> None:
        if bold:
            sheet.set_off(page.margin, top, height, f"band:{line.id}")
        hand = Hand(NAME.size, bold=bold)
        y = top + ROW_PADDING
        sheet.write((page.margin, y), (line.id,), hand, label=f"id:{line.id}")
        sheet.write((text_left, y), text, hand, label=f"name:{line.id}")
        y += text_height
        if track == TRACK:
            _draw_track(sheet, view, line, y + track / 2 + 1)
        if gap is not None:
            _write_spot(sheet, view, line, gap, (page.right, y + track / 2 + 1))
        sheet.write((page.margin, y + track + 2), words, SMALL, label=f"word:{line.id}")

    return Block(height, draw)


def _draw_track(sheet: Sheet, view: View, line: Line, y: float) -> None:
    steps = [view.means.across(step) for step in view.steps]
    colour = style.CONNECTION if line.is_noticeable else style.RULE
    sheet.rules([((steps[0], y), (steps[-1], y)), *(((x, y - 4), (x, y + 4)) for x in steps)], colour)
    draw_views(sheet, view, line, y)


def _write_spot(sheet: Sheet, view: View, line: Line, gap: float, at: tuple[float, float]) -> None:
    hand = Hand(11, bold=line.is_noticeable)
    number = (view.language.signed(gap),)
    sheet.write(at, number, hand, align="right", anchor="middle", label=f"number:{line.id}")


def _words(view: View, group: OwnDoing, line: Line) -> list[str]:
    """Return what is said of a blind spot beside its number."""
    _ = view.language.gettext
    spot = group.blind_spots[line.id]
    largest = group.largest
    words = [
        " ".join(line.absence),
        _("largest blind spot") if largest is not None and largest[0] is line else "",
        _("noticeable") if line.is_noticeable else "",
        _("rounded") if line.is_rounded else "",
    ]
    if spot.ci_low is not None and spot.ci_high is not None:
        low, high = view.language.signed(spot.ci_low), view.language.signed(spot.ci_high)
        words.append(_("interval %(low)s to %(high)s") % {"low": low, "high": high})
    return [word for word in words if word]
