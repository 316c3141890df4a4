"""How far the respondents of one side agree among themselves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from survey.analysis.moments import Frequencies, absolute_deviation, mean_of

_DIVIDED = 6


def item_agreement(table: Frequencies) -> Fraction | None:
    """Return the mean absolute deviation of the ratings from their mean, in steps; 0 is unanimity, None no rating.

    Source: Burke and Dunlap, Estimating interrater agreement with the average deviation index (2002).
    """
    return absolute_deviation(table)


def standard_agreement(tables: Sequence[Frequencies]) -> Fraction | None:
    """Return the mean of the items' mean absolute deviations; None where an item has no rating."""
    return mean_of([item_agreement(table) for table in tables])


def is_divided(agreement: Fraction | None, steps: int) -> bool | None:
    """Whether the side is „intern geteilter Meinung“: deviates by more than a sixth of the scale's steps.

    Source of the bound s/6: Burke and Dunlap (2002).

    >>> is_divided(Fraction(5, 6), 5), is_divided(Fraction(6, 7), 5)
    (False, True)
    """
    return None if agreement is None else agreement > Fraction(steps, _DIVIDED)
