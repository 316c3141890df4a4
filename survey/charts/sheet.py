"""A sheet of paper measured in points from its top left corner, to be written and drawn on.

Knows no report. x runs to the right, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from survey.charts import style
from survey.charts.lettering import ASCENT, CAPITAL, LEADING
from survey.charts.style import Mark

Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle"]


@dataclass(frozen=True)
class Hand:
    """How words are set: size in points, weight, colour, and the ground they cover."""

    size: float
    bold: bool = False
    colour: str = style.INK
    ground: str | None = None


@dataclass(frozen=True)
class Panel:
    """A strip of a sheet from top to foot with its own scale from left to right."""

    left: float
    width: float
    low: float
    high: float

    def across(self, value: float) -> float:
        """Return where on the sheet this value lies."""
        return self.left + (value - self.low) / (self.high - self.low) * self.width


@dataclass(frozen=True)
class Block:
    """Something to be set on a sheet: its height, and what draws it below a given y."""

    height: float
    draw: Callable[[Sheet, float], None]


class Sheet:
    """A figure with a layer for bands and rules, panels over it, and words on top."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = style.blank(width, height)
        self.width = width
        self.height = height
        self._below = self._layer(0, width, (0, width), zorder=0)
        self._above = self._layer(0, width, (0, width), zorder=2)
        self._panels: dict[Panel, Axes] = {}

    def add(self, panel: Panel, line: Line2D) -> None:
        """Draw a line or a mark at values of the panel; its y are points down the sheet."""
        if panel not in self._panels:
            self._panels[panel] = self._layer(panel.left, panel.width, (panel.low, panel.high), zorder=1)
        line.set_clip_on(False)
        self._panels[panel].add_line(line)

    def write(
        self,
        at: tuple[float, float],
        lines: Sequence[str],
        hand: Hand,
        *,
        align: Align = "left",
        anchor: Anchor = "top",
        label: str = "",
    ) -> None:
        """Set lines of text, one artist a line; y is the top of the first, or the middle of their capitals."""
        x, y = at
        if anchor == "middle":
            baseline = y - ((len(lines) - 1) * LEADING - CAPITAL) * hand.size / 2
        else:
            baseline = y + ASCENT * hand.size
        for index, line in enumerate(lines):
            artist = self._above.text(
                x,
                baseline + index * LEADING * hand.size,
                line,
                fontproperties=style.font(hand.size, bold=hand.bold),
                color=hand.colour,
                ha=align,
                va="baseline",
                label=label,
            )
            if hand.ground is not None:
                artist.set_bbox({"facecolor": hand.ground, "edgecolor": "none", "pad": 1.2})

    def rules(
        self, ends: Iterable[tuple[tuple[float, float], tuple[float, float]]], colour: str, width: float = 0.7
    ) -> None:
        """Draw straight lines, each from one point to another, as one artist."""
        points = [point for start, end in ends for point in (start, end, (math.nan, math.nan))]
        xs, ys = zip(*points, strict=True)
        self._below.add_line(Line2D(xs, ys, color=colour, linewidth=width, clip_on=False))

    def band(self, left: float, top: float, width: float, height: float, colour: str, label: str = "") -> None:
        """Fill a rectangle."""
        patch = Rectangle((left, top), width, height, facecolor=colour, edgecolor="none", label=label, clip_on=False)
        self._below.add_patch(patch)

    def set_off(self, margin: float, top: float, height: float, label: str) -> None:
        """Lay a band with a strong left edge over the sheet's width but for this margin."""
        self.band(margin - 4, top, self.width - 2 * margin + 8, height, style.BAND, label)
        self.band(margin - 7, top, 3, height, style.INK)

    def stamp(self, at: tuple[float, float], mark: Mark, label: str = "") -> None:
        """Draw a side's mark outside any panel."""
        line = stamp(at, mark, hollow=False, label=label)
        line.set_clip_on(False)
        self._above.add_line(line)

    def _layer(self, left: float, width: float, limits: tuple[float, float], zorder: int) -> Axes:
        axes = self.figure.add_axes((left / self.width, 0, width / self.width, 1), zorder=zorder)
        axes.set_axis_off()
        axes.set(xlim=limits, ylim=(self.height, 0))
        return axes


def stamp(at: tuple[float, float], mark: Mark, *, hollow: bool, label: str = "") -> Line2D:
    """Return a side's mark: filled with a thin edge of paper, or hollow."""
    return Line2D(
        (at[0],),
        (at[1],),
        linestyle="none",
        marker=mark.shape,
        markersize=mark.size - (1.0 if hollow else 0.0),
        markerfacecolor=style.PAPER if hollow else mark.colour,
        markeredgecolor=mark.colour if hollow else style.PAPER,
        markeredgewidth=style.HOLLOW_EDGE if hollow else style.PAPER_EDGE,
        label=label,
        zorder=4,
    )
