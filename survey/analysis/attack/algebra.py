"""Linear equations with exact coefficients: what they span, and what of it rests on a few unknowns only.

Vectors are sparse: a mapping from unknowns to coefficients that are not zero. Nothing here knows what they stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import Generic, TypeVar

Unknown = TypeVar("Unknown", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)


class Span(Generic[Unknown]):
    """The vectors that can be had from equations by adding, subtracting and multiplying.

    Kept in reduced echelon form: each row has an unknown, its pivot, that no other row has.

    >>> whole, part = {"a": Fraction(1), "b": Fraction(1)}, {"a": Fraction(1)}
    >>> Span([whole]).within({"b"}), Span([whole, part]).within({"b"})
    ([], [{'b': Fraction(1, 1)}])
    """

    def __init__(self, equations: Iterable[Mapping[Unknown, Fraction]] = ()) -> None:
        self._rows: dict[Unknown, dict[Unknown, Fraction]] = {}
        self._pivots_with: dict[Unknown, set[Unknown]] = {}
        for equation in equations:
            self.add(equation)

    @property
    def rank(self) -> int:
        """How many independent equations there are."""
        return len(self._rows)

    def add(self, equation: Mapping[Unknown, Fraction]) -> None:
        """Take in one more equation."""
        row = {unknown: factor for unknown, factor in equation.items() if factor}
        for pivot in [unknown for unknown in row if unknown in self._rows]:
            _subtract(row, self._rows[pivot], pivot)
        if not row:
            return
        pivot, factor = next(iter(row.items()))
        row = {unknown: value / factor for unknown, value in row.items()}
        for other in tuple(self._pivots_with.get(pivot, ())):
            before = frozenset(self._rows[other])
            _subtract(self._rows[other], row, pivot)
            self._note(other, before)
        self._rows[pivot] = row
        self._note(pivot, frozenset())

    def within(self, unknowns: Collection[Unknown]) -> list[dict[Unknown, Fraction]]:
        """Return a basis of the spanned vectors that are zero everywhere but on `unknowns`."""
        allowed = frozenset(unknowns)
        pending = [dict(self._rows[unknown]) for unknown in unknowns if unknown in self._rows]
        inside = []
        while pending:
            row = pending.pop()
            outer = next((unknown for unknown in row if unknown not in allowed), None)
            if outer is None:
                inside.append(row)
                continue
            for other in pending:
                if outer in other:
                    _subtract(other, row, outer)
        return inside

    def _note(self, pivot: Unknown, before: frozenset[Unknown]) -> None:
        row = self._rows[pivot]
        for unknown in before - row.keys():
            self._pivots_with[unknown].discard(pivot)
        for unknown in row.keys() - before:
            self._pivots_with.setdefault(unknown, set()).add(pivot)


def small_support(
    span: Span[Unknown],
    places: Mapping[Place, Collection[Unknown]],
    is_small: Callable[[frozenset[Place]], bool],
    known: Collection[Unknown] = (),
) -> frozenset[Place] | None:
    """Return a small set of places that a spanned vector rests on, None where there is no such vector.

    Parameters
    ----------
    span
        What can be derived.
    places
        For each place its unknowns; the vectors that are looked for have no others.
    is_small
        Whether a set of places is small; every part of a small set must be small too.
    known
        Unknowns that are known beforehand: a vector may have them and does not rest on them.

    Notes
    -----
    A small set cannot hold all places of a vector that rests on too many, so it lies in what remains when one of these
    is left out; all are tried.
    """
    seen: set[frozenset[Place]] = set()
    pending = [frozenset(place for place in places if is_small(frozenset({place})))]
    while pending:
        allowed = pending.pop()
        if allowed in seen:
            continue
        seen.add(allowed)
        supports = _supports(span, {place: places[place] for place in places if place in allowed}, known)
        small = next((support for support in supports if is_small(support)), None)
        if small is not None:
            return small
        pending += [allowed - {place} for place in places if supports and place in supports[0]]
    return None


def _supports(
    span: Span[Unknown], places: Mapping[Place, Collection[Unknown]], known: Collection[Unknown]
) -> list[frozenset[Place]]:
    place_of = {unknown: place for place, unknowns in places.items() for unknown in unknowns}
    found = (
        frozenset(place_of[unknown] for unknown in vector if unknown in place_of)
        for vector in span.within([*place_of, *known])
    )
    return sorted((support for support in found if support), key=len)


def _subtract(row: dict[Unknown, Fraction], other: Mapping[Unknown, Fraction], unknown: Unknown) -> None:
    """Take so much of `other` from `row` that `unknown` disappears from it."""
    share = row[unknown] / other[unknown]
    for name, factor in other.items():
        left = row.get(name, 0) - share * factor
        if left:
            row[name] = Fraction(left)
        else:
            row.pop(name, None)
