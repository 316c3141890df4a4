"""What the published figures give away of groups that are too small: every leak of the rounds taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from survey.analysis.attack.algebra import Span, small_support
from survey.analysis.attack.crowd import Cells, Crowd, Population
from survey.analysis.attack.figures import Figure, Group
from survey.analysis.disclosure import FEWEST_CARRIERS, FEWEST_WITHOUT_LARGEST
from survey.analysis.gaps import FULL_FROM

Unknown = tuple[str, str, str, Cells]
"""Round, side, question (or what was counted) and cells: the sum of these ratings, or their number."""


@dataclass(frozen=True)
class Leak:
    """Something that can be derived of the answers in `cells` to `rows`, or for ``count`` how many there are.

    `kind` says which rule it breaks: fewer than k ratings (``few``), fewer than three carriers (``carriers``), an exact
    mean of fewer than ten (``coarse``), or fewer than three ratings beside those of one carrier (``insider``). `size`
    is the number of ratings, or of carriers, that it rests on; for an insider those that are not its own.
    """

    kind: Literal["few", "carriers", "coarse", "insider", "count"]
    round: str
    side: str
    rows: tuple[str, ...]
    cells: tuple[str, ...]
    size: int


def leaks(figures: Iterable[Figure], populations: Sequence[Population]) -> list[Leak]:
    """Return every question of which the answers of too small a group are given away, with one such group each.

    A standard is among them where no single item of it is, but its items mixed are.

    Parameters
    ----------
    figures
        Published figures of any number of rounds; those of a round without a population are left out.
    populations
        The rounds.
    """
    crowds = {population.round: Crowd(population) for population in populations}
    usable = [figure for figure in figures if _rounds(figure) <= crowds.keys()]
    of_kind: dict[str, list[Figure]] = {"mean": [], "count": []}
    for figure in sorted(usable, key=_order):
        of_kind[figure.kind].append(figure)
    return [*_leaks_of_answers(of_kind["mean"], crowds), *_leaks_of_counts(of_kind["count"], crowds)]


@dataclass(frozen=True)
class _Search:
    """One side's answers to `rows` in a round: the places where something could be derived, and who is in each."""

    crowd: Crowd
    span: Span[Unknown]
    side: str
    rows: tuple[str, ...]
    classes: tuple[Cells, ...]
    single: frozenset[Unknown]

    def leak(self) -> Leak | None:
        """Return a leak to a reader or, where there is none, to an insider."""
        k, unlimited = self.crowd.k, self.crowd.is_one_organisation(self.side)
        few = self._found("few", self.ratings, k)
        if few or unlimited:
            return few or self._found("coarse", self.ratings, FULL_FROM)
        return (
            self._found("carriers", self.carriers, FEWEST_CARRIERS)
            or self._found("coarse", self.ratings, FULL_FROM)
            or next(filter(None, map(self._leak_to, sorted(self._insiders()))), None)
        )

    def ratings(self, places: Iterable[Cells]) -> int:
        """Return how many rated the question of `rows` that most did."""
        chosen = tuple(places)
        return max(sum(self.crowd.count(self.side, row, cells) for cells in chosen) for row in self.rows)

    def carriers(self, places: Iterable[Cells]) -> int:
        return len(set().union(*(self.crowd.carriers(self.side, cells) for cells in places)))

    def others(self, carrier: int, places: Iterable[Cells]) -> int:
        """Return how many ratings remain at least without those that `carrier` may have given."""
        own = {cells: self.crowd.carriers(self.side, cells)[carrier] for cells in places}
        return max(
            sum(max(0, self.crowd.count(self.side, row, cells) - n) for cells, n in own.items()) for row in self.rows
        )

    def unknowns(self, cells: Cells) -> list[Unknown]:
        name = self.crowd.population.round
        return [(name, self.side, row, cells) for row in self.rows if self.crowd.count(self.side, row, cells)]

    def _found(
        self,
        kind: Literal["few", "carriers", "coarse", "insider"],
        size: Callable[[Iterable[Cells]], int],
        fewest: int,
        known: Sequence[Unknown] = (),
    ) -> Leak | None:
        places = {cells: [one for one in self.unknowns(cells) if one not in known] for cells in self.classes}
        found = small_support(
            self.span,
            {cells: unknowns for cells, unknowns in places.items() if unknowns},
            lambda chosen: size(chosen) < fewest,
            known,
        )
        if found is None:
            return None
        cells = tuple(sorted(frozenset().union(*found)))
        return Leak(kind, self.crowd.population.round, self.side, self.rows, cells, size(found))

    def _insiders(self) -> set[int]:
        """Return the carriers beside whom too few ratings could remain in some place."""
        return {
            carrier
            for cells in self.classes
            for carrier, n in self.crowd.carriers(self.side, cells).items()
            if any(
                self.crowd.count(self.side, row, cells) - n < FEWEST_WITHOUT_LARGEST
                for row in self.rows
                if self.crowd.count(self.side, row, cells)
            )
        }

    def _leak_to(self, carrier: int) -> Leak | None:
        """Return a leak to a carrier, which may be the only one in any place of another round too."""
        own = {
            (self.crowd.population.round, self.side, row, cells)
            for cells in self.classes
            for row in self.rows
            if self.crowd.carriers(self.side, cells).keys() == {carrier}
        }
        elsewhere = {unknown for unknown in self.single if unknown[0] != self.crowd.population.round}
        return self._found(
            "insider",
            lambda places: self.others(carrier, places),
            FEWEST_WITHOUT_LARGEST,
            sorted(own | elsewhere, key=lambda unknown: (*unknown[:3], sorted(unknown[3]))),
        )


def _leaks_of_answers(figures: Sequence[Figure], crowds: dict[str, Crowd]) -> Iterator[Leak]:
    classes = _classes(figures, crowds, lambda group: crowds[group.round].unit_of[group.row])
    span = Span(_equation(figure, crowds, classes) for figure in figures)
    for (name, side, unit), of_unit in sorted(classes.items(), key=repr):
        crowd = crowds[name]
        single = frozenset(
            (other, of_side, row, cells)
            for (other, of_side, rows), found in classes.items()
            if of_side == side and other != name
            for cells in found
            if len(crowds[other].carriers(of_side, cells)) == 1
            for row in rows
        )
        found = [_Search(crowd, span, side, (row,), of_unit, single).leak() for row in unit]
        if not any(found) and len(unit) > 1:
            found.append(_Search(crowd, span, side, unit, of_unit, single).leak())
        yield from filter(None, found)


def _leaks_of_counts(figures: Sequence[Figure], crowds: dict[str, Crowd]) -> Iterator[Leak]:
    classes = _classes(figures, crowds, lambda group: (group.row,))
    span: Span[Unknown] = Span()
    for figure in figures:
        group = figure.group
        inside = crowds[group.round].within(group)
        of_row = classes[group.round, group.side, (group.row,)]
        span.add({(group.round, group.side, group.row, cells): Fraction(1) for cells in of_row if cells <= inside})
    for (name, side, rows), of_row in sorted(classes.items(), key=repr):
        leak = _leak_of_count(span, crowds[name], side, rows, of_row)
        if leak is not None:
            yield leak


def _leak_of_count(
    span: Span[Unknown], crowd: Crowd, side: str, rows: tuple[str, ...], of_row: tuple[Cells, ...]
) -> Leak | None:
    def size(places: Iterable[Cells]) -> int:
        return sum(crowd.count(side, rows[0], cells) for cells in places)

    name = crowd.population.round
    places = {cells: [(name, side, rows[0], cells)] for cells in of_row if size([cells])}
    found = small_support(span, places, lambda chosen: size(chosen) < crowd.k)
    if found is None:
        return None
    return Leak("count", name, side, rows, tuple(sorted(frozenset().union(*found))), size(found))


def _order(figure: Figure) -> tuple[bool, list[tuple[str, str, str, list[str]]]]:
    """Return the place of a figure in a fixed order, single means first."""
    groups = [group for group in (figure.group, figure.minus) if group is not None]
    return len(groups) > 1, [(group.round, group.side, group.row, sorted(group.cells or ())) for group in groups]


def _rounds(figure: Figure) -> set[str]:
    return {group.round for group in (figure.group, figure.minus) if group is not None}


def _classes(
    figures: Iterable[Figure], crowds: dict[str, Crowd], unit_of: Callable[[Group], tuple[str, ...]]
) -> dict[tuple[str, str, tuple[str, ...]], tuple[Cells, ...]]:
    """Return for each round, side and unit of questions its cells; those that all figures have together are joined."""
    shown: dict[tuple[str, str, tuple[str, ...]], set[Cells]] = defaultdict(set)
    for figure in figures:
        for group in filter(None, (figure.group, figure.minus)):
            shown[group.round, group.side, unit_of(group)].add(crowds[group.round].within(group))
    classes = {}
    for (name, side, unit), groups in shown.items():
        alike: dict[frozenset[Cells], set[str]] = defaultdict(set)
        for cell in crowds[name].cells(side):
            alike[frozenset(group for group in groups if cell in group)].add(cell)
        classes[name, side, unit] = tuple(sorted(map(frozenset, alike.values()), key=sorted))
    return classes


def _equation(
    figure: Figure, crowds: dict[str, Crowd], classes: dict[tuple[str, str, tuple[str, ...]], tuple[Cells, ...]]
) -> dict[Unknown, Fraction]:
    """Return the sums that a mean, or a difference of two, is made of."""
    equation: dict[Unknown, Fraction] = {}
    for group, sign in ((figure.group, 1), (figure.minus, -1)):
        if group is None:
            continue
        crowd = crowds[group.round]
        inside, questions = crowd.within(group), crowd.questions_of[group.row]
        for question in questions:
            n = crowd.count(group.side, question, inside)
            for cells in classes[group.round, group.side, crowd.unit_of[group.row]]:
                if cells <= inside and crowd.count(group.side, question, cells):
                    equation[group.round, group.side, question, cells] = Fraction(sign, len(questions) * n)
    return equation
