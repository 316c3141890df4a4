from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from scipy import stats

from survey.analysis.gaps import cliffs_delta, compare, effect_size, gap, interval, is_noticeable, verdict
from survey.analysis.moments import Frequencies, frequencies, mean, median, variance
from survey.analysis.precision import item_error
from survey.analysis.views import View, side_views
from tests.unit.analysis.sheets import catalogue, group, rated


def view(*values: int, unit: int = 1, steps: int = 5, f: Fraction = Fraction(1)) -> View:
    """Return the view of a side with these ratings."""
    table = frequencies(((value, 1) for value in values), unit)
    return View(
        steps=steps,
        n=table.n,
        no_answer=0,
        mean=mean(table),
        median=median(table),
        variance=variance(table),
        error=item_error(table, f),
        agreement=None,
        top=None,
        census=f == 0,
        ranked=table,
    )


CENSUS = Fraction(0)
FIVES, FOURS, TWOS = (5,) * 10, (4,) * 10, (2,) * 10
MIXED_HIGH = (5, 4) * 6
MIXED_LOW = (1, 2) * 6


def test_the_gap_is_side_a_minus_side_b() -> None:
    assert gap(view(5, 4), view(3, 3)) == Fraction(3, 2)
    assert gap(view(), view(3)) is None
    assert gap(view(3), view()) is None


def test_the_interval_of_students_sleep_figures_is_the_published_one() -> None:
    # extra hours of sleep, Student (1908); R: t.test(extra ~ group, sleep) gives -3.3654832 to 0.2054832 at df 17.776
    first = view(7, -16, -2, -12, -1, 34, 37, 8, 0, 20, unit=10)
    second = view(19, 8, 11, 1, -1, 44, 55, 16, 46, 34, unit=10)
    assert gap(first, second) == Fraction(-158, 100)
    assert interval(first, second) == pytest.approx((-3.3654832, 0.2054832), abs=1e-7)


def test_the_interval_narrows_with_the_share_that_answered() -> None:
    wide = interval(view(*MIXED_HIGH), view(*MIXED_LOW))
    narrow = interval(view(*MIXED_HIGH, f=Fraction(1, 4)), view(*MIXED_LOW, f=Fraction(1, 4)))
    assert wide is not None
    assert narrow is not None
    assert narrow[1] - narrow[0] == pytest.approx((wide[1] - wide[0]) / 2)


def test_an_error_on_one_side_only_has_that_sides_degrees_of_freedom() -> None:
    a, b = view(*FIVES), view(*MIXED_LOW)
    margin = float(stats.t.ppf(0.975, 11)) * (float(variance(b.ranked) or 0) / 12) ** 0.5
    assert interval(a, b) == pytest.approx((3.5 - margin, 3.5 + margin), abs=1e-12)


def test_below_ten_on_a_side_there_is_no_interval() -> None:
    assert interval(view(*MIXED_HIGH), view(*MIXED_LOW[:9])) is None
    assert interval(view(*MIXED_HIGH), view(*MIXED_LOW[:10])) is not None


def test_two_unanimous_sides_have_no_interval_unless_everybody_answered() -> None:
    assert interval(view(*FIVES), view(*TWOS)) is None
    assert interval(view(*FIVES, f=CENSUS), view(*TWOS)) is None
    assert interval(view(*FIVES, f=CENSUS), view(*TWOS, f=CENSUS)) == (3, 3)


def test_a_census_of_both_sides_knows_the_gap() -> None:
    assert interval(view(*MIXED_HIGH, f=CENSUS), view(*MIXED_LOW, f=CENSUS)) == (3, 3)


def test_a_standard_with_an_unrated_item_has_no_gap_and_too_few() -> None:
    known = catalogue([2])
    a = side_views(known, group(known, "a", rated(known, *["5x"] * 12)), None)["1"]
    b = side_views(known, group(known, "b", rated(known, *["12"] * 12)), None)["1"]
    assert a.n == 12
    found = compare(a, b, 3.5)
    assert (found.gap, found.interval, found.verdict) == (None, None, "too_few")


def test_cliffs_delta_by_hand() -> None:
    # of 3 × 2 pairs: 3 and 5 beat 2, 5 beats 4; 1 loses to both, 3 to 4: (3 − 3) / 6; with 4 for 3, a tie instead
    assert cliffs_delta(view(1, 3, 5).ranked, view(2, 4).ranked) == 0
    assert cliffs_delta(view(1, 4, 5).ranked, view(2, 4).ranked) == Fraction(3 - 2, 6)


def test_cliffs_delta_of_aesops_tortoises_and_hares() -> None:
    # finishing order T H H H H H T T T T T H, whose Mann-Whitney U are 11 and 25: (11 − 25) / 36
    order = "THHHHHTTTTTH"
    tortoises = view(*(-place for place, animal in enumerate(order) if animal == "T"))
    hares = view(*(-place for place, animal in enumerate(order) if animal == "H"))
    assert cliffs_delta(tortoises.ranked, hares.ranked) == Fraction(11 - 25, 36)


def test_cliffs_delta_reaches_from_minus_one_to_one_and_ties_are_nothing() -> None:
    assert cliffs_delta(view(4, 5).ranked, view(1, 2, 3).ranked) == 1
    assert cliffs_delta(view(1).ranked, view(2, 3).ranked) == -1
    assert cliffs_delta(view(*FIVES).ranked, view(*FIVES).ranked) == 0


def test_cliffs_delta_of_an_empty_side_is_undefined() -> None:
    nothing = Frequencies((), ())
    assert cliffs_delta(nothing, view(1).ranked) is None
    assert cliffs_delta(view(1).ranked, nothing) is None


def test_equal_mean_rated_steps_tie_whatever_they_are_made_of() -> None:
    known = catalogue([3])
    a = side_views(known, group(known, "a", rated(known, "12-", "111")), None)["1"]
    b = side_views(known, group(known, "b", rated(known, "2-1", "5--")), None)["1"]
    # 5-- rated a third only; 1.5 ties with 1.5, and 1 loses to it
    assert cliffs_delta(a.ranked, b.ranked) == Fraction(-1, 2)


@pytest.mark.parametrize(
    ("delta", "word"),
    [
        (0, "negligible"),
        (0.1469, "negligible"),
        (0.147, "small"),
        (-0.3299, "small"),
        (0.33, "medium"),
        (-0.4739, "medium"),
        (0.474, "large"),
        (-1, "large"),
    ],
)
def test_effect_sizes_have_romanos_words(delta: float, word: str) -> None:
    assert effect_size(delta) == word


# means 5 and 4, on each side 36 as the sum of squares over 9: pooled sd 2, twice the gap
HALF_A, HALF_B = (8, 8, 2, 2, 5, 5, 5, 5, 5, 5), (7, 7, 1, 1, 4, 4, 4, 4, 4, 4)


def test_a_gap_of_exactly_half_a_standard_deviation_is_noticeable() -> None:
    a, b = view(*HALF_A, steps=10, f=CENSUS), view(*HALF_B, steps=10, f=CENSUS)
    assert is_noticeable(a, b)
    assert verdict(a, b, 6) == "a_higher"
    assert verdict(b, a, 6) == "b_higher"


def test_a_gap_just_below_half_a_standard_deviation_is_not() -> None:
    a = view(*HALF_A, steps=10, f=CENSUS)
    wider = view(7, 7, 1, 1, 5, 3, 4, 4, 4, 4, steps=10, f=CENSUS)
    assert not is_noticeable(a, wider)
    assert verdict(a, wider, 6) == "need"


def test_a_gap_whose_interval_holds_0_is_not_noticeable() -> None:
    a, b = view(*HALF_A, steps=10), view(*HALF_B, steps=10)
    assert not is_noticeable(a, b)


def test_without_an_interval_no_gap_is_noticeable() -> None:
    assert not is_noticeable(view(*FIVES), view(*TWOS))
    assert verdict(view(*FIVES), view(*TWOS), 3.5) == "mixed"


@pytest.mark.parametrize(
    ("a", "b", "word"),
    [
        (MIXED_HIGH, MIXED_HIGH, "strength"),
        (MIXED_LOW, MIXED_LOW, "need"),
        (MIXED_HIGH, MIXED_LOW, "a_higher"),
        (MIXED_LOW, MIXED_HIGH, "b_higher"),
        (FIVES, TWOS, "mixed"),
        (FOURS, FIVES, "strength"),
        (MIXED_HIGH, FIVES[:9], "too_few"),
        (MIXED_LOW[:9], MIXED_LOW, "too_few"),
        ((), (), "too_few"),
    ],
)
def test_verdicts(a: tuple[int, ...], b: tuple[int, ...], word: str) -> None:
    assert verdict(view(*a), view(*b), 3.5) == word


def test_a_mean_exactly_where_strength_begins_is_strong() -> None:
    a = view(3, 4, 4, 4, 3, 3, 4, 4, 3, 4)
    assert a.mean == Fraction(18, 5)
    assert verdict(a, a, 3.6) == "strength"
    assert verdict(a, a, 3.6000001) == "need"


def test_where_strong_and_weak_mean_nothing_only_a_noticeable_gap_is_told() -> None:
    assert verdict(view(*MIXED_HIGH), view(*MIXED_HIGH), None) == "mixed"
    assert verdict(view(*MIXED_HIGH), view(*MIXED_LOW), None) == "a_higher"
    assert verdict(view(*MIXED_HIGH), view(), None) == "too_few"


def test_an_undefined_spread_leaves_no_gap_noticeable() -> None:
    a = view(*MIXED_HIGH)
    assert not is_noticeable(a, replace(view(*MIXED_LOW), variance=None))
