"""Blocks: the groups of one side's responses, by where they come from, that are shown and never split any further.

Every published group is a block or a union of blocks, so that nothing smaller can be had by adding and subtracting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from survey.analysis.counts import merged
from survey.analysis.disclosure import Shown, cover, refusal, shown
from survey.analysis.gaps import FULL_FROM
from survey.analysis.partition import partition
from survey.analysis.safereport import Block, Point
from survey.analysis.views import side_views
from survey.model import CELL_SEPARATOR, CITY, Catalogue, GroupTally, Side

_NOWHERE = CELL_SEPARATOR
"""Stands for an area type in the block of responses that name none."""


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

    An item that has too few ratings in any block is shown for the whole side only, and with it its standard. What is
    shown in half points in some blocks cannot be had exactly by taking the others from the whole: where it has fewer
    than ten ratings in all of these, the smallest of the others is shown in half points too.

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
    counts = {name: merged(own) for name, own in members.items()}
    parts = {
        name: shown(catalogue, side_views(catalogue, own, None), cover(own, side, k)) for name, own in counts.items()
    }
    withheld = {row for own in parts.values() for row, part in own.items() if part.detail == "hidden"}
    too_fine = _too_fine(catalogue, parts)
    return tuple(
        Block(
            side=side.id,
            cells=tuple(sorted(group.cell for group in members[name])),
            submitted=counts[name].submitted,
            points={
                row: _point(replace(part, detail="coarse") if (name, row) in too_fine else part)
                for row, part in parts[name].items()
                if row not in withheld
            },
        )
        for name in sorted(members)
    )


def _too_fine(catalogue: Catalogue, parts: Mapping[str, Mapping[str, Shown]]) -> set[tuple[str, str]]:
    """Return block and row of what is shown in half points only because other blocks have few ratings.

    A standard is where one of its items is, as its mean would give away the item's.
    """
    found = {(name, question) for question in catalogue.questions if (name := _exposing(parts, question)) is not None}
    standards = {item.id: str(standard.number) for standard in catalogue.standards for item in standard.items}
    return found | {
        (name, standards[row])
        for name, row in found
        if row in standards and parts[name][standards[row]].detail == "full"
    }


def _exposing(parts: Mapping[str, Mapping[str, Shown]], question: str) -> str | None:
    """Return the block whose exact mean would help to work out one of fewer than ten ratings."""
    ratings = {detail: _ratings(parts, question, detail) for detail in ("coarse", "full")}
    if ratings["full"] and 0 < sum(ratings["coarse"].values()) < FULL_FROM:
        return min(ratings["full"], key=lambda name: (ratings["full"][name], name))
    return None


def _ratings(parts: Mapping[str, Mapping[str, Shown]], question: str, detail: str) -> dict[str, int]:
    return {name: own[question].view.n for name, own in parts.items() if own[question].detail == detail}


def _point(part: Shown) -> Point:
    n = part.view.n if part.n_shown else None
    return Point(part.detail, n, None if part.mean is None else float(part.mean))


def _path(cell: str) -> tuple[str, ...]:
    """Return the groups that a cell lies in; responses that name no area are a child of the type or city they name."""
    area_type, separator, _area = cell.partition(CELL_SEPARATOR)
    parent = area_type or _NOWHERE
    return (CITY, parent, cell if separator else f"{parent}{CELL_SEPARATOR}")
