"""Numbers and what they stand for, in columns. Lengths are points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from survey.charts import style
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Block, Hand, Sheet

NUMBER: Final = Hand(9, bold=True)
TITLE: Final = Hand(9, colour=style.GREY_INK)
_BETWEEN_COLUMNS = 18.0
_BETWEEN_ROWS = 4.5


def titles(numbered: Sequence[tuple[str, str]], left: float, available: float, columns: int) -> Block:
    """Return each number with its title, read down the columns, which are about equally high."""
    across = (available - (columns - 1) * _BETWEEN_COLUMNS) / columns
    indent = max(width(number, NUMBER.size, bold=True) for number, _ in numbered) + 6
    texts = [wrapped(title, across - indent, TITLE.size) for _, title in numbered]
    heights = [block_height(len(lines), TITLE.size) + _BETWEEN_ROWS for lines in texts]
    places = _in_columns(heights, columns)

    def draw(sheet: Sheet, top: float) -> None:
        for (number, _), lines, (index, y) in zip(numbered, texts, places, strict=True):
            x = left + index * (across + _BETWEEN_COLUMNS)
            sheet.write((x, top + y), (number,), NUMBER, label=f"id:{number}")
            sheet.write((x + indent, top + y), lines, TITLE, label=f"name:{number}")

    foot = max(y + height for (_, y), height in zip(places, heights, strict=True))
    return Block(foot - _BETWEEN_ROWS, draw)


def _in_columns(heights: Sequence[float], columns: int) -> list[tuple[int, float]]:
    """Return column and top of each entry."""
    share = sum(heights) / columns
    places = []
    index, y, above = 0, 0.0, 0.0
    for height in heights:
        if index < columns - 1 and above + height / 2 > share * (index + 1):
            index, y = index + 1, 0.0
        places.append((index, y))
        y += height
        above += height
    return places
