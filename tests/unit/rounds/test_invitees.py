"""Carriers are brought in from a file."""

from __future__ import annotations

import pytest

from survey.errors import Faults
from survey.model import Carrier
from survey.rounds.invitees import Intake, import_carriers
from survey.store import carriers
from survey.store.connection import Store
from tests import factories
from tests.factories import csv_file

HEADER = "name;side;area;email;respondents\n"


def bring(store: Store, text: str) -> Intake:
    return import_carriers(store, factories.catalogue(), text.encode())


def kept(store: Store) -> list[Carrier]:
    return list(carriers.every(store).values())


def faults(store: Store, text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        bring(store, text)
    assert kept(store) == []
    return [str(fault) for fault in caught.value.faults]


def test_carriers_are_kept_as_they_stand_in_the_file(store: Store) -> None:
    text = HEADER + "Kinderhaus  Süd;free;Stadtraum 1;post@kinderhaus.example;3\nASD;public;;;\n"
    assert bring(store, text) == Intake(rows=2, new=2, changed=0)
    assert kept(store) == [
        Carrier("Kinderhaus Süd", "free", "Stadtraum 1", "post@kinderhaus.example", 3),
        Carrier("ASD", "public", None, None, 1),
    ]


def test_name_and_side_are_enough(store: Store) -> None:
    bring(store, "side,name\nfree,Kinderhaus\n")
    assert kept(store) == [Carrier("Kinderhaus", "free")]


def test_known_carriers_are_updated_and_others_left_alone(store: Store) -> None:
    bring(store, HEADER + "Haus;free;;;\nHof;free;;;\nTor;free;;;\n")
    assert bring(store, HEADER + "Hof;free;Stadtraum 2;hof@hof.example;2\nTor;free;;;\nNeu;free;;;\n") == Intake(
        3, 1, 1
    )
    assert kept(store) == [
        Carrier("Haus", "free"),
        Carrier("Hof", "free", "Stadtraum 2", "hof@hof.example", 2),
        Carrier("Neu", "free"),
        Carrier("Tor", "free"),
    ]


def test_a_carrier_may_be_on_two_sides(store: Store) -> None:
    bring(store, HEADER + "Haus;free;;;\nHaus;commercial;;;\n")
    assert {(carrier.name, carrier.side) for carrier in kept(store)} == {("Haus", "free"), ("Haus", "commercial")}


def test_everything_wrong_is_named_by_row_and_column_and_nothing_is_kept(store: Store) -> None:
    text = (
        "name;side;area;email;respondents;phone\n"
        "Haus;free;Stadtraum 1;haus@haus.example;1;\n"
        ";free;;;;\n"
        "Hof;frei;Stadtraum 9;hof;0;\n"
        "HAUS;free;;;1001;\n"
        "Tor;free;;a@b@c;zwei;\n"
        f"{'x' * 201};free;;;-1;\n"
        "Bad\tName;free;;a b@c.example;1.5;\n"
    )
    sides = "is not one of public, free, commercial"
    areas = "is not one of " + ", ".join(f"Stadtraum {i}" for i in range(1, 7))
    number = "is not a number from 1 to 1000"
    assert faults(store, text) == [
        "row 1: there is no column phone",
        "row 3, column name: is empty",
        f"row 4, column side: 'frei' {sides}",
        f"row 4, column area: 'Stadtraum 9' {areas}",
        "row 4, column email: 'hof' is not an e-mail address",
        f"row 4, column respondents: '0' {number}",
        f"row 5, column respondents: '1001' {number}",
        "row 5, column name: 'HAUS' stands there already in row 2",
        "row 6, column email: 'a@b@c' is not an e-mail address",
        f"row 6, column respondents: 'zwei' {number}",
        "row 7, column name: is longer than 200 characters or has unprintable ones",
        f"row 7, column respondents: '-1' {number}",
        "row 8, column email: 'a b@c.example' is not an e-mail address",
        f"row 8, column respondents: '1.5' {number}",
    ]


@pytest.mark.parametrize("name", ["Haus\0", "Haus\x1b[31m", "Haus\N{RIGHT-TO-LEFT OVERRIDE}", "\N{ZERO WIDTH SPACE}"])
def test_a_name_with_characters_that_no_one_sees_is_refused(store: Store, name: str) -> None:
    (fault,) = faults(store, csv_file([{"name": name, "side": "free"}]).decode())
    assert "unprintable" in fault


@pytest.mark.parametrize("text", ["name;side\n", HEADER + ";;;;\n"])
def test_a_file_without_carriers_is_refused(store: Store, text: str) -> None:
    assert faults(store, text) == ["there is no carrier in the file"]


def test_a_catalogue_without_areas_takes_none(store: Store) -> None:
    with pytest.raises(Faults, match="'Nord' is not known: this catalogue has no areas"):
        import_carriers(store, factories.catalogue(factories.MINIMAL), b"name;side;area\nHaus;a;Nord\n")
