from __future__ import annotations

import time

import numpy as np
import pytest

from survey.analysis.counts import merged, side_tally, tally_group
from survey.model import CITY, GroupTally
from tests.unit.analysis.sheets import catalogue, group, joined, rated, tally

THREE_SHEETS = ("15", "x5", "3-")


def test_steps_are_counted_per_question_and_cannot_say_comes_last() -> None:
    counted = group(catalogue([2]), "a", rated(catalogue([2]), *THREE_SHEETS))
    assert counted.submitted == 3
    assert counted.steps == {"1a": (1, 0, 1, 0, 0, 1), "1b": (0, 0, 0, 0, 2, 0)}


def test_scores_say_how_many_items_were_rated_and_with_which_sum() -> None:
    known = catalogue([2])
    counted = group(known, "a", rated(known, *THREE_SHEETS, "--", "xx", "51"))
    assert counted.scores == {1: ((1, 3, 1), (1, 5, 1), (2, 6, 2))}


def test_joint_sums_are_over_the_responses_that_rated_both() -> None:
    known = catalogue([2])
    counted = group(known, "a", rated(known, "15", "24", "x5", "3-"))
    assert counted.joint == {1: ((0, 0, 3, 6, 6, 14), (0, 1, 2, 3, 9, 13), (1, 1, 3, 14, 14, 66))}


def test_importance_is_counted_on_its_own_scale_and_enters_no_score() -> None:
    known = catalogue([1, 1], importance=3)
    assert joined(known, [{"1a": "5", "importance_1": "3", "2a": "x"}]) == b"53x-"
    counted = group(known, "a", rated(known, "53x-", "1x2x"))
    assert counted.steps["importance_1"] == (0, 0, 1, 1)
    assert counted.steps["importance_2"] == (0, 0, 0, 1)
    assert counted.scores == {1: ((1, 1, 1), (1, 5, 1)), 2: ((1, 2, 1),)}


def test_the_tenth_step_is_a_colon() -> None:
    counted = tally_group(catalogue([1], steps=10), "a", CITY, b":9:", ())
    assert counted.steps == {"1a": (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0)}
    assert counted.scores == {1: ((1, 9, 1), (1, 10, 2))}


def test_no_responses_are_counted_as_nothing() -> None:
    counted = tally_group(catalogue([2]), "a", CITY, b"", ())
    assert counted == GroupTally(
        "a",
        CITY,
        0,
        (),
        {"1a": (0,) * 6, "1b": (0,) * 6},
        {1: ()},
        {1: ((0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0), (1, 1, 0, 0, 0, 0))},
    )


@pytest.mark.parametrize("ratings", [b"1", b"123", b"1" * 7])
def test_half_a_sheet_is_refused(ratings: bytes) -> None:
    with pytest.raises(ValueError, match="no whole number of sheets of 2"):
        tally_group(catalogue([2]), "a", CITY, ratings, ())


@pytest.mark.parametrize("answer", [b"0", b"6", b":", b" ", b"\x00", b"\xff", b"X"])
def test_a_byte_that_answers_nothing_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match="no answer to 1b"):
        tally_group(catalogue([2]), "a", CITY, b"1" + answer, ())


def test_groups_of_a_side_add_up_with_carriers_by_number() -> None:
    known = catalogue([2])
    north = tally_group(known, "b", "north", b"1524", ((1, 1), (7, 1)))
    south = tally_group(known, "b", "south", b"x53-15", ((2, 1), (7, 2)))
    whole = tally_group(known, "b", CITY, b"1524x53-15", ((1, 1), (2, 1), (7, 3)))
    assert merged([north, south]) == merged([south, north]) == whole


def test_groups_of_two_sides_or_none_at_all_are_not_merged() -> None:
    known = catalogue([1])
    with pytest.raises(ValueError, match="of one side"):
        merged([group(known, "a", []), group(known, "b", [])])
    with pytest.raises(ValueError, match="of one side"):
        merged([])


def test_a_side_without_groups_has_no_responses() -> None:
    known = catalogue([1])
    only_b = tally(group(known, "b", rated(known, "5")))
    assert side_tally(known, only_b, "a").submitted == 0
    assert side_tally(known, only_b, "b").submitted == 1


def test_a_hundred_thousand_sheets_are_counted_in_well_under_a_second() -> None:
    known = catalogue([5] * 7 + [4] * 6, importance=5)
    drawn = np.random.default_rng(1).choice(np.frombuffer(b"12345x-", dtype=np.uint8), 100_000 * len(known.questions))
    ratings = drawn.tobytes()
    started = time.perf_counter()
    counted = tally_group(known, "a", CITY, ratings, ())
    assert time.perf_counter() - started < 1
    assert counted.submitted == 100_000
