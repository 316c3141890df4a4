"""How exactly the respondents' mean tells the mean of all who were invited: squared standard errors.

Non-response is assumed random and respondents independent. Where everybody answered there is no sampling error. Errors
are kept squared, as fractions; None where fewer than two responses, or an item without a rating, leave them undefined.
"""

from __future__ import annotations

from fractions import Fraction

from survey.analysis.moments import Frequencies, variance
from survey.model import GroupTally, Standard


def unanswered_share(submitted: int, invited: int | None) -> Fraction:
    """Return f, the finite population correction ``1 − submitted / invited``, from 0 to 1.

    It is 1 where the number of invited is unknown, and 0 where everybody answered: a census.

    Source: Cochran, Sampling Techniques (1977), 2.6.

    >>> unanswered_share(30, 40)
    Fraction(1, 4)
    """
    if invited is None:
        return Fraction(1)
    return 1 - Fraction(submitted, invited) if submitted < invited else Fraction(0)


def item_error(table: Frequencies, f: Fraction) -> Fraction | None:
    """Return the squared standard error ``sd² / n · f`` of the mean of one item's ratings, in squared steps."""
    spread = variance(table)
    return None if spread is None else spread / table.n * f


def standard_error(tally: GroupTally, standard: Standard, f: Fraction) -> Fraction | None:
    """Return the squared standard error of a standard's mean, the mean of its items' means, in squared steps.

    The mean of m ratios is linearised: with n responses that rated any item, n_i of them item i, response r adds
    ``z_r = (1/m) Σ_i (n/n_i) (y_ri − ȳ_i)`` over the items i it rated, and the squared error is
    ``Σ z_r² / (n (n − 1)) · f``. With complete answers it is the squared error of the mean score.

    The sum over responses is taken from the joint sums: ``Σ_r z_r² = (n/m)² Σ_ij c_ij / (n_i n_j)`` with c_ij the sum
    of products of deviations over the responses that rated i and j.

    Source: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 5.
    """
    joint = tally.joint[standard.number]
    rated = {i: n for i, j, n, *_ in joint if i == j}
    totals = {i: total for i, j, _, total, *_ in joint if i == j}
    n = sum(score[2] for score in tally.scores[standard.number])
    if n <= 1 or not all(rated.values()):
        return None
    squares = Fraction(0)
    for i, j, both, sum_i, sum_j, products in joint:
        # n_i n_j c_ij, a whole number
        deviations = (
            rated[i] * rated[j] * products
            - rated[i] * totals[j] * sum_i
            - rated[j] * totals[i] * sum_j
            + both * totals[i] * totals[j]
        )
        squares += Fraction(deviations * (1 if i == j else 2), (rated[i] * rated[j]) ** 2)
    return squares * Fraction(n, len(rated) ** 2 * (n - 1)) * f
