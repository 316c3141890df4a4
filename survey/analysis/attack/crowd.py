"""Who is behind the figures of a round: how many, and from how many carriers. Knows no answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from survey.analysis.attack.figures import SUBMITTED, Group
from survey.analysis.disclosure import LOWEST_K
from survey.model import Catalogue, GroupTally, Tally

Cells = frozenset[str]
"""Cells of one side of a round that no figure tells apart."""


@dataclass(frozen=True)
class Population:
    """Who is behind the figures of a round, by numbers alone."""

    round: str
    k: int
    catalogue: Catalogue
    tally: Tally


class Crowd:
    """How many are behind any group of one round."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.k = max(population.k, LOWEST_K)
        self._groups = {(group.side, group.cell): group for group in population.tally.groups}
        self._counted: dict[tuple[str, str, Cells], int] = {}
        self._carriers: dict[tuple[str, Cells], Counter[int]] = {}

    @cached_property
    def questions_of(self) -> dict[str, tuple[str, ...]]:
        """Return for each row the questions that its figures are made of."""
        found = {question: (question,) for question in self.population.catalogue.questions}
        return found | {
            str(standard.number): tuple(item.id for item in standard.items)
            for standard in self.population.catalogue.standards
        }

    @cached_property
    def unit_of(self) -> dict[str, tuple[str, ...]]:
        """Return for each row the questions that its figures are linked with: a standard's items, or an importance."""
        found = dict(self.questions_of)
        for standard in self.population.catalogue.standards:
            found |= {item.id: found[str(standard.number)] for item in standard.items}
        return found

    def cells(self, side: str) -> Cells:
        """Return all cells that a side has responses in."""
        return frozenset(cell for owner, cell in self._groups if owner == side)

    def within(self, group: Group) -> Cells:
        """Return the cells of a group."""
        everywhere = self.cells(group.side)
        return everywhere if group.cells is None else group.cells & everywhere

    def count(self, side: str, row: str, cells: Cells) -> int:
        """Return how many rated a question or any item of a standard; of `SUBMITTED`, how many responses there are."""
        key = (side, row, cells)
        if key not in self._counted:
            self._counted[key] = sum(_number(self._groups[side, cell], row) for cell in cells)
        return self._counted[key]

    def carriers(self, side: str, cells: Cells) -> Counter[int]:
        """Return how many responses each carrier gave, without those that gave none."""
        key = (side, cells)
        if key not in self._carriers:
            total: Counter[int] = Counter()
            for cell in cells:
                total.update({carrier: n for carrier, n in self._groups[side, cell].carriers if n})
            self._carriers[key] = total
        return self._carriers[key]

    def is_one_organisation(self, side: str) -> bool:
        """Whether no part of a side has anything to hide from another."""
        return self.population.catalogue.side(side).one_organisation


def _number(group: GroupTally, row: str) -> int:
    if row == SUBMITTED:
        return group.submitted
    if row in group.steps:
        return sum(group.steps[row][:-1])
    return sum(n for _, _, n in group.scores[int(row)])
