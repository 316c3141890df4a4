"""Blocks set one below the other, as a figure; and the two widths that a chart is made for. Lengths are points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure

from survey.charts import narrow, style, wide
from survey.charts.sheet import Block, Panel, Sheet

EDGE: Final = 10.0
"""Above the first block and below the last."""


@dataclass(frozen=True)
class Page:
    """How wide a sheet is, and how much of it stays free at the left and at the right."""

    width: float
    margin: float

    @property
    def room(self) -> float:
        """What lies between the margins."""
        return self.width - 2 * self.margin

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - self.margin


WIDE: Final = Page(wide.WIDTH, wide.MARGIN)
NARROW: Final = Page(narrow.WIDTH, narrow.MARGIN)


def whole(page: Page) -> Panel:
    """Return a panel over the whole sheet whose values are points from its left edge."""
    return Panel(0.0, page.width, 0.0, page.width)


def column_figure(page: Page, blocks: Callable[[], Sequence[tuple[float, Block]]]) -> Figure:
    """Return a figure as high as its blocks.

    Parameters
    ----------
    page
        Its width.
    blocks
        Returns each block with the room above it, from top to foot; called where the look of all charts holds.
    """
    with style.drawing():
        placed = blocks()
        sheet = Sheet(page.width, sum(room + block.height for room, block in placed) + 2 * EDGE)
        y = EDGE
        for room, block in placed:
            block.draw(sheet, y + room)
            y += room + block.height
    return sheet.figure
