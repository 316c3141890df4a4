"""Random rounds, counted as if they had just closed: from empty sides to many carriers in many areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.random import Generator

from survey.analysis.attack import Population
from survey.analysis.blocks import block_of_cells
from survey.analysis.counts import merged
from survey.analysis.disclosure import Cover, Shown, cover, refusal, shown
from survey.analysis.publication import safe_report
from survey.analysis.safereport import Block, Point, SafeReport
from survey.analysis.views import side_views
from survey.model import CELL_SEPARATOR, CITY, Area, AreaType, Catalogue, GroupTally, Round, Side, Tally
from tests.unit.analysis.sheets import CLOSES, OPENS, Sheet, catalogue, group


@dataclass(frozen=True)
class Counted:
    """A round and its counts, and what the rules publish of it."""

    round: Round
    catalogue: Catalogue
    tally: Tally

    @property
    def blocks(self) -> dict[str, dict[str, str]]:
        return {
            side.id: block_of_cells(side, self.groups(side.id), self.round.k)
            for side in self.catalogue.sides
            if self.groups(side.id)
        }

    @property
    def report(self) -> SafeReport:
        return safe_report(self.round, self.catalogue, self.tally, self.blocks)

    @property
    def population(self) -> Population:
        return Population(self.round.name, self.round.k, self.catalogue, self.tally)

    def groups(self, side: str) -> list[GroupTally]:
        return [group for group in self.tally.groups if group.side == side]

    def without_partition(self) -> SafeReport:
        """Return what would be published if every cell were shown that is safe, and looked at alone."""
        report = self.report
        return replace(report, blocks=tuple(block for side in self.catalogue.sides for block in self._cells(side)))

    def without_rules(self) -> SafeReport:
        """Return what would be published if every cell were shown in full."""
        blocks = [
            _block(group, _parts(self.catalogue, group, Cover(0, -self.round.k), "full")) for group in self.tally.groups
        ]
        return replace(self.report, blocks=tuple(blocks))

    def _cells(self, side: Side) -> list[Block]:
        safe = [own for own in self.groups(side.id) if refusal(own, side, self.round.k) is None]
        return [_block(own, _parts(self.catalogue, own, cover(own, side, self.round.k))) for own in safe]


def _parts(known: Catalogue, own: GroupTally, protection: Cover, detail: str = "") -> dict[str, Shown]:
    parts = shown(known, side_views(known, merged([own]), None), protection)
    return {row: replace(part, detail="full", n_shown=True) if detail else part for row, part in parts.items()}


def _block(own: GroupTally, parts: Mapping[str, Shown]) -> Block:
    points = {
        row: Point(part.detail, part.view.n, float(part.mean))
        for row, part in parts.items()
        if part.detail != "hidden" and part.mean is not None
    }
    return Block(own.side, (own.cell,), own.submitted, points)


def random_rounds(seed: int) -> list[Counted]:
    """Return one to three rounds of one catalogue, the earliest first."""
    rng = np.random.default_rng([seed, 2026])
    known = _catalogue(rng)
    return [_round(rng, known, number) for number in range(1, int(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1])) + 1)]


def _catalogue(rng: Generator) -> Catalogue:
    sides = [
        Side(name, name, "who", one_organisation=bool(rng.random() < 0.3))
        for name in ("a", "b", "c")[: rng.integers(2, 4)]
    ]
    known = catalogue(
        [int(rng.integers(1, 5)) for _ in range(rng.integers(1, 3))],
        steps=int(rng.integers(2, 8)),
        importance=5 if rng.random() < 0.3 else None,
        sides=sides,
    )
    types = [
        AreaType(f"t{t}", f"t{t}", tuple(Area(f"t{t}a{a}", f"t{t}a{a}") for a in range(rng.integers(0, 6))))
        for t in range(rng.integers(0, 5))
    ]
    return replace(known, areas=tuple(types))


def _round(rng: Generator, known: Catalogue, number: int) -> Counted:
    k = int(rng.integers(3, 9))
    groups: list[GroupTally] = []
    invited: dict[str, int | None] = {}
    for side in known.sides:
        own, asked = _side(rng, known, side.id)
        groups += own
        invited[side.id] = asked if rng.random() < 0.7 else None
    later = timedelta(days=365 * number)
    made = Round(number, str(2025 + number), "", OPENS + later, CLOSES + later, k, b"", "2026-10-02", None)
    return Counted(made, known, Tally(tuple(groups), invited))


def _side(rng: Generator, known: Catalogue, side: str) -> tuple[list[GroupTally], int]:
    """Return the counts of a side by cell, and how many were asked; now and then one carrier outweighs the others."""
    if rng.random() < 0.08:
        return [], 0
    response, missing = float(rng.choice([0.3, 0.7, 1.0])), float(rng.choice([0.0, 0.1, 0.3, 0.6]))
    seldom = {question: missing if rng.random() < 0.7 else 0.8 for question in known.questions}
    sheets: dict[str, list[Sheet]] = {}
    sizes: dict[str, Counter[int]] = {}
    asked = 0
    few = rng.random() < 0.25
    for carrier in range(int(rng.integers(1, 5 if few else 41))):
        cell = _cell(rng, known)
        many = 0.6 if few else 0.05
        drawn = (1, int(rng.integers(1, 7)), int(rng.integers(8, 17)))
        respondents = drawn[rng.choice(3, p=[0.6 - many / 2, 0.4 - many / 2, many])]
        asked += respondents
        answered = int(rng.binomial(respondents, response))
        sheets.setdefault(cell, []).extend(_sheet(rng, known, seldom) for _ in range(answered))
        sizes.setdefault(cell, Counter())[carrier] += answered
    groups = [
        replace(group(known, side, sheets[cell], cell=cell), carriers=tuple(sorted((+sizes[cell]).items())))
        for cell in sorted(sheets)
        if sheets[cell]
    ]
    return groups, asked


def _cell(rng: Generator, known: Catalogue) -> str:
    """Return the city, a type or an area; the first ones come up more often."""
    if not known.areas or rng.random() < 0.1:
        return CITY
    kind = known.areas[min(int(rng.geometric(0.4)) - 1, len(known.areas) - 1)]
    if not kind.areas or rng.random() < 0.15:
        return kind.name
    area = kind.areas[min(int(rng.geometric(0.35)) - 1, len(kind.areas) - 1)]
    return f"{kind.name}{CELL_SEPARATOR}{area.name}"


def _sheet(rng: Generator, known: Catalogue, missing: Mapping[str, float]) -> Sheet:
    return {
        question: "x" if rng.random() < 0.2 else str(rng.integers(1, known.scale_of(question).steps + 1))
        for question in known.questions
        if rng.random() >= missing[question]
    }
