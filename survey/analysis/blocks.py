"""Blocks: the groups of one side's responses, by where they come from, that are shown and never split any further.

Every published group is a block or a union of blocks, so that nothing smaller can be had by adding and subtracting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.analysis.counts import merged
from survey.analysis.disclosure import cover, refusal, shown
from survey.analysis.partition import partition
from survey.analysis.safereport import Block, Point
from survey.analysis.views import side_views
from survey.model import CELL_SEPARATOR, CITY, Catalogue, GroupTally, Side


def block_of_cells(side: Side, groups: Sequence[GroupTally], k: int) -> dict[str, str]:
    """Return the block of each cell of a side, decided by counts of responses and carriers alone.

    Cells that are safe stand alone; the unsafe ones of one area type are joined, then those of the city, each time with
    the smallest safe neighbour until the whole is safe. A side that is not safe as a whole is one block.
    """
    return partition(
        {group.cell: _path(group.cell) for group in groups},
        {group.cell: (group,) for group in groups},
        lambda some: refusal(merged(some), side, k) is None,
        lambda some: sum(group.submitted for group in some),
    )


def blocks(
    catalogue: Catalogue, side: Side, groups: Sequence[GroupTally], block_of: Mapping[str, str], k: int
) -> tuple[Block, ...]:
    """Return the blocks of a published side with the means that may be shown; none where the side is one block.

    An item that has too few ratings in any block is shown for the whole side only, and with it its standard.

    Parameters
    ----------
    groups
        The side's counts by cell.
    block_of
        The block of each of these cells, as stored when the round closed.
    """
    members: dict[str, list[GroupTally]] = {}
    for group in groups:
        members.setdefault(block_of[group.cell], []).append(group)
    if len(members) < 2:  # noqa: PLR2004 - one block is the whole side
        return ()
    parts = {name: merged(own) for name, own in members.items()}
    points = {name: _points(catalogue, side, part, k) for name, part in parts.items()}
    withheld = {row for own in points.values() for row, point in own.items() if point.detail == "hidden"}
    return tuple(
        Block(
            side=side.id,
            cells=tuple(sorted(group.cell for group in members[name])),
            submitted=parts[name].submitted,
            points={row: point for row, point in points[name].items() if row not in withheld},
        )
        for name in sorted(members)
    )


def _points(catalogue: Catalogue, side: Side, part: GroupTally, k: int) -> dict[str, Point]:
    parts = shown(catalogue, side_views(catalogue, part, None), cover(part, side, k))
    return {
        row: Point(part.detail, part.view.n if part.n_shown else None, None if part.mean is None else float(part.mean))
        for row, part in parts.items()
    }


def _path(cell: str) -> tuple[str, ...]:
    if cell == CITY:
        return (CITY,)
    area_type, separator, _area = cell.partition(CELL_SEPARATOR)
    return (CITY, area_type, cell) if separator else (CITY, area_type)
