"""Groups of neighbouring areas that are large enough to stand alone, by counts only.

The tree is city → area types → areas; what lies in no area is a child of the city. Children that are large enough stand
alone; those of one parent that are not are joined; if they are still not, the smallest sibling that stood alone joins
them, and so on. If that swallows all of them, the parent is not split.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from survey.model import CITY, Catalogue

Count = TypeVar("Count")
Enough = Callable[[Sequence[Count]], bool]
Size = Callable[[Sequence[Count]], int]


def partition(
    catalogue: Catalogue, counts: Mapping[str, Sequence[Count]], enough: Enough[Count], size: Size[Count]
) -> dict[str, str]:
    """Return the cell of each area.

    Parameters
    ----------
    catalogue
        Knows the areas and their types; what it does not know counts as no area.
    counts
        What was counted in each area; „“ is no area.
    enough
        Whether counts, joined, may stand alone.
    size
        Orders the groups that do.

    Returns
    -------
    dict
        For each key of `counts` its cell: an area, an area type, or `CITY`. Every cell is `enough`, unless all
        counts together are not.
    """
    paths = {area: catalogue.path_of(area) for area in counts}
    types: dict[str, list[str]] = {}
    for area, path in paths.items():
        types.setdefault(path[1] if len(path) > 1 else CITY, []).append(area)
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
