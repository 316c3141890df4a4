"""Quantiles of Student's t distribution for any real number of degrees of freedom."""

from __future__ import annotations

import math
from statistics import NormalDist

LOWEST = 0.95
"""The lowest probability a quantile is given for; below it the continued fraction would converge too slowly."""

LARGE = 1000.0
"""From how many degrees of freedom on the expansion around the normal quantile is exact enough."""

_PRECISION = 4e-16


def quantile(p: float, df: float) -> float:
    """Return the p-quantile of the t distribution with `df` degrees of freedom.

    Up to 1000 degrees of freedom by Newton's method on the upper tail, from the normal quantile: the tail is convex and
    the normal quantile lies below the root, so every step goes up and none too far. Beyond, where the tail's continued
    fraction would cost digits, by the expansion in 1/df. The relative error is below 1e-12.

    Raises
    ------
    ValueError
        `p` is not in [0.95, 1) or `df` is not above 0.

    >>> round(quantile(0.975, 9), 4)
    2.2622
    """
    if not (LOWEST <= p < 1 and df > 0):
        raise ValueError(f"no quantile for p = {p}, df = {df}")
    t = NormalDist().inv_cdf(p)
    if df >= LARGE:
        return _expansion(t, df)
    while True:
        above, density = _tail(t, df)
        step = (above - (1 - p)) / density
        if step <= t * _PRECISION:
            return t
        t += step


def _expansion(z: float, df: float) -> float:
    """Return the quantile that goes with the normal quantile `z`.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
    """
    s = z * z
    g1 = (s + 1) / 4
    g2 = ((5 * s + 16) * s + 3) / 96
    g3 = (((3 * s + 19) * s + 17) * s - 15) / 384
    g4 = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160
    return z * (1 + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df)


def _tail(t: float, df: float) -> tuple[float, float]:
    """Return P(T > t) and the density at `t`, which is above 0.

    The tail is half of the regularised incomplete beta function ``I_x(df/2, 1/2)`` at ``x = df / (df + t²)``.
    Source: Abramowitz and Stegun (1964), 26.7.1 and 26.5.8.
    """
    square = t * t
    gamma_ratio = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2))
    scale = math.exp(-df / 2 * math.log1p(square / df)) * gamma_ratio / math.sqrt(math.pi)
    x, complement = df / (df + square), square / (df + square)
    tail = scale * math.sqrt(complement) / df * _beta_fraction(df / 2, 0.5, x)
    return tail, scale * math.sqrt(x / df)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method as modified by Thompson.

    ``I_x(a, b)`` is ``x^a (1 − x)^b / (a B(a, b))`` times it. For b under 1 no denominator comes near 0.
    Source: Press et al., Numerical Recipes (2007), 6.4 and 5.2.
    """
    c = 1.0
    d = 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    m = 0
    change = 0.0
    while abs(change - 1) > _PRECISION:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for numerator in (even, odd):
            d = 1 / (1 + numerator * d)
            c = 1 + numerator / c
            change *= c * d
        fraction *= change
    return fraction
