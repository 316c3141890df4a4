"""What someone can try who holds the database file, but no code and no passphrase: match responses to invitations.

An attacker puts the responses and the used invitations of one side, cell and state (begun or submitted; all three are
told openly) in some order that the file shows, and takes the first for the first, the second for the second …
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.sqlitefile import Cell, SqliteFile, Value

Truth = Mapping[bytes, str]
"""The selector that each response was begun with."""

Group = tuple[Value, ...]

_SELECTOR, _INVITED_CARRIER, _INVITED_AREA, _OPENED, _INVITATION_SUBMITTED = 0, 2, 3, 6, 7
_KEY, _SIDE, _CELL, _RESPONSE_SUBMITTED = 1, 2, 3, 4
_CARRIER_NAME, _CARRIER_SIDE = 1, 2
_ROUND, _FIXED_SIDE, _FIXED_AREA, _FIXED_CELL = 0, 1, 2, 3
_SMALLEST_CHANCE = 1e-9


@dataclass
class Score:
    """How well an attacker did over some groups: right pairs, and how far the two orders go together."""

    groups: int = 0
    pairs: int = 0
    right: int = 0
    likeness: float = 0.0
    freedom: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.groups + other.groups,
            self.pairs + other.pairs,
            self.right + other.right,
            self.likeness + other.likeness,
            self.freedom + other.freedom,
        )

    @property
    def deviation(self) -> float:
        """The rank correlations, weighted, in standard deviations of what chance gives."""
        return self.likeness / math.sqrt(self.freedom)

    @property
    def by_chance(self) -> int:
        """The number of right pairs that pure guessing reaches with a probability below 1e-9.

        In a group the fixed points of a random permutation have factorial moments of at most 1, so their generating
        function stays below that of a Poisson variable of mean 1; then Chernoff's bound.
        """
        bound = self.groups + 1
        while self._chance_of(bound) >= _SMALLEST_CHANCE:
            bound += 1
        return bound

    @property
    def is_better_than_chance(self) -> bool:
        """Whether right pairs or likeness are beyond what chance gives once in a hundred million attempts."""
        return self.right >= self.by_chance or abs(self.deviation) >= 6.5

    def _chance_of(self, right: int) -> float:
        return math.exp(right - self.groups + right * math.log(self.groups / right))


def attack(file: SqliteFile, truth: Truth) -> dict[str, Score]:
    """Return how well each attacker does, by what it looks at."""
    used = _used_invitations(file)
    begun = _responses(file)
    return {
        f"{theirs} against {ours}{' backwards' if turned else ''}": _score(
            used, begun, responses[::-1] if turned else responses, invitations, truth
        )
        for theirs, responses in _orders_of_responses(file).items()
        for ours, invitations in _orders_of_invitations(file).items()
        for turned in (False, True)
    }


def _score(
    used: Mapping[str, Group],
    begun: Mapping[bytes, Group],
    responses: Sequence[bytes],
    invitations: Sequence[str],
    truth: Truth,
) -> Score:
    total = Score()
    groups = _grouped(responses, begun)
    for group, selectors in _grouped(invitations, used).items():
        keys = groups.get(group, [])
        if keys:
            total += _score_of_group(keys, selectors, truth)
    return total


def _score_of_group(keys: Sequence[bytes], selectors: Sequence[str], truth: Truth) -> Score:
    guesses = [selectors[int((place + 0.5) * len(selectors) / len(keys))] for place in range(len(keys))]
    right = sum(truth[key] == guess for key, guess in zip(keys, guesses, strict=True))
    n = len(keys)
    if n == 1:
        return Score(1, 1, right) if len(selectors) > 1 else Score()
    places = {selector: place for place, selector in enumerate(s for s in selectors if s in {truth[k] for k in keys})}
    distance = sum((place - places[truth[key]]) ** 2 for place, key in enumerate(keys))
    spearman = 1 - 6 * distance / (n * (n * n - 1))
    return Score(1, n, right, (n - 1) * spearman, n - 1)


def _used_invitations(file: SqliteFile) -> dict[str, Group]:
    """Return side, cell and state of each used invitation."""
    sides = {cell.rowid: cell.values[_CARRIER_SIDE] for cell in file.tables["carrier"].cells}
    fixed = {
        (cell.values[_FIXED_SIDE], cell.values[_FIXED_AREA]): cell.values[_FIXED_CELL]
        for cell in file.tables["cell"].cells
    }
    found: dict[str, Group] = {}
    for cell in file.tables["invitation"].cells:
        side = sides[_integer(cell.values[_INVITED_CARRIER])]
        place = fixed.get((side, cell.values[_INVITED_AREA]))
        if cell.values[_OPENED]:
            found[str(cell.values[_SELECTOR])] = (side, place, cell.values[_INVITATION_SUBMITTED])
    return found


def _responses(file: SqliteFile) -> dict[bytes, Group]:
    return {
        _key(cell): (cell.values[_SIDE], cell.values[_CELL], cell.values[_RESPONSE_SUBMITTED])
        for cell in file.tables["response"].cells
    }


def _orders_of_responses(file: SqliteFile) -> dict[str, list[bytes]]:
    orders = {}
    for name in ("response", "answer", "comment"):
        cells = file.tables[name].cells
        orders[f"rows of {name}"] = _once(_key(cell) for cell in cells)
        orders[f"places of {name}"] = _once(_key(cell) for cell in _by_place(cells))
        orders[f"places downwards of {name}"] = _once(
            _key(cell) for cell in sorted(cells, key=lambda cell: (cell.page, -cell.offset))
        )
        orders[f"offsets of {name}"] = _once(_key(cell) for cell in sorted(cells, key=lambda cell: cell.offset))
    long = [cell for cell in file.tables["comment"].cells if cell.overflow]
    orders["overflow pages of comment"] = _once(_key(cell) for cell in sorted(long, key=lambda cell: cell.overflow))
    return orders


def _orders_of_invitations(file: SqliteFile) -> dict[str, list[str]]:
    cells = file.tables["invitation"].cells
    names = {cell.rowid: str(cell.values[_CARRIER_NAME]) for cell in file.tables["carrier"].cells}
    by_carrier = sorted(cells, key=lambda cell: _integer(cell.values[_INVITED_CARRIER]))
    by_name = sorted(cells, key=lambda cell: names[_integer(cell.values[_INVITED_CARRIER])])
    return {
        "names of carriers": [str(cell.values[_SELECTOR]) for cell in by_name],
        "rows of invitation": [str(cell.values[_SELECTOR]) for cell in cells],
        "places of invitation": [str(cell.values[_SELECTOR]) for cell in _by_place(cells)],
        "numbers of carriers": [str(cell.values[_SELECTOR]) for cell in by_carrier],
        "places of invitation_carrier": [
            str(cell.values[-1]) for cell in _by_place(file.tables["invitation_carrier"].cells)
        ],
    }


def _by_place(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell.page, cell.offset))


def _key(cell: Cell) -> bytes:
    key = cell.values[_KEY]
    if not isinstance(key, bytes):
        raise TypeError(f"{key!r} is no response key")
    return key


def _integer(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no number")
    return value


H = TypeVar("H", bound=Hashable)


def _once(found: Iterator[H]) -> list[H]:
    return list(dict.fromkeys(found))


def _grouped(order: Sequence[H], groups: Mapping[H, Group]) -> dict[Group, list[H]]:
    found: dict[Group, list[H]] = defaultdict(list)
    for one in order:
        if one in groups:
            found[groups[one]].append(one)
    return found
