from __future__ import annotations

from fractions import Fraction

import pytest

from survey.analysis.agreement import is_divided, item_agreement, standard_agreement
from survey.analysis.moments import frequencies
from survey.analysis.views import side_views
from tests.unit.analysis.sheets import catalogue, group, rated


def test_agreement_is_the_mean_distance_from_the_mean() -> None:
    # 1, 5, 5, 5: mean 4, distances 3, 1, 1, 1
    assert item_agreement(frequencies([(1, 1), (5, 3)])) == Fraction(6, 4)


def test_unanimity_is_zero_and_no_rating_is_nothing() -> None:
    assert item_agreement(frequencies([(4, 7)])) == 0
    assert item_agreement(frequencies([])) is None


def test_a_standards_agreement_is_the_mean_of_its_items() -> None:
    assert standard_agreement([frequencies([(1, 1), (5, 1)]), frequencies([(3, 2)])]) == 1
    assert standard_agreement([frequencies([(1, 1)]), frequencies([])]) is None


def test_responses_that_rate_the_items_oppositely_are_divided_although_their_means_agree() -> None:
    known = catalogue([2])
    views = side_views(known, group(known, "a", rated(known, "15", "51")), invited=None)
    assert views["1"].sd == 0
    assert views["1"].agreement == 2
    assert views["1"].divided is True


@pytest.mark.parametrize(
    ("agreement", "steps", "divided"),
    [(Fraction(5, 6), 5, False), (Fraction(5001, 6000), 5, True), (Fraction(1), 6, False)],
)
def test_a_side_is_divided_above_a_sixth_of_the_steps(agreement: Fraction, steps: int, divided: bool) -> None:
    assert is_divided(agreement, steps) is divided


def test_a_side_without_ratings_is_neither_divided_nor_united() -> None:
    assert is_divided(None, 5) is None
