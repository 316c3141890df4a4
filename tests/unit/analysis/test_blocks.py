from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from survey.analysis.blocks import block_of_cells, blocks
from survey.analysis.publication import safe_report
from survey.analysis.safereport import Block
from survey.model import GroupTally, Round, Side
from tests.unit.analysis.sheets import CLOSES, OPENS, catalogue, group, rated, tally

OFFICE = Side("a", "A", "who", one_organisation=True)
FREE = Side("b", "B", "who")
KNOWN = catalogue([2], importance=5, sides=(OFFICE, FREE))


def cell(name: str, answers: Sequence[str], sizes: Sequence[int] | None = None, first: int = 1) -> GroupTally:
    """Return a cell of the free side with these sheets, its carriers numbered from `first`."""
    counted = group(KNOWN, "b", rated(KNOWN, *answers), sizes, cell=name)
    return replace(counted, carriers=tuple((first + place, n) for place, (_, n) in enumerate(counted.carriers)))


def alike(name: str, n: int, answer: str = "444", first: int = 1) -> GroupTally:
    return cell(name, [answer] * n, first=first)


def joined(groups: Sequence[GroupTally], side: Side = FREE, k: int = 5) -> list[list[str]]:
    found = block_of_cells(side, groups, k)
    return sorted(sorted(cell for cell in found if found[cell] == block) for block in set(found.values()))


def shown(*groups: GroupTally, k: int = 5) -> dict[tuple[str, ...], Block]:
    """Return the blocks of the free side, each cell being one."""
    return {block.cells: block for block in blocks(KNOWN, FREE, groups, {own.cell: own.cell for own in groups}, k)}


def test_cells_that_are_safe_are_blocks() -> None:
    assert joined([alike("t › x", 5), alike("t › y", 6, first=10)]) == [["t › x"], ["t › y"]]


def test_cells_with_too_few_carriers_are_joined_however_many_answered() -> None:
    two_carriers = cell("t › x", ["444"] * 12, [6, 6])
    assert joined([two_carriers, cell("t › y", ["444"] * 4, [4], 9), alike("t › z", 5, first=20)]) == [
        ["t › x", "t › y"],
        ["t › z"],
    ]


def test_one_organisation_needs_no_carriers() -> None:
    parts = [
        group(KNOWN, "a", rated(KNOWN, *["444"] * 5), [5], cell="t › x"),
        group(KNOWN, "a", rated(KNOWN, *["444"] * 5), [5], cell="t › y"),
    ]
    assert joined(parts, OFFICE) == [["t › x"], ["t › y"]]


def test_a_carrier_in_two_cells_is_one_carrier_of_their_block() -> None:
    same = [cell("t › x", ["444"] * 4, [2, 2]), cell("t › y", ["444"] * 4, [2, 2])]
    assert joined([*same, alike("u", 9, first=20)]) == [["t › x", "t › y", "u"]]


def test_responses_without_an_area_are_a_block_of_their_own_where_they_are_safe() -> None:
    small = [alike("t", 3), alike("u", 3, first=10)]
    assert joined([alike("", 5, first=20), *small, alike("v", 9, first=30)]) == [[""], ["t", "u"], ["v"]]


def test_responses_that_name_a_type_only_are_a_block_of_their_own_where_they_are_safe() -> None:
    small = [alike("t › x", 3), alike("t › y", 3, first=10)]
    assert joined([alike("t", 5, first=20), *small, alike("u", 9, first=30)]) == [["t"], ["t › x", "t › y"], ["u"]]


def test_few_responses_without_an_area_join_the_smallest_type() -> None:
    assert joined([alike("", 2), alike("t", 6, first=10), alike("u", 9, first=20)]) == [["", "t"], ["u"]]


def test_a_side_of_one_block_shows_none() -> None:
    assert blocks(KNOWN, FREE, [alike("t", 3), alike("u", 9)], {"t": "", "u": ""}, 5) == ()


def test_an_item_with_too_few_ratings_in_one_block_is_left_to_the_whole_side_in_all_with_its_standard() -> None:
    found = shown(alike("t", 10), cell("u", ["444"] * 4 + ["-44"] * 6, first=20))
    assert [sorted(block.points) for block in found.values()] == [["1b", "importance_1"]] * 2


def test_an_item_is_left_to_the_whole_side_where_too_few_ratings_remain_without_the_largest_carrier() -> None:
    answers = ["444"] * 6 + ["-44"] * 6
    spread = shown(alike("t", 12), cell("u", answers, [3, 3, 3, 3], first=20))
    heavy = shown(alike("t", 12), cell("u", answers, [4, 4, 4], first=20))
    assert "1a" in spread["u",].points
    assert "1a" not in heavy["t",].points


def test_a_small_block_is_shown_in_half_points() -> None:
    found = shown(
        alike("t", 10), alike("u", 10, first=20), cell("v", ["444"] * 3 + ["544"] * 4 + ["444"] * 3, first=40)
    )
    assert {block.points["1a"].detail for block in found.values()} == {"full"}
    small = shown(cell("v", ["444"] * 3 + ["544"] * 4), cell("w", ["544"] * 5, first=20), alike("t", 10, first=30))
    assert (small["v",].points["1a"].mean, small["v",].points["1a"].detail) == (4.5, "coarse")


def test_the_exact_mean_of_one_small_block_cannot_be_had_from_the_rest_and_the_whole() -> None:
    small, middle, large = (
        cell("t", ["444"] * 3 + ["544"] * 4),
        cell("u", ["444"] * 8 + ["544"] * 3, first=20),
        cell("v", ["444"] * 12 + ["544"], first=40),
    )
    found = shown(small, middle, large)
    assert [found[name,].points["1a"].detail for name in "tuv"] == ["coarse", "coarse", "full"]
    assert found["u",].points["1a"].mean == 4.5
    assert found["u",].points["1a"].n == 11


def test_a_standard_is_shown_no_finer_than_the_items_of_its_block() -> None:
    seven = ["444"] * 7 + ["-44"] * 4
    found = shown(cell("t", seven), alike("u", 11, first=20), alike("v", 12, first=40))
    assert [found[name,].points["1"].detail for name in "tuv"] == ["coarse", "coarse", "full"]
    assert [found[name,].points["1b"].detail for name in "tuv"] == ["full", "full", "full"]


def test_two_small_blocks_of_ten_ratings_together_hide_each_other() -> None:
    found = shown(alike("t", 5), alike("u", 5, first=20), alike("v", 10, first=40))
    assert [found[name,].points["1a"].detail for name in "tuv"] == ["coarse", "coarse", "full"]


def test_two_small_blocks_of_fewer_than_ten_do_not() -> None:
    found = shown(alike("t", 4), alike("u", 4, first=20), alike("v", 10, first=40), alike("w", 11, first=60), k=3)
    assert [found[name,].points["1a"].detail for name in "tuvw"] == ["coarse", "coarse", "coarse", "full"]


@pytest.mark.parametrize("kept", [None, {}, {"a": {}}])
def test_a_report_of_a_side_whose_blocks_were_never_stored_shows_none(kept: dict[str, dict[str, str]] | None) -> None:
    closed = Round(1, "2026", "", OPENS, CLOSES, 5, b"", "2026-10-02", None)
    made = safe_report(closed, KNOWN, tally(alike("t", 10), alike("u", 10, first=20)), kept)
    assert made.returns["b"].published
    assert made.blocks == ()
