"""How coarsely a response says where its carrier works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.partition import partition
from survey.model import CITY, Carrier
from survey.rounds.access import new_invitations
from survey.rounds.cells import cell_for, cells_of
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.imports import import_responses
from survey.store import carriers, tallies
from survey.store.connection import Store
from survey.store.responses import Sheet
from tests import factories
from tests.factories import OpenRound

A, B = "Stadtraumtyp A", "Stadtraumtyp B"
A1, A2, A3 = (f"{A} › Stadtraum {number}" for number in (1, 2, 3))
B4, B5, B6 = (f"{B} › Stadtraum {number}" for number in (4, 5, 6))
FEWEST, CARRIERS = 10, 3
"""Twice k, and the carriers that a cell needs."""

Where = Mapping[int | None, list[int]]
"""For each area (None is none) how many respondents each carrier has there."""


def carriers_in(where: Where, side: str = "free", first: int = 1) -> list[Carrier]:
    return [
        Carrier(f"Träger {area} {number}", side, f"Stadtraum {area}" if area else None, None, respondents)
        for area, sizes in where.items()
        for number, respondents in enumerate(sizes, first)
    ]


def opened_with(store: Store, where: Where, side: str = "free") -> OpenRound:
    return factories.open_round(store, invited=carriers_in(where, side))


def fixed(opened: OpenRound, side: str = "free") -> dict[int | None, str]:
    with opened.store.write():
        found = cells_of(opened.store, opened.round, opened.catalogue, side)
    return {int(area.removeprefix("Stadtraum ")) if area else None: cell for area, cell in found.items()}


ENOUGH = [4, 3, 3]
"""The smallest group that stands alone."""


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({1: ENOUGH, 2: ENOUGH, 4: ENOUGH}, {1: A1, 2: A2, 4: B4}),
        ({1: ENOUGH, 2: ENOUGH, 3: ENOUGH}, {1: A1, 2: A2, 3: A3}),
        ({1: ENOUGH, 2: [9], 3: [1], 4: ENOUGH}, {1: A, 2: A, 3: A, 4: B4}),
        ({1: ENOUGH, 2: [4, 3], 3: [3], 4: ENOUGH}, {1: A1, 2: A, 3: A, 4: B4}),
        ({1: ENOUGH, 4: [9]}, {1: CITY, 4: CITY}),
        ({1: [3, 3, 3], 2: [1], 4: ENOUGH}, {1: A, 2: A, 4: B4}),
        ({1: ENOUGH, None: ENOUGH}, {1: A1, None: CITY}),
        ({1: ENOUGH, 4: [5] * 3, None: [1]}, {1: CITY, 4: B4, None: CITY}),
        ({1: ENOUGH, None: [1]}, {1: CITY, None: CITY}),
        ({1: [3], 4: [3]}, {1: CITY, 4: CITY}),
        ({None: [1]}, {None: CITY}),
    ],
)
def test_a_side_is_split_as_finely_as_enough_were_invited(
    store: Store, where: Where, expected: dict[int | None, str]
) -> None:
    assert fixed(opened_with(store, where)) == expected


def test_many_respondents_of_two_carriers_are_not_enough(store: Store) -> None:
    assert fixed(opened_with(store, {1: [50, 50], 4: ENOUGH})) == {1: CITY, 4: CITY}


def test_a_side_that_is_one_organisation_needs_no_three_carriers(store: Store) -> None:
    assert fixed(opened_with(store, {1: [10], 4: [5, 5]}, "public"), "public") == {1: A1, 4: B4}


def test_a_catalogue_without_areas_has_one_cell(store: Store) -> None:
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL))
    with store.write():
        assert set(cells_of(store, opened.round, opened.catalogue, "a").values()) == {CITY}


def test_a_larger_k_makes_coarser_cells(store: Store) -> None:
    opened = factories.open_round(store, invited=carriers_in({1: ENOUGH, 4: ENOUGH}), k=6)
    assert set(fixed(opened).values()) == {CITY}


def test_sides_are_split_on_their_own(store: Store) -> None:
    invited = [*carriers_in({1: ENOUGH, 4: ENOUGH}), *carriers_in({1: [1], 4: [1]}, "commercial")]
    opened = factories.open_round(store, invited=invited)
    assert fixed(opened) == {1: A1, 4: B4}
    assert fixed(opened, "commercial") == {1: CITY, 4: CITY}


def invite_late(opened: OpenRound, where: Where) -> OpenRound:
    with opened.store.write():
        carriers.put(opened.store, carriers_in(where, first=20))
        return replace(opened, issued=new_invitations(opened.store, opened.round, now()))


def test_the_first_response_fixes_the_cells_for_good(store: Store) -> None:
    opened = opened_with(store, {1: [1], 4: [1]})
    assert factories.begun(opened, opened.codes[0]).cell == CITY
    late = invite_late(opened, {1: ENOUGH, 4: ENOUGH})
    assert {factories.begun(late, code).cell for code in late.codes} == {CITY}


def test_a_latecomer_from_a_new_area_gets_the_finest_cell_around_it(store: Store) -> None:
    opened = opened_with(store, {1: [4, 3], 2: [3], 4: ENOUGH})
    assert factories.begun(opened, opened.codes[0]).cell == A
    late = invite_late(opened, {3: [1]})
    assert factories.begun(late, late.codes[0]).cell == A


@pytest.mark.parametrize(
    ("before", "late", "cell", "after"),
    [
        ({1: ENOUGH, 2: [5] * 3, 4: ENOUGH}, {3: [1]}, A, {1: A, 2: A2, 4: B4}),
        ({1: [5] * 3, 2: [6] * 3, 4: ENOUGH}, {None: [1]}, CITY, {1: A1, 2: A2, 4: CITY}),
        ({1: [5] * 3, 2: ENOUGH}, {4: [1]}, CITY, {1: A1, 2: CITY}),
    ],
)
def test_a_latecomer_is_never_alone_in_a_cell(
    store: Store, before: Where, late: Where, cell: str, after: dict[int | None, str]
) -> None:
    """Where no cell lies around a new area, the smallest of those nearby becomes one that does."""
    opened = opened_with(store, before)
    for code in opened.codes:
        factories.submitted(opened, code, Sheet({}, {}))
    latecomers = invite_late(opened, late)
    response = factories.submitted(latecomers, latecomers.codes[0], Sheet({}, {}))
    assert response.cell == cell
    found = {area: name for area, name in fixed(opened).items() if area in before}
    assert found == after
    held = Counter(row["cell"] for row in store.rows("SELECT cell FROM response"))
    assert set(held) == set(after.values())
    assert min(held.values()) >= FEWEST
    close_round(store, opened.round)
    for group in tallies.of_round(store, opened.round.id).groups:
        assert group.submitted == held[group.cell] == sum(n for _, n in group.carriers)


def test_latecomers_from_a_file_are_never_alone_either(store: Store) -> None:
    opened = opened_with(store, {1: [5] * 3, 4: ENOUGH})
    factories.begun(opened, opened.codes[0])
    row = {"side": "free", "carrier": "Neu", "area": "", "1a": "3"}
    import_responses(store, opened.round, opened.catalogue, factories.csv_file([row]))
    assert fixed(opened) == {1: A1, 4: CITY}


def test_imported_responses_count_with_the_invited(store: Store) -> None:
    opened = opened_with(store, {1: [4, 3], 4: ENOUGH})
    rows = [{"side": "free", "carrier": "Neu", "area": "Stadtraum 1", "1a": "3"}] * 3
    import_responses(store, opened.round, opened.catalogue, factories.csv_file(rows))
    assert fixed(opened) == {1: A1, 4: B4}


def test_a_carrier_that_is_invited_and_imported_is_one_carrier(store: Store) -> None:
    opened = opened_with(store, {1: [4, 3], 4: ENOUGH})
    rows = [{"side": "free", "carrier": "TRÄGER 1 1", "area": "Stadtraum 1", "1a": "3"}] * 3
    import_responses(store, opened.round, opened.catalogue, factories.csv_file(rows))
    assert set(fixed(opened).values()) == {CITY}


AREA = st.sampled_from([None, 1, 2, 3, 4, 5, 6])
PEOPLE = st.lists(st.tuples(AREA, st.integers(1, 12), st.integers(1, 9)), min_size=1, max_size=25)

Group = Sequence[tuple[int, int]]


def enough(group: Group) -> bool:
    return size(group) >= FEWEST and len({carrier for carrier, _ in group}) >= CARRIERS


def size(group: Group) -> int:
    return sum(n for _, n in group)


@given(PEOPLE)
def test_every_cell_hides_its_people_unless_the_side_has_too_few(people: list[tuple[int | None, int, int]]) -> None:
    """People are (area, carrier, respondents); the cells are worked out as for a round with k = 5."""
    by_area: dict[str, list[tuple[int, int]]] = {}
    for number, carrier, n in people:
        by_area.setdefault(f"Stadtraum {number}" if number else "", []).append((carrier, n))
    paths = {area: factories.catalogue().path_of(area) for area in by_area}
    found = partition(paths, by_area, enough, size)
    assert found.keys() == by_area.keys()
    groups: dict[str, list[tuple[int, int]]] = {}
    for area, cell in found.items():
        assert cell in paths[area]
        groups.setdefault(cell, []).extend(by_area[area])
    if enough([person for group in groups.values() for person in group]):
        assert all(enough(group) for group in groups.values())
    else:
        assert set(groups) == {CITY}


def respondents(most: int) -> st.SearchStrategy[Where]:
    return st.dictionaries(AREA, st.lists(st.integers(1, most), min_size=1, max_size=4), min_size=1)


@settings(max_examples=15, deadline=None)
@given(early=respondents(6), late=respondents(2))
def test_no_cell_holds_few_whoever_comes_when(shared: Store, early: Where, late: Where) -> None:
    name = f"r{shared.value('SELECT count(*) FROM round')}"
    with shared.write():
        shared.execute("DELETE FROM invitation")
        shared.execute("DELETE FROM carrier")
        opened = factories.open_round(shared, name=name, invited=carriers_in(early))
        factories.begun(opened, opened.codes[0])
        latecomers = invite_late(opened, late)
        for code in latecomers.codes:
            factories.begun(latecomers, code)
        known = cells_of(shared, opened.round, opened.catalogue, "free")
    groups: dict[str, list[tuple[int, int]]] = {}
    for number, sizes in [*early.items(), *late.items()]:
        cell = cell_for(known, opened.catalogue, f"Stadtraum {number}" if number else "")
        assert cell in known.values()
        groups.setdefault(cell, []).extend((id(sizes) + place, n) for place, n in enumerate(sizes))
    assert all(enough(group) for group in groups.values()) or set(groups) == {CITY}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with factories.store(tmp_path_factory.mktemp("cells")) as store:
        yield store
