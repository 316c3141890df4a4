"""Submitted answers come in from paper or another tool."""

from __future__ import annotations

from datetime import timedelta

import pytest

from survey.errors import Faults, SurveyError
from survey.model import CANNOT_SAY, Catalogue
from survey.rounds.clock import now
from survey.rounds.closing import close_round, returns
from survey.rounds.imports import import_responses
from survey.store import imports, responses
from survey.store.connection import Store
from tests import factories
from tests.factories import OpenRound, csv_file

NO_ITEM = "row 1: no column is an item of this catalogue, such as S1.1"
SIDES = "is not one of stadt, vereine"


@pytest.fixture
def opened(store: Store) -> OpenRound:
    return factories.open_round(store, factories.catalogue(factories.SIXSTEP))


def bring(opened: OpenRound, content: bytes | str, *, again: bool = False) -> dict[str, int]:
    raw = content.encode() if isinstance(content, str) else content
    return import_responses(opened.store, opened.round, opened.catalogue, raw, again=again)


def faults(opened: OpenRound, content: bytes | str) -> list[str]:
    with pytest.raises(Faults) as caught:
        bring(opened, content)
    assert nothing_is_stored(opened)
    return [str(fault) for fault in caught.value.faults]


def nothing_is_stored(opened: OpenRound) -> bool:
    tables = ("response", "answer", "comment", "import_file", "import_carrier")
    return not any(opened.store.value(f"SELECT count(*) FROM {table}") for table in tables)


def sheets(opened: OpenRound, known: Catalogue | None = None) -> list[tuple[str, responses.Sheet]]:
    found = []
    for row in opened.store.rows("SELECT key FROM response"):
        response = responses.find(opened.store, opened.round.id, row["key"])
        assert response is not None
        assert response.submitted
        sheet = responses.submitted_sheet(opened.store, known or opened.catalogue, response)
        assert sheet == responses.working_sheet(opened.store, known or opened.catalogue, response)
        found.append((response.side, sheet))
    return sorted(found, key=lambda pair: (pair[0], sorted(pair[1].answers.items())))


def test_rows_become_submitted_responses(opened: OpenRound) -> None:
    text = "side;carrier;S1.1;S2.1;importance_1;comment_1\nvereine;SV Nord;6;x;3;Gut so\nstadt;;1;;;\n"
    assert bring(opened, text) == {"vereine": 1, "stadt": 1}
    assert sheets(opened) == [
        ("stadt", responses.Sheet({"S1.1": "1"}, {})),
        (
            "vereine",
            responses.Sheet({"S1.1": "6", "S2.1": CANNOT_SAY, "importance_1": "3"}, {(1, "feedback"): "Gut so"}),
        ),
    ]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_of_every_kind_are_read(opened: OpenRound, delimiter: str, encoding: str) -> None:
    row = {"side": "vereine", "carrier": "Träger; Süd, e. V.", "S1.1": "4", "comment_1": "Größe „ja“"}
    assert bring(opened, csv_file([row], delimiter, encoding)) == {"vereine": 1}
    ((_, sheet),) = sheets(opened)
    assert sheet.comments == {(1, "feedback"): "Größe „ja“"}
    assert imports.by_carrier(opened.store, opened.round.id) == [("vereine", "", "Träger; Süd, e. V.", 1)]


@pytest.mark.parametrize("cell", ["x", "X", " x "])
def test_cannot_say_is_written_large_or_small(opened: OpenRound, cell: str) -> None:
    bring(opened, f"side;S1.1\nvereine;{cell}\n")
    assert sheets(opened)[0][1].answers == {"S1.1": CANNOT_SAY}


def test_the_tenth_step_is_read(store: Store) -> None:
    known = factories.ten_steps()
    opened = factories.open_round(store, known)
    assert bring(opened, "side;1a\na;10\nb;9\n") == {"a": 1, "b": 1}
    assert [sheet.answers for _, sheet in sheets(opened, known)] == [{"1a": "10"}, {"1a": "9"}]


def test_a_response_without_any_answer_counts(opened: OpenRound) -> None:
    assert bring(opened, "side;S1.1\nvereine;\n") == {"vereine": 1}


def test_every_wrong_cell_is_named_by_row_and_column_and_nothing_is_stored(opened: OpenRound) -> None:
    text = (
        "side;area;S1.1;importance_1;comment_2\n"
        "vereine;;3;2;gut\n"
        "verein;;7;4;gut\n"
        ";Nord;0;2;gut\n"
        f"stadt;;3,5;x;{'x' * 4001}\n"
    )
    assert faults(opened, text) == [
        f"row 3, column side: 'verein' {SIDES}",
        "row 3, column S1.1: '7' is not one of 1 to 6, x, or empty",
        "row 3, column importance_1: '4' is not one of 1 to 3, x, or empty",
        f"row 4, column side: '' {SIDES}",
        "row 4, column area: 'Nord' is not an area of this catalogue",
        "row 4, column S1.1: '0' is not one of 1 to 6, x, or empty",
        "row 5, column S1.1: '3,5' is not one of 1 to 6, x, or empty",
        "row 5, column comment_2: is longer than 4000 characters",
    ]


@pytest.mark.parametrize("cell", ["-1", "1.0", "01", "+1", "١", "１", "ja", "1 2", "\0", "3\0", "1e0"])
def test_what_is_no_step_is_refused(opened: OpenRound, cell: str) -> None:
    (fault,) = faults(opened, csv_file([{"side": "stadt", "S1.1": cell}]))
    assert fault.startswith("row 2, column S1.1: ")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("S1.1;S1.2", ["row 1: the column side is missing"]),
        ("side;S1.1;S1.1", ["row 1: column S1.1 stands there twice"]),
        ("side;S1.1;1a", ["row 1: there is no column 1a"]),
        (
            "side;s1.1",
            ["row 1: there is no column s1.1", "row 1: no column is an item of this catalogue, such as S1.1"],
        ),
        ("side;importance_1", ["row 1: no column is an item of this catalogue, such as S1.1"]),
        ("side;S1.1;comment_5", ["row 1: there is no column comment_5"]),
        ("side;S1.1;proposal_1", ["row 1: there is no column proposal_1"]),
        ("side,S1.1;S1.2", ["row 1: the column side is missing"]),
    ],
)
def test_wrong_columns_are_named(opened: OpenRound, header: str, expected: list[str]) -> None:
    assert faults(opened, f"{header}\nstadt;3\n")[: len(expected)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"side;S1.1\n", "there is no response in the file"),
        (b'side;S1.1\nstadt;"3\nstadt;4\n', "row 2: is not a row of a CSV file (unexpected end of data)"),
        (b"side;S1.1\nstadt;3;4\n", "row 2: has 3 cells, the header 2"),
        (b"PK\x03\x04\x14\x00\x06\x00", "row 1: the column side is missing"),
    ],
)
def test_what_is_no_such_table_is_refused(opened: OpenRound, content: bytes, expected: str) -> None:
    assert faults(opened, content)[0] == expected


def test_a_row_that_is_too_long_hides_no_other_fault(opened: OpenRound) -> None:
    assert faults(opened, b"side;S1.1;S9.9\nstadt;7\nstadt;3;;4\n") == [
        "row 1: there is no column S9.9",
        "row 3: has 4 cells, the header 3",
        "row 2, column S1.1: '7' is not one of 1 to 6, x, or empty",
    ]


def test_comments_are_kept_without_characters_no_one_sees(opened: OpenRound) -> None:
    bring(
        opened,
        csv_file(
            [{"side": "stadt", "S1.1": "3", "comment_1": " a\0b\r\nc\x1b "}, {"side": "stadt", "comment_1": " \0"}]
        ),
    )
    assert sorted(len(sheet.comments) for _, sheet in sheets(opened)) == [0, 1]
    assert {text for _, sheet in sheets(opened) for text in sheet.comments.values()} == {"ab\nc"}


def test_the_same_file_twice_is_refused_unless_meant(opened: OpenRound) -> None:
    file = factories.responses_csv(opened.catalogue, {"vereine": 3})
    assert bring(opened, file) == {"vereine": 3}
    with pytest.raises(SurveyError, match=r"imported before\. To import it once more, say --again"):
        bring(opened, file)
    assert len(sheets(opened)) == 3
    assert bring(opened, file, again=True) == {"vereine": 3}
    assert len(sheets(opened)) == 6
    assert {n for _, _, _, n in imports.by_carrier(opened.store, opened.round.id)} == {2}


def test_the_same_file_is_welcome_in_another_round(opened: OpenRound) -> None:
    file = factories.responses_csv(opened.catalogue, {"vereine": 3})
    bring(opened, file)
    assert bring(factories.open_round(opened.store, opened.catalogue, "2027"), file) == {"vereine": 3}


def test_a_refused_file_may_be_mended_and_imported(opened: OpenRound) -> None:
    faults(opened, "side;S1.1\nstadt;7\n")
    assert bring(opened, "side;S1.1\nstadt;6\n") == {"stadt": 1}


def test_invited_becomes_unknown_for_the_imported_side_alone(opened: OpenRound) -> None:
    factories.submitted(opened, opened.codes_of("vereine")[0])
    assert returns(opened.store, opened.round, opened.catalogue) == {"stadt": (0, 12), "vereine": (1, 12)}
    bring(opened, factories.responses_csv(opened.catalogue, {"vereine": 4}))
    assert returns(opened.store, opened.round, opened.catalogue) == {"stadt": (0, 12), "vereine": (5, None)}


@pytest.mark.parametrize("stale", [True, False])
def test_nothing_is_added_to_a_closed_round(opened: OpenRound, stale: bool) -> None:
    closed = close_round(opened.store, opened.round)
    round_ = opened.round if stale else closed
    with pytest.raises(SurveyError, match="Round “2026” is closed; nothing can be added to it"):
        import_responses(
            opened.store, round_, opened.catalogue, factories.responses_csv(opened.catalogue, {"stadt": 1})
        )


def test_a_round_takes_imports_after_filling_in_has_ended(store: Store) -> None:
    known = factories.catalogue(factories.MINIMAL)
    ended = factories.added_round(store, known, opens=now() - timedelta(days=30))
    assert import_responses(store, ended, known, b"side;1a\na;2\n") == {"a": 1}


def test_imported_responses_lie_under_keys_that_nobody_has(opened: OpenRound) -> None:
    bring(opened, factories.responses_csv(opened.catalogue, {"vereine": 40}))
    keys = [row["key"] for row in opened.store.rows("SELECT key FROM response")]
    assert {len(key) for key in keys} == {16}
    assert len({key[:4] for key in keys}) == 40


def test_carriers_are_noted_apart_from_their_responses(opened: OpenRound) -> None:
    bring(opened, "side;carrier;S1.1\nvereine;SV  Nord ;3\nvereine;SV Nord;4\nvereine;;5\nstadt;Amt;1\n")
    assert sorted(imports.by_carrier(opened.store, opened.round.id)) == [
        ("stadt", "", "Amt", 1),
        ("vereine", "", "", 1),
        ("vereine", "", "SV Nord", 2),
    ]
