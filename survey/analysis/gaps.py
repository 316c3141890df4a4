"""How differently two sides see the same: the gap, how sure it is, how large, and what it means in a word.

Side a comes first everywhere: a positive gap or delta says that a sees it more favourably. Swapping the sides flips
gap, interval and delta exactly.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from survey.analysis.moments import Frequencies
from survey.analysis.safereport import Verdict
from survey.analysis.student import quantile
from survey.analysis.views import View

FULL_FROM = 10
"""From how many responses on each side a gap gets an interval and a verdict."""

EffectSize = Literal["negligible", "small", "medium", "large"]

_UPPER = 0.975
_EFFECT_SIZES: tuple[tuple[float, EffectSize], ...] = ((0.147, "negligible"), (0.33, "small"), (0.474, "medium"))


@dataclass(frozen=True)
class Comparison:
    """Two sides' views of the same thing, before anything is held back.

    Attributes
    ----------
    gap
        Mean of side a minus mean of side b, in steps; None where a mean is.
    interval
        Its 95 % interval, or None.
    delta
        Cliff's delta, −1 to 1, or None.
    verdict
        See `verdict`.
    """

    gap: Fraction | None
    interval: tuple[float, float] | None
    delta: Fraction | None
    verdict: Verdict


def compare(a: View, b: View, strong_from: float | None) -> Comparison:
    """Return how the views of side `a` and side `b` compare; `strong_from` as in `verdict`."""
    return Comparison(gap(a, b), interval(a, b), cliffs_delta(a.ranked, b.ranked), verdict(a, b, strong_from))


def gap(a: View, b: View) -> Fraction | None:
    """Return mean(a) − mean(b) in steps; None where a mean is undefined."""
    return None if a.mean is None or b.mean is None else a.mean - b.mean


def interval(a: View, b: View) -> tuple[float, float] | None:
    """Return the 95 % confidence interval of the gap by Welch's method.

    ``gap ± t(0.975, df) · sqrt(e_a + e_b)`` with the squared errors e of the two means and
    ``df = (e_a + e_b)² / (e_a²/(n_a − 1) + e_b²/(n_b − 1))``.

    None where a mean is undefined or a side has fewer than ten. None too where both errors are 0, as nothing says how
    far those who did not answer might deviate; but where everybody of both sides answered, it is (gap, gap).

    Source: Welch, The generalization of „Student's“ problem (1947); Satterthwaite (1946).
    """
    difference = gap(a, b)
    if difference is None or a.error is None or b.error is None or min(a.n, b.n) < FULL_FROM:
        return None
    if a.census and b.census:
        return float(difference), float(difference)
    error = a.error + b.error
    if not error:
        return None
    df = error**2 / (a.error**2 / (a.n - 1) + b.error**2 / (b.n - 1))
    margin = quantile(_UPPER, float(df)) * math.sqrt(error)
    return float(difference) - margin, float(difference) + margin


def cliffs_delta(a: Frequencies, b: Frequencies) -> Fraction | None:
    """Return ``P(a > b) − P(a < b)`` of a value of `a` and one of `b` drawn at random; None where one is empty.

    Both tables have the same unit, so equal fractions tie. Source: Cliff, Dominance statistics (1993).
    """
    if not a.n or not b.n:
        return None
    up_to = list(accumulate(b.counts, initial=0))
    dominance = 0
    for value, n in zip(a.values, a.counts, strict=True):
        below, not_above = up_to[bisect_left(b.values, value)], up_to[bisect_right(b.values, value)]
        dominance += n * (below - (b.n - not_above))
    return Fraction(dominance, a.n * b.n)


def effect_size(delta: float) -> EffectSize:
    """Return the word for a Cliff's delta, whatever its sign.

    Source of the bounds 0.147, 0.33 and 0.474: Romano et al. (2006).

    >>> effect_size(0.1), effect_size(-0.147), effect_size(0.33), effect_size(-0.9)
    ('negligible', 'small', 'medium', 'large')
    """
    return next((word for bound, word in _EFFECT_SIZES if abs(delta) < bound), "large")


def is_noticeable(a: View, b: View) -> bool:
    """Whether the gap is at least half a pooled standard deviation, and its interval excludes 0.

    Pooled is ``sqrt(((n_a − 1) sd_a² + (n_b − 1) sd_b²) / (n_a + n_b − 2))``. Without an interval no gap is noticeable.

    Source of the convention: Norman, Sloan and Wyrwich (2003).
    """
    difference, bounds = gap(a, b), interval(a, b)
    if difference is None or bounds is None or a.variance is None or b.variance is None:
        return False
    pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2)
    low, high = bounds
    return 4 * difference**2 >= pooled and (low > 0 or high < 0)


def verdict(a: View, b: View, strong_from: float | None) -> Verdict:
    """Return what the comparison comes to.

    Parameters
    ----------
    a, b
        The two sides' views.
    strong_from
        The mean, in steps, that a strength begins at. None where strong and weak mean nothing, as for importance.

    Returns
    -------
    Verdict
        ``too_few`` where a side has fewer than ten or no mean; ``a_higher`` or ``b_higher`` where the gap is
        noticeable; else ``strength`` or ``need`` where both means are at or above, or both below, `strong_from`, and
        ``mixed`` where one is above and one below, or `strong_from` is None.
    """
    if a.mean is None or b.mean is None or min(a.n, b.n) < FULL_FROM:
        return "too_few"
    if is_noticeable(a, b):
        return "a_higher" if a.mean > b.mean else "b_higher"
    if strong_from is None:
        return "mixed"
    a_strong, b_strong = float(a.mean) >= strong_from, float(b.mean) >= strong_from
    if a_strong != b_strong:
        return "mixed"
    return "strength" if a_strong else "need"
