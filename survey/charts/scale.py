"""The names of a scale's steps along an axis, set so that they never touch. Lengths are points; nothing is drawn.

Tried in this order: in one row; staggered in two rows; the steps' numbers, with a key that names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from survey.charts.lettering import LEADING, block_height, legible, widest_word, width, wrapped

GAP = 5.0
MOST_LINES = 4
MOST_WIDTH = 110.0


@dataclass(frozen=True)
class Tick:
    """The name of one step: its centre along the axis, its lines, and how far its block stands off the axis."""

    step: int
    centre: float
    lines: tuple[str, ...]
    width: float
    offset: float


@dataclass(frozen=True)
class ScaleNames:
    """The names of all steps; `key` explains them where only their numbers stand at the axis."""

    ticks: tuple[Tick, ...]
    height: float
    key: str | None = None


def scale_names(labels: Sequence[str], positions: Sequence[float], available: float, size: float) -> ScaleNames:
    """Return the names of the steps, set beside an axis.

    Parameters
    ----------
    labels
        One for each step, from the lowest.
    positions
        Where the steps lie along the axis, from its left end.
    available
        The length that the names may take, from the axis' left end.
    size
        Of the letters.
    """
    for rows in (1, 2):
        ticks = _in_rows(labels, positions, available, size, rows)
        if ticks is not None:
            return ScaleNames(ticks, max(tick.offset + block_height(len(tick.lines), size) for tick in ticks))
    numbers = [str(step) for step in range(1, len(labels) + 1)]
    key = " · ".join(f"{number}\u00a0{legible(label)}" for number, label in zip(numbers, labels, strict=True))
    ticks = tuple(
        Tick(step, at, (name,), width(name, size), 0.0)
        for step, (name, at) in enumerate(zip(numbers, positions, strict=True), 1)
    )
    return ScaleNames(ticks, block_height(1, size), key)


def _in_rows(
    labels: Sequence[str], positions: Sequence[float], available: float, size: float, rows: int
) -> tuple[Tick, ...] | None:
    room = min(MOST_WIDTH, (positions[1] - positions[0]) * rows - GAP)
    texts = [wrapped(label, max(room, widest_word(label, size)), size) for label in labels]
    widths = [max(width(line, size) for line in text) for text in texts]
    if max(widths) > available or max(len(text) for text in texts) > MOST_LINES:
        return None
    first = max(len(text) for text in texts[::rows])
    offsets = [0.0 if index % rows == 0 else (first * LEADING + 0.2) * size for index in range(len(labels))]
    centres = [min(max(at, wide / 2), available - wide / 2) for at, wide in zip(positions, widths, strict=True)]
    ticks = tuple(Tick(step, *rest) for step, rest in enumerate(zip(centres, texts, widths, offsets, strict=True), 1))
    fits = all(_apart(ticks[row::rows]) for row in range(rows))
    return ticks if fits and (rows == 1 or _leaders_are_free(ticks, positions)) else None


def _apart(row: Sequence[Tick]) -> bool:
    return all((left.width + right.width) / 2 + GAP <= right.centre - left.centre for left, right in pairwise(row))


def _leaders_are_free(ticks: Sequence[Tick], positions: Sequence[float]) -> bool:
    return all(
        abs(near.centre - leader) >= near.width / 2 + GAP / 2 for near in ticks[::2] for leader in positions[1::2]
    )
