"""Mean, median, variance and the like of values that were counted, exactly.

Everything is computed in integers and fractions and becomes a floating-point number only where it is shown; so nothing
is lost by cancellation, and what is equal is equal. What is undefined (the mean of nothing, the variance of one value)
is None. Missing answers never enter here: a table holds ratings only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

STEPS_WITH_TOP = 5
"""From how many steps on the two highest are worth a figure of their own."""


@dataclass(frozen=True)
class Frequencies:
    """How often each value occurs.

    Attributes
    ----------
    values
        Ascending, without repetition, in parts of a step: a value v is v / `unit` steps.
    counts
        How often each occurs, above zero.
    unit
        Parts of a step; 1 for ratings.
    """

    values: tuple[int, ...]
    counts: tuple[int, ...]
    unit: int = 1

    @cached_property
    def n(self) -> int:
        """How many values were counted."""
        return sum(self.counts)


def frequencies(counted: Iterable[tuple[int, int]], unit: int = 1) -> Frequencies:
    """Return the table of ``(value, n)`` in any order; the same value may come more than once.

    >>> frequencies([(4, 2), (1, 1), (4, 1), (3, 0)])
    Frequencies(values=(1, 4), counts=(1, 3), unit=1)
    """
    table: dict[int, int] = {}
    for value, n in counted:
        if n:
            table[value] = table.get(value, 0) + n
    values = sorted(table)
    return Frequencies(tuple(values), tuple(table[value] for value in values), unit)


def mean(table: Frequencies) -> Fraction | None:
    """Return the arithmetic mean in steps; None of no values."""
    return Fraction(_total(table), table.n * table.unit) if table.n else None


def variance(table: Frequencies) -> Fraction | None:
    """Return the sample variance (n − 1) in squared steps; None of fewer than two values.

    ``(n Σx² − (Σx)²) / (n (n − 1))``, which in integers is exact.
    """
    n = table.n
    if n <= 1:
        return None
    squares = sum(count * value * value for value, count in zip(table.values, table.counts, strict=True))
    return Fraction(n * squares - _total(table) ** 2, n * (n - 1) * table.unit**2)


def median(table: Frequencies) -> Fraction | None:
    """Return the middle value in steps, of an even number the mean of the two in the middle; None of no values."""
    n = table.n
    if not n:
        return None
    return Fraction(_ranked(table, (n - 1) // 2) + _ranked(table, n // 2), 2 * table.unit)


def absolute_deviation(table: Frequencies) -> Fraction | None:
    """Return the mean absolute deviation from the mean, in steps (divisor n); None of no values."""
    n = table.n
    if not n:
        return None
    total = _total(table)
    deviations = sum(c * abs(n * v - total) for v, c in zip(table.values, table.counts, strict=True))
    return Fraction(deviations, n * n * table.unit)


def top_share(table: Frequencies, steps: int) -> Fraction | None:
    """Return the share of ratings at the two highest of `steps` steps; None of no ratings or of under five steps."""
    if not table.n or steps < STEPS_WITH_TOP:
        return None
    top = sum(count for value, count in zip(table.values, table.counts, strict=True) if value >= steps - 1)
    return Fraction(top, table.n)


def mean_of(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean of several figures, each with the same weight; None where one is undefined or there is none."""
    defined = [part for part in parts if part is not None]
    return sum(defined, Fraction(0)) / len(parts) if parts and len(defined) == len(parts) else None


def _total(table: Frequencies) -> int:
    return sum(count * value for value, count in zip(table.values, table.counts, strict=True))


def _ranked(table: Frequencies, rank: int) -> int:
    """Return the value with `rank` (under n) values before it in ascending order."""
    return table.values[bisect_right(list(accumulate(table.counts)), rank)]
