from __future__ import annotations

import math
from fractions import Fraction

import pytest

from survey.analysis.moments import (
    Frequencies,
    absolute_deviation,
    frequencies,
    mean,
    mean_of,
    median,
    top_share,
    variance,
)
from survey.analysis.scores import cannot_say, ratings, response_means
from survey.analysis.views import question_view, standard_view
from tests.unit.analysis.sheets import catalogue, group, rated

EVERYBODY = Fraction(1)


def table(*values: int) -> Frequencies:
    return frequencies((value, 1) for value in values)


def test_moments_of_a_textbook_sample() -> None:
    # 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares of deviations 32, absolute deviations 12
    sample = table(2, 4, 4, 4, 5, 5, 7, 9)
    assert mean(sample) == 5
    assert variance(sample) == Fraction(32, 7)
    assert median(sample) == Fraction(9, 2)
    assert absolute_deviation(sample) == Fraction(12, 8)


@pytest.mark.parametrize(
    ("values", "middle"),
    [((3,), 3), ((1, 5), 3), ((1, 2), 1.5), ((1, 1, 5), 1), ((2, 2, 3, 3), 2.5), ((5, 5, 5, 1), 5)],
)
def test_the_median_is_the_middle_or_between_the_two_in_the_middle(values: tuple[int, ...], middle: float) -> None:
    assert median(table(*values)) == middle


def test_values_may_be_told_in_parts_of_a_step() -> None:
    thirds = frequencies([(4, 1), (5, 1), (9, 2)], unit=3)
    assert mean(thirds) == Fraction(27, 12)
    assert median(thirds) == Fraction(7, 3)
    assert variance(thirds) == Fraction(4 * 203 - 27**2, 4 * 3 * 9)
    assert absolute_deviation(thirds) == Fraction(9, 12)


def test_nothing_has_no_moments() -> None:
    nothing = table()
    assert [figure(nothing) for figure in (mean, variance, median, absolute_deviation)] == [None] * 4
    assert top_share(nothing, 5) is None


def test_a_single_value_has_a_mean_and_no_spread() -> None:
    one = table(4)
    assert mean(one) == median(one) == 4
    assert absolute_deviation(one) == 0
    assert variance(one) is None


def test_values_that_are_all_equal_vary_by_exactly_nothing() -> None:
    assert variance(frequencies([(3, 1_000_000)])) == 0


def test_nothing_is_lost_where_the_spread_is_tiny_beside_the_mean() -> None:
    counted = frequencies([(10**9, 10**6), (10**9 + 1, 10**6)])
    assert variance(counted) == Fraction(10**6, 2 * (2 * 10**6 - 1))


def test_the_top_two_steps_count_from_five_steps_on() -> None:
    assert top_share(table(1, 4, 5, 5), 5) == Fraction(3, 4)
    assert top_share(table(9, 10, 8), 10) == Fraction(2, 3)
    assert top_share(table(3, 4, 4), 4) is None


def test_a_mean_of_figures_needs_all_of_them() -> None:
    assert mean_of([Fraction(1), Fraction(4)]) == Fraction(5, 2)
    assert mean_of([Fraction(1), None]) is None
    assert mean_of([]) is None


def test_a_questions_ratings_leave_both_kinds_of_missing_out() -> None:
    known = catalogue([1])
    counted = group(known, "a", rated(known, "1", "5", "5", "x", "-"))
    assert ratings(counted, "1a") == Frequencies((1, 5), (1, 2))
    assert cannot_say(counted, "1a") == 1


def test_response_means_are_over_what_each_response_rated() -> None:
    known = catalogue([3])
    counted = group(known, "a", rated(known, "111", "12x", "5--", "345", "---"))
    # in sixths of a step: 1, 1.5, 5, 4
    assert response_means(counted, known.standards[0]) == Frequencies((6, 9, 24, 30), (1, 1, 1, 1), 6)


def test_a_response_counts_for_the_ranks_when_it_rated_half_of_the_items() -> None:
    known = catalogue([4, 3])
    counted = group(known, "a", rated(known, "5---5--", "55--55-", "555-555"))
    assert response_means(counted, known.standards[0], half_rated=True).n == 2
    assert response_means(counted, known.standards[1], half_rated=True).n == 2


def test_the_same_fraction_of_different_answers_is_the_same_value() -> None:
    known = catalogue([3])
    counted = group(known, "a", rated(known, "222", "2--", "13-", "123"))
    assert response_means(counted, known.standards[0]) == Frequencies((12,), (4,), 6)


def test_a_standards_mean_is_the_mean_of_its_items_means() -> None:
    known = catalogue([2])
    counted = group(known, "a", rated(known, "55", "5x", "4-", "x1"))
    view = standard_view(counted, known.standards[0], 5, EVERYBODY)
    assert view.mean == (Fraction(14, 3) + 3) / 2
    assert (view.n, view.no_answer) == (4, 2)
    # of the responses' means 5, 5, 4, 1
    assert view.median == Fraction(9, 2)
    assert view.sd == pytest.approx(math.sqrt(((5 - 3.75) ** 2 * 2 + 0.25**2 + 2.75**2) / 3), abs=1e-15)


def test_a_standard_with_an_item_nobody_rated_has_respondents_and_no_mean() -> None:
    known = catalogue([2])
    view = standard_view(group(known, "a", rated(known, "5x", "3-")), known.standards[0], 5, EVERYBODY)
    assert (view.n, view.no_answer) == (2, 1)
    assert view.median == 4
    assert (view.mean, view.error, view.agreement, view.divided) == (None, None, None, None)


@pytest.mark.parametrize("answers", [(), ("x",) * 12, ("-",) * 12])
def test_a_side_that_rated_nothing_has_views_of_nothing(answers: tuple[str, ...]) -> None:
    known = catalogue([1])
    counted = group(known, "a", rated(known, *answers))
    for view in (question_view(counted, "1a", 5, EVERYBODY), standard_view(counted, known.standards[0], 5, EVERYBODY)):
        assert view.n == 0
        assert view.no_answer == answers.count("x")
        assert (view.mean, view.median, view.sd, view.error, view.agreement, view.divided, view.top) == (None,) * 7
