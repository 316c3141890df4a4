"""Groups of neighbouring areas that are large enough to stand alone, by counts only.

The tree is city → area types → areas; what lies in no area is a child of the city. Children that are large enough stand
alone; those of one parent that are not are joined; if they are still not, the smallest sibling that stood alone joins
them, and so on. If that swallows all of them, the parent is not split.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from survey.model import CITY

Count = TypeVar("Count")
Enough = Callable[[Sequence[Count]], bool]
Size = Callable[[Sequence[Count]], int]


def partition(
    paths: Mapping[str, tuple[str, ...]],
    counts: Mapping[str, Sequence[Count]],
    enough: Enough[Count],
    size: Size[Count],
) -> dict[str, str]:
    """Return the group that each place belongs to.

    Parameters
    ----------
    paths
        For each place the groups it lies in, from the city over its type to itself, as far as it has them.
    counts
        What was counted in each place.
    enough
        Whether counts, joined, may stand alone.
    size
        Orders the groups that do.

    Returns
    -------
    dict
        For each key of `counts` a group on its path. Every group is `enough`, unless all counts together are not.
    """
    types: dict[str, list[str]] = {}
    for area in counts:
        types.setdefault(paths[area][1] if len(paths[area]) > 1 else CITY, []).append(area)
    by_type = {name: [count for area in areas for count in counts[area]] for name, areas in types.items()}
    alone = _standing_alone({name: group for name, group in by_type.items() if name != CITY}, by_type, enough, size)
    cells = dict.fromkeys(counts, CITY)
    for name in alone:
        own = {area: list(counts[area]) for area in types[name]}
        apart = _standing_alone(own, own, enough, size)
        cells |= {area: paths[area][-1] if area in apart else name for area in own}
    return cells


def _standing_alone(
    candidates: Mapping[str, Sequence[Count]],
    children: Mapping[str, Sequence[Count]],
    enough: Enough[Count],
    size: Size[Count],
) -> set[str]:
    """Return those `candidates` among the `children` of a parent that stand alone; the rest is enough too, or empty."""
    alone = {name for name, counts in candidates.items() if enough(counts)}
    while alone:
        rest = [count for name, counts in children.items() if name not in alone for count in counts]
        if not rest or enough(rest):
            break
        alone.remove(min(alone, key=lambda name: (size(candidates[name]), name)))
    return alone
