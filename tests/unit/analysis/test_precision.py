from __future__ import annotations

from fractions import Fraction

import pytest

from survey.analysis.moments import frequencies
from survey.analysis.precision import item_error, standard_error, unanswered_share
from survey.analysis.views import side_views
from tests.unit.analysis.sheets import catalogue, group, rated

EVERYBODY = Fraction(1)


@pytest.mark.parametrize(
    ("submitted", "invited", "f"),
    [(30, 40, Fraction(1, 4)), (30, None, 1), (40, 40, 0), (0, 40, 1), (41, 40, 0), (3, 0, 0)],
)
def test_the_finite_population_correction_stays_between_0_and_1(
    submitted: int, invited: int | None, f: Fraction
) -> None:
    assert unanswered_share(submitted, invited) == f


def test_an_items_error_is_its_variance_over_n() -> None:
    # 1, 2, 3, 4: variance 5/3
    table = frequencies([(1, 1), (2, 1), (3, 1), (4, 1)])
    assert item_error(table, EVERYBODY) == Fraction(5, 12)
    assert item_error(table, Fraction(1, 4)) == Fraction(5, 48)


def test_one_rating_has_no_error() -> None:
    assert item_error(frequencies([(4, 1)]), EVERYBODY) is None


def test_a_standards_error_with_missing_ratings_by_hand() -> None:
    # n = 3, n_1 = n_2 = 2, means 2 and 3; z = −3/2, 3/4, 3/4; Σz² = 27/8
    known = catalogue([2])
    counted = group(known, "a", rated(known, "12", "3-", "x4"))
    assert standard_error(counted, known.standards[0], EVERYBODY) == Fraction(27, 8) / (3 * 2)


def test_with_complete_answers_it_is_the_error_of_the_mean_score() -> None:
    known = catalogue([3])
    counted = group(known, "a", rated(known, "125", "334", "541", "222"))
    # scores 8/3, 10/3, 10/3, 2
    scores = [Fraction(8, 3), Fraction(10, 3), Fraction(10, 3), Fraction(2)]
    centre = sum(scores, Fraction(0)) / 4
    squares = sum(((score - centre) ** 2 for score in scores), Fraction(0))
    assert standard_error(counted, known.standards[0], EVERYBODY) == squares / (4 * 3)


def test_a_standard_of_one_item_has_the_items_error() -> None:
    known = catalogue([1])
    views = side_views(known, group(known, "a", rated(known, "1", "2", "5", "x", "5")), invited=10)
    assert views["1"].error == views["1a"].error == Fraction(17, 4) / 4 / 2


@pytest.mark.parametrize("answers", [(), ("12",), ("1x", "2-"), ("xx", "12")])
def test_a_standards_error_is_undefined_for_one_response_or_an_unrated_item(answers: tuple[str, ...]) -> None:
    known = catalogue([2])
    assert standard_error(group(known, "a", rated(known, *answers)), known.standards[0], EVERYBODY) is None


def test_unanimity_and_a_census_have_no_error() -> None:
    known = catalogue([2])
    same = group(known, "a", rated(known, *["34"] * 12))
    assert standard_error(same, known.standards[0], EVERYBODY) == 0
    varied = group(known, "a", rated(known, "12", "34"))
    assert standard_error(varied, known.standards[0], Fraction(0)) == 0
