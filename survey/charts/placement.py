"""Places for labels beside points, so that no two labels ever touch. Lengths are points; nothing is drawn here.

Each label in turn gets the cheapest free place: near its point, on no mark, across no line. The most crowded points
choose first. The same points always get the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

Place = tuple[float, float]
Segment = tuple[Place, Place]

GAP: Final = 1.6
"""What lies between two labels at least."""
_NEAR = 2.0
_LEADER_FROM = 7.0
_RING = 4.0
_TURNS = (0, 8, 15, 1, 12, 4, 14, 2, 9, 7, 13, 11, 3, 5, 10, 6)
_DIRECTIONS = tuple((math.cos(math.tau * turn / 16), math.sin(math.tau * turn / 16)) for turn in _TURNS)
"""Right and left first, then above and below."""
_ON_MARK = 60.0
_LEADER_ON_LABEL = 40.0
_ON_LINE = 14.0
_GRID = 6.0


class Box(NamedTuple):
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box, gap: float = 0.0) -> bool:
        """Return whether the two are nearer than `gap` both across and down."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        """Return whether the other lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def nearest(self, place: Place) -> Place:
        """Return the point of this box that is nearest to `place`."""
        x, y = place
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Label:
    """Where a label stands, and the line that leads to it from its point if it is too far to be plain."""

    box: Box
    leader: Segment | None


def labels(
    points: Sequence[Place], sizes: Sequence[Place], area: Box, radius: float, lines: Sequence[Segment] = ()
) -> tuple[Label, ...]:
    """Return a place for the label of each point, in the order of the points.

    Parameters
    ----------
    points
        Centres of the marks.
    sizes
        Width and height of each label.
    area
        What the labels stay inside of. It is to have room for them: some ten times what they cover.
    radius
        Of the marks.
    lines
        Not crossed by labels where that can be avoided.
    """
    marks = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in dict.fromkeys(points)]
    crowd = [sum(math.dist(one, other) < 6 * radius for other in points) for one in points]
    found: dict[int, Label] = {}
    for index in sorted(range(len(points)), key=lambda each: (-crowd[each], each)):
        found[index] = _cheapest(points[index], sizes[index], area, radius, (list(found.values()), marks, lines))
    return tuple(found[index] for index in range(len(points)))


def _cheapest(
    point: Place,
    size: Place,
    area: Box,
    radius: float,
    around: tuple[list[Label], list[Box], Sequence[Segment]],
) -> Label:
    best: tuple[float, Label] | None = None
    taken = [label.box for label in around[0]]
    for away, box in _candidates(point, size, area, radius):
        if best is not None and away >= best[0]:
            break
        if not area.holds(box) or any(box.touches(other, GAP) for other in taken):
            continue
        label = Label(box, _leader(point, box, radius) if away > _LEADER_FROM else None)
        cost = away + _faults(label, *around)
        if best is None or cost < best[0]:
            best = (cost, label)
    if best is None:
        raise ValueError("no room for all labels")
    return best[1]


def _candidates(point: Place, size: Place, area: Box, radius: float) -> Iterator[tuple[float, Box]]:
    """Yield places with how far each is from the mark: on rings around it, at last anywhere in the area."""
    across, down = size
    farthest = math.hypot(area.right - area.left, area.bottom - area.top)
    rings = (_RING * ring for ring in range(math.ceil(farthest / _RING)))
    for away, (right, below) in product(rings, _DIRECTIONS):
        reach = radius + _NEAR + away
        x = point[0] + right * (reach + across / 2)
        y = point[1] + below * (reach + down / 2)
        yield away, Box(x - across / 2, y - down / 2, x + across / 2, y + down / 2)
    columns = range(int((area.right - area.left - across) / _GRID) + 1)
    rows = range(int((area.bottom - area.top - down) / _GRID) + 1)
    for column, row in product(columns, rows):
        left, top = area.left + column * _GRID, area.top + row * _GRID
        yield farthest, Box(left, top, left + across, top + down)


def _leader(point: Place, box: Box, radius: float) -> Segment:
    end = box.nearest(point)
    length = math.dist(point, end) or 1.0
    share = min(1.0, radius / length)
    return (point[0] + (end[0] - point[0]) * share, point[1] + (end[1] - point[1]) * share), end


def _faults(label: Label, placed: list[Label], marks: list[Box], lines: Sequence[Segment]) -> float:
    cost = _ON_MARK * sum(label.box.touches(mark) for mark in marks)
    cost += _ON_LINE * sum(crosses(line, label.box) for line in lines)
    cost += _LEADER_ON_LABEL * sum(other.leader is not None and crosses(other.leader, label.box) for other in placed)
    if label.leader is not None:
        cost += _LEADER_ON_LABEL * sum(crosses(label.leader, other.box) for other in placed)
    return cost


def crosses(segment: Segment, box: Box) -> bool:
    """Return whether a line enters a box (Liang and Barsky 1984)."""
    (x, y), (end_x, end_y) = segment
    if not Box(min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y)).touches(box):
        return False
    enter, leave = 0.0, 1.0
    for start, along, low, high in ((x, end_x - x, box.left, box.right), (y, end_y - y, box.top, box.bottom)):
        if along:
            near, far = sorted(((low - start) / along, (high - start) / along))
            enter, leave = max(enter, near), min(leave, far)
    return enter < leave
