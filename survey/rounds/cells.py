"""How coarsely a response says where its carrier works: fixed once per side, by how many were invited.

The finest cells with enough invited people and carriers, so that a cell never points to a few of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from survey.analysis.partition import partition
from survey.model import CELL_SEPARATOR, CITY, Catalogue, Round
from survey.store import cells, imports, invitations
from survey.store.connection import Store

FEWEST_CARRIERS = 3

Invited = tuple[str, str, int]
"""Area („“ for none), carrier, and how many of its people are invited or were imported."""


def cells_of(
    store: Store, round_: Round, catalogue: Catalogue, side: str, imported: Iterable[Invited] = ()
) -> dict[str, str]:
    """Return the cell of each area of a side, inside a ``write`` block that fixes them at first."""
    known = cells.of_side(store, round_.id, side)
    if known:
        return known
    everyone = [*invitations.invited_by_area(store, round_.id, side), *imported]
    one_organisation = catalogue.side(side).one_organisation
    by_area: dict[str, list[Invited]] = {}
    for person in everyone:
        area = person[0] if len(catalogue.path_of(person[0])) > 1 else ""
        by_area.setdefault(area, []).append(person)

    def enough(people: Sequence[Invited]) -> bool:
        carriers = {carrier.casefold() for _, carrier, _ in people}
        return _size(people) >= 2 * round_.k and (one_organisation or len(carriers) >= FEWEST_CARRIERS)

    fixed = partition({area: catalogue.path_of(area) for area in by_area}, by_area, enough, _size)
    cells.fix(store, round_.id, side, fixed)
    return fixed


def cell_for(fixed: dict[str, str], catalogue: Catalogue, area: str) -> str:
    """Return the cell of a response from `area`; for an area that came later, the finest cell around it that exists."""
    if area in fixed:
        return fixed[area]
    existing = set(fixed.values())
    return next((cell for cell in reversed(catalogue.path_of(area)) if cell in existing), CITY)


def with_room_for(
    store: Store, round_: Round, catalogue: Catalogue, side: str, fixed: dict[str, str], area: str
) -> dict[str, str]:
    """Return the cells of a side, so that one of them lies around `area`; inside a ``write`` block.

    A latecomer from where nobody was invited before would be alone in a new cell. So the smallest of the cells nearby
    becomes coarser, with the responses that are in it.
    """
    existing = set(fixed.values())
    path = catalogue.path_of(area)
    if area in fixed or existing & set(path):
        return fixed
    around, nearby = next((cell, inside) for cell in reversed(path) if (inside := _inside(cell, existing)))
    sizes = Counter(dict.fromkeys(nearby, 0))
    for place, _, n in invitations.invited_by_area(store, round_.id, side):
        sizes[cell_for(fixed, catalogue, place)] += n
    for imported_side, cell, _, n in imports.by_carrier(store, round_.id):
        sizes[cell] += n if imported_side == side else 0
    smallest = min(nearby, key=lambda cell: (sizes[cell], cell))
    cells.rename(store, round_.id, side, smallest, around)
    return {place: around if cell == smallest else cell for place, cell in fixed.items()}


def _inside(around: str, existing: Iterable[str]) -> list[str]:
    return [cell for cell in existing if around == CITY or cell.startswith(around + CELL_SEPARATOR)]


def _size(people: Sequence[Invited]) -> int:
    return sum(n for _, _, n in people)
