from __future__ import annotations

import pytest

from survey.analysis.disclosure import Cover, cover, detail_of, publishable, refusal
from survey.analysis.safereport import SideReturn
from survey.model import Side
from tests.unit.analysis.sheets import catalogue, group, rated

KNOWN = catalogue([1])
OFFICE = Side("a", "A", "who", one_organisation=True)
CARRIERS = Side("b", "B", "who")


def answered(n: int) -> list[str]:
    return ["4"] * n


@pytest.mark.parametrize(
    ("n", "k", "reason"), [(4, 5, "few"), (5, 5, None), (9, 12, "few"), (2, 1, "few"), (3, 1, None)]
)
def test_a_group_needs_k_responses_and_k_is_never_below_3(n: int, k: int, reason: str | None) -> None:
    assert refusal(group(KNOWN, "a", rated(KNOWN, *answered(n))), OFFICE, k) == reason


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ([2, 2, 2], None),
        ([8, 1, 1, 1], None),
        ([8, 1, 1], "carriers"),
        ([5, 5], "carriers"),
        ([5, 5, 0], "carriers"),
        ([10], "carriers"),
        ([], "carriers"),
        ([4, 0, 0], "few"),
    ],
)
def test_a_group_needs_three_carriers_and_three_responses_beside_the_largest(
    sizes: list[int], reason: str | None
) -> None:
    counted = group(KNOWN, "b", rated(KNOWN, *answered(sum(sizes) or 6)), sizes)
    assert refusal(counted, CARRIERS, 5) == reason


def test_one_organisation_is_one_carrier_and_safe() -> None:
    counted = group(KNOWN, "a", rated(KNOWN, *answered(6)), [6])
    assert publishable(counted, OFFICE, 8, 5) == SideReturn(6, 8, published=True)


def test_fewer_responses_than_k_are_not_even_counted_out() -> None:
    assert publishable(group(KNOWN, "a", rated(KNOWN, *answered(4))), OFFICE, 8, 5) == SideReturn(
        None, 8, published=False, reason="few"
    )


def test_a_side_of_two_carriers_says_how_many_answered_and_nothing_else() -> None:
    counted = group(KNOWN, "b", rated(KNOWN, *answered(12)), [6, 6])
    assert publishable(counted, CARRIERS, None, 5) == SideReturn(12, None, published=False, reason="carriers")


def test_what_protects_a_side_is_its_k_and_its_largest_carrier() -> None:
    counted = group(KNOWN, "b", rated(KNOWN, *answered(9)), [2, 4, 3])
    assert cover(counted, CARRIERS, 5) == Cover(5, 4)
    assert cover(counted, OFFICE, 5) == Cover(5, 0)
    assert cover(counted, CARRIERS, 1) == Cover(3, 4)


@pytest.mark.parametrize(
    ("n", "k", "largest", "detail"),
    [
        (4, 5, 0, "hidden"),
        (5, 5, 0, "coarse"),
        (9, 5, 0, "coarse"),
        (10, 5, 0, "full"),
        (3, 3, 0, "coarse"),
        (6, 5, 3, "coarse"),
        (6, 5, 4, "hidden"),
        (12, 5, 9, "full"),
        (12, 5, 10, "hidden"),
        (11, 12, 0, "hidden"),
        (12, 12, 0, "full"),
    ],
)
def test_detail_grows_with_the_ratings_that_no_carrier_can_take_away(n: int, k: int, largest: int, detail: str) -> None:
    assert detail_of(n, Cover(k, largest)) == detail
