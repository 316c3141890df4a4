from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from survey import documents
from survey.analysis.safereport import PairFigures, SafeReport, SideFigures, SideReturn
from survey.model import Catalogue, Side
from tests.unit.analysis.sheets import CLOSES, OPENS, catalogue, group, rated, report, tally

HIDDEN = SideFigures("hidden")
TWO_SIDES = (Side("a", "A", "who", one_organisation=True), Side("b", "B", "who"))


def of_two_sides(known: Catalogue, a: Sequence[str], b: Sequence[str], k: int = 5) -> SafeReport:
    return report(known, tally(group(known, "a", rated(known, *a)), group(known, "b", rated(known, *b))), k)


def numbers(part: object) -> Iterator[float]:
    """Return every number in a JSON document."""
    if isinstance(part, dict):
        for value in part.values():
            yield from numbers(value)
    elif isinstance(part, list):
        for value in part:
            yield from numbers(value)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield part


def test_a_report_says_which_round_it_is_of() -> None:
    known = catalogue([1])
    safe = report(known, tally(a=20, b=None))
    assert (safe.round, safe.opens, safe.closes, safe.closed_on, safe.k) == ("2026", OPENS, CLOSES, "2026-10-02", 5)
    assert safe.catalogue is known


def test_rows_stand_standard_by_standard_with_items_and_then_importance() -> None:
    safe = report(catalogue([2, 1], importance=4), tally())
    assert [(row.level, row.id) for row in safe.rows] == [
        ("standard", "1"),
        ("item", "1a"),
        ("item", "1b"),
        ("importance", "importance_1"),
        ("standard", "2"),
        ("item", "2a"),
        ("importance", "importance_2"),
    ]
    assert [row.id for row in report(catalogue([2]), tally()).rows] == ["1", "1a", "1b"]


def test_every_two_sides_are_compared_the_chosen_pair_first() -> None:
    row = report(catalogue([1]), tally()).row("1a")
    assert list(row.pairs) == ["a-b", "a-c", "b-c"]
    assert list(row.sides) == ["a", "b", "c"]


def test_sides_without_responses_are_reported_as_few_and_hidden() -> None:
    safe = report(catalogue([1]), tally(a=20))
    assert safe.returns["a"] == SideReturn(None, 20, published=False, reason="few")
    assert safe.returns["b"] == SideReturn(None, None, published=False, reason="few")
    assert safe.row("1a").sides == {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN}
    assert safe.row("1a").pairs["a-b"] == PairFigures("too_few")
    assert safe.distributions == {"a": {}, "b": {}, "c": {}}


def test_nothing_of_a_side_below_k_stands_anywhere_in_the_report() -> None:
    known = replace(catalogue([2], steps=10, sides=TWO_SIDES), version=0, strong_from=0.5)
    loud = of_two_sides(known, ["99"] * 12, ["77"] * 4)
    text = json.loads(documents.dump(loud))
    del text["catalogue"]
    # 12 responses and their mean 9; no 4 and no 7, neither as a count nor as a mean or a gap
    assert {4.0, 7.0, 2.0, -2.0}.isdisjoint(set(numbers(text)))
    other = of_two_sides(known, ["99"] * 12, ["13"] * 3)
    assert documents.dump(loud) == documents.dump(other)


def test_below_k_ratings_of_an_item_leave_it_and_its_standard_hidden() -> None:
    known = catalogue([2, 1], sides=TWO_SIDES)
    safe = of_two_sides(known, ["551"] * 12, ["551"] * 4 + ["5x1"] * 8)
    assert safe.row("1b").sides["b"] == HIDDEN
    assert safe.row("1").sides["b"] == SideFigures("hidden", 12)
    assert safe.row("1").pairs["a-b"] == PairFigures("too_few")
    assert safe.row("1a").sides["b"].detail == safe.row("2").sides["b"].detail == "full"
    assert "1b" not in safe.distributions["b"]


def test_how_an_item_below_k_was_rated_changes_nothing_in_the_report() -> None:
    known = catalogue([2], sides=TWO_SIDES)
    one = of_two_sides(known, ["55"] * 12, ["51"] * 4 + ["5x"] * 8)
    another = of_two_sides(known, ["55"] * 12, ["55"] * 3 + ["5-"] * 9)
    assert documents.dump(one) == documents.dump(another)


def test_an_item_that_only_the_largest_carrier_rated_is_hidden() -> None:
    known = catalogue([2], sides=TWO_SIDES)
    b = group(known, "b", rated(known, *["43"] * 8, *["4-"] * 4), [8, 2, 2])
    safe = report(known, tally(group(known, "a", rated(known, *["43"] * 12)), b))
    assert safe.returns["b"].published
    assert safe.row("1b").sides["b"] == SideFigures("hidden", 8)
    assert safe.row("1").sides["b"] == SideFigures("hidden", 12)


def test_from_five_to_nine_a_mean_is_told_in_half_points_and_nothing_else() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    safe = of_two_sides(known, ["3"] * 6 + ["4"] * 6, ["5", "5", "5", "4", "4", "4", "4", "x"])
    row = safe.row("1a")
    # 31/7 = 4.43
    assert row.sides["b"] == SideFigures("coarse", 7, 1, 4.5)
    assert row.pairs["a-b"] == PairFigures("too_few", 3.5 - 4.5)
    assert "1a" in safe.distributions["a"]
    assert "1a" not in safe.distributions["b"]


def test_a_gap_of_two_coarse_sides_is_the_difference_of_the_means_shown() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    # 4.2 is shown as 4, 2.8 as 3
    safe = of_two_sides(known, ["4", "4", "4", "4", "5"], ["3", "3", "3", "3", "2"])
    assert safe.row("1a").pairs["a-b"] == PairFigures("too_few", 1.0)


@pytest.mark.parametrize(("steps", "mean"), [("3333", 3.0), ("3332", 3.0), ("3322", 2.5), ("4443", 4.0), ("2223", 2.0)])
def test_a_mean_between_two_halves_goes_to_the_even_one(steps: str, mean: float) -> None:
    known = catalogue([1], sides=TWO_SIDES)
    assert of_two_sides(known, list(steps) * 2, []).row("1a").sides["a"].mean == mean


def test_ten_ratings_show_everything() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    safe = of_two_sides(known, ["5"] * 6 + ["4"] * 6 + ["x"], ["1", "2"] * 6)
    figures = safe.row("1a").sides["a"]
    assert figures == SideFigures(
        "full", 12, 1, 4.5, 4.5, (3 / 11) ** 0.5, 0.5, divided=False, top=1.0, error=(1 / 44) ** 0.5
    )
    pair = safe.row("1a").pairs["a-b"]
    assert (pair.verdict, pair.gap, pair.delta) == ("a_higher", 3.0, 1.0)
    assert pair.ci_low is not None
    assert pair.ci_high is not None
    assert 2 < pair.ci_low < 3 < pair.ci_high < 4
    assert safe.distributions == {"a": {"1a": (0, 0, 0, 6, 6, 1)}, "b": {"1a": (6, 6, 0, 0, 0, 0)}}


def test_a_standard_shows_no_more_than_its_least_shown_item() -> None:
    known = catalogue([2], sides=TWO_SIDES)
    safe = of_two_sides(known, ["54"] * 7 + ["4x"] * 5, ["54"] * 12)
    row = safe.row("1")
    assert safe.row("1a").sides["a"].detail == "full"
    assert safe.row("1b").sides["a"].detail == "coarse"
    # (55/12 + 4) / 2 = 4.29
    assert row.sides["a"] == SideFigures("coarse", 12, 5, 4.5)
    assert row.pairs["a-b"] == PairFigures("too_few", 0.0)


def test_a_standards_delta_needs_ten_responses_that_rated_half_of_it() -> None:
    known = catalogue([3], sides=TWO_SIDES)
    third = ["5--"] * 10 + ["-4-"] * 10 + ["--3"] * 10
    safe = of_two_sides(known, [*third, *["543"] * 9], ["543"] * 12)
    assert safe.row("1").sides["a"].detail == "full"
    assert safe.row("1").pairs["a-b"].gap == 0
    assert safe.row("1").pairs["a-b"].delta is None
    assert of_two_sides(known, [*third, *["543"] * 10], ["543"] * 12).row("1").pairs["a-b"].delta == 0


def test_importance_is_neither_strength_nor_need() -> None:
    known = catalogue([1], importance=5, sides=TWO_SIDES)
    safe = of_two_sides(known, ["54", "55"] * 6, ["45", "44"] * 6)
    assert safe.row("importance_1").pairs["a-b"].verdict == "mixed"
    apart = of_two_sides(known, ["54", "55"] * 6, ["41", "42"] * 6)
    assert apart.row("importance_1").pairs["a-b"].verdict == "a_higher"
    assert apart.row("1").pairs["a-b"].verdict == "strength"
    assert apart.distributions["b"]["importance_1"] == (6, 6, 0, 0, 0, 0)


def test_an_importance_few_rated_hides_nothing_of_its_standard() -> None:
    known = catalogue([1], importance=5, sides=TWO_SIDES)
    safe = of_two_sides(known, ["54"] * 4 + ["5-"] * 8, ["45"] * 12)
    assert safe.row("importance_1").sides["a"] == HIDDEN
    assert safe.row("1").sides["a"].detail == "full"


def test_a_higher_k_holds_more_back() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    a, b = ["5"] * 11 + ["x"] * 2, ["5"] * 13
    assert of_two_sides(known, a, b, k=12).row("1a").sides["a"] == HIDDEN
    assert of_two_sides(known, a, b, k=11).row("1a").sides["a"].detail == "full"
    assert of_two_sides(known, a, b, k=14).returns["a"].published is False


def test_k_is_never_below_three() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    safe = of_two_sides(known, ["5", "4", "3"], ["5", "4"], k=1)
    assert safe.row("1a").sides["a"] == SideFigures("coarse", 3, 0, 4.0)
    assert safe.returns["b"].submitted is None
    assert safe.row("1a").sides["b"] == HIDDEN


def test_one_side_decides_nothing_about_another() -> None:
    known = catalogue([2])
    a = group(known, "a", rated(known, *["54", "4x"] * 8))
    b = group(known, "b", rated(known, *["32", "45"] * 8))
    without = report(known, tally(a, b, a=20, b=None))
    for commercial in (["11"] * 4, ["11"] * 40):
        safe = report(known, tally(a, b, group(known, "c", rated(known, *commercial)), a=20, b=None))
        for row, before in zip(safe.rows, without.rows, strict=True):
            assert row.pairs["a-b"] == before.pairs["a-b"]
            assert {side: row.sides[side] for side in "ab"} == {side: before.sides[side] for side in "ab"}
        assert {side: safe.returns[side] for side in "ab"} == {side: without.returns[side] for side in "ab"}
        assert {side: safe.distributions[side] for side in "ab"} == {side: without.distributions[side] for side in "ab"}


def test_groups_from_several_cells_are_one_side() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    north, south = (group(known, "b", rated(known, *["5", "4", "4"]), cell=cell) for cell in ("north", "south"))
    safe = report(known, tally(north, south, b=6))
    # the carriers are numbered 1 to 3 in both
    assert safe.returns["b"] == SideReturn(6, 6, published=True)
    assert safe.row("1a").sides["b"].mean == 4.5


def test_a_side_where_all_cannot_say_is_published_without_figures() -> None:
    known = catalogue([1], sides=TWO_SIDES)
    safe = of_two_sides(known, ["x"] * 12, ["5"] * 12)
    assert safe.returns["a"].published
    assert safe.row("1a").sides["a"] == safe.row("1").sides["a"] == HIDDEN


def test_a_report_survives_being_stored() -> None:
    known = catalogue([2], importance=4, sides=TWO_SIDES)
    safe = of_two_sides(known, ["543", "4x1"] * 8, ["152"] * 6)
    assert documents.restore(SafeReport, documents.dump(safe)) == safe
