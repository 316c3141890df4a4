"""What stands above and below a comparison: the question, the sides with their returns, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from survey.analysis.safereport import SideReturn
from survey.charts import style
from survey.charts.comparison import Comparison
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Block, Hand, Sheet
from survey.charts.style import Mark
from survey.language import Language
from survey.model import Side

TITLE: Final = Hand(13, bold=True)
_MARK_ROOM = 15.0
_BETWEEN_ENTRIES = 26.0
_PARAGRAPH = 5.0


def heading(comparison: Comparison, left: float, available: float) -> Block:
    """Return the standard's name, if it is one standard's chart, and the question of the scale."""
    question = comparison.catalogue.fulfilment.question
    parts = [(question, TITLE)] if comparison.title is None else [(comparison.title, TITLE), (question, Hand(10.5))]
    return _paragraphs(parts, left, available)


def legend(comparison: Comparison, marks: dict[str, Mark], language: Language, left: float, available: float) -> Block:
    """Return the two sides with their marks and how many of each answered, side by side where there is room."""
    hand = Hand(10)
    entries = []
    for side in (comparison.a, comparison.b):
        text = f"{side.label} ({_returned(comparison, side, language)})"
        entries.append((side, wrapped(text, available - _MARK_ROOM, hand.size)))
    widths = [_MARK_ROOM + max(width(line, hand.size) for line in lines) for _, lines in entries]
    beside = sum(widths) + _BETWEEN_ENTRIES <= available
    heights = [block_height(len(lines), hand.size) for _, lines in entries]
    step = heights[0] + 0.55 * hand.size

    def draw(sheet: Sheet, top: float) -> None:
        for index, (side, lines) in enumerate(entries):
            x = left + (widths[0] + _BETWEEN_ENTRIES if beside and index else 0)
            y = top + (step if index and not beside else 0)
            sheet.stamp((x + 5.5, y + 0.4 * hand.size), marks[side.id], f"legend:{side.id}")
            sheet.write((x + _MARK_ROOM, y), lines, hand, label=f"legend:{side.id}")

    return Block(max(heights) if beside else step + heights[1], draw)


def notes(paragraphs: Iterable[str], left: float, available: float) -> Block:
    """Return sentences in small grey letters."""
    hand = Hand(9, colour=style.GREY_INK)
    return _paragraphs([(text, hand) for text in paragraphs], left, available, between=0.3 * hand.size)


def _paragraphs(parts: Sequence[tuple[str, Hand]], left: float, available: float, between: float = _PARAGRAPH) -> Block:
    blocks = [(wrapped(text, available, hand.size, bold=hand.bold), hand) for text, hand in parts]
    heights = [block_height(len(lines), hand.size) for lines, hand in blocks]

    def draw(sheet: Sheet, top: float) -> None:
        y = top
        for (lines, hand), height in zip(blocks, heights, strict=True):
            sheet.write((left, y), lines, hand)
            y += height + between

    return Block(sum(heights) + between * (len(blocks) - 1), draw)


def _returned(comparison: Comparison, side: Side, language: Language) -> str:
    _ = language.gettext
    returned = comparison.report.returns[side.id]
    if returned.submitted is None:
        return _("fewer than %(k)s answers") % {"k": language.count(comparison.report.k)}
    count = _count(returned, returned.submitted, language)
    if returned.reason == "carriers":
        return _("%(count)s; not shown, too few carriers") % {"count": count}
    return count


def _count(returned: SideReturn, submitted: int, language: Language) -> str:
    n = language.count(submitted)
    if returned.invited is None:
        return f"n = {n}"
    _ = language.gettext
    return _("n = %(n)s of %(invited)s") % {"n": n, "invited": language.count(returned.invited)}
