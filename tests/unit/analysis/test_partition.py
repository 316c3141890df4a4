from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import pytest

from survey.analysis.partition import partition
from survey.model import CITY

TEN = 10


def paths(*places: str) -> dict[str, tuple[str, ...]]:
    """Return the path of each place: ``""`` lies in the city only, ``"t"`` in type t, ``"t1"`` in area 1 of type t."""
    return {place: (CITY, *([place[0]] if place else []), *([place] if len(place) > 1 else [])) for place in places}


def groups(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the groups of places with these counts, of which ten may stand alone."""
    return partition(paths(*counts), {place: [n] for place, n in counts.items()}, lambda some: sum(some) >= TEN, sum)


def test_areas_that_are_large_enough_stand_alone() -> None:
    assert groups({"a1": 10, "a2": 12, "b1": 30}) == {"a1": "a1", "a2": "a2", "b1": "b1"}


def test_small_areas_of_one_type_are_joined() -> None:
    assert groups({"a1": 10, "a2": 5, "a3": 5}) == {"a1": "a1", "a2": "a", "a3": "a"}


def test_the_smallest_large_one_joins_small_ones_that_are_too_small_together() -> None:
    assert groups({"a1": 20, "a2": 11, "a3": 9}) == {"a1": "a1", "a2": "a", "a3": "a"}


def test_of_two_equally_small_ones_the_first_by_name_joins() -> None:
    assert groups({"a2": 11, "a1": 11, "a3": 9}) == {"a1": "a", "a2": "a2", "a3": "a"}


def test_a_type_whose_areas_would_all_be_swallowed_is_not_split() -> None:
    assert groups({"a1": 10, "a2": 1, "b1": 10, "b2": 10}) == {"a1": "a", "a2": "a", "b1": "b1", "b2": "b2"}


def test_a_small_type_joins_the_smallest_other_one_under_the_city() -> None:
    found = groups({"a1": 9, "b1": 10, "b2": 10, "c1": 15, "c2": 20})
    assert found == {"a1": CITY, "b1": CITY, "b2": CITY, "c1": "c1", "c2": "c2"}


def test_a_side_that_is_too_small_as_a_whole_is_one_group() -> None:
    assert groups({"a1": 3, "b1": 3, "": 2}) == {"a1": CITY, "b1": CITY, "": CITY}


def test_nothing_to_part_is_no_group() -> None:
    assert groups({}) == {}


@pytest.mark.parametrize("counts", list(product((0, 4, 9, 10, 13), repeat=4)))
def test_every_group_is_large_enough_unless_all_together_are_not(counts: Sequence[int]) -> None:
    places = dict(zip(("a1", "a2", "b1", ""), counts, strict=True))
    found = groups(places)
    sizes = {group: sum(n for place, n in places.items() if found[place] == group) for group in found.values()}
    assert min(sizes.values()) >= TEN or set(found.values()) == {CITY}
    assert all(group in paths(place)[place] for place, group in found.items())
