"""Who holds the database file, but no code and no passphrase, cannot tell whose response is whose.

People enter, save and submit in exactly the order of the invitations; then the file is taken as it lies there. Each
attacker that is held off here is shown to succeed against a file that was made carelessly.
"""

from __future__ import annotations

import random
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import factories
from tests.sqlitefile import SqliteFile, uncounted, written_afresh
from tests.unit.store.attackers import Score, Truth, attack
from tests.unit.store.played import INVITED, CarelessStore, Played, invented_visit, play, visit_of

ROUNDS = 3
OF_INVITATIONS = ("carrier", "invitation")
OF_RESPONSES = ("response", "answer", "comment")
MAY_BE_SHARED = {"round", "side", "cell", "area", "opened", "submitted", "standard"}

A_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|^1[5-9]\d{8}")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    return [play(tmp_path_factory.mktemp("round"), seed) for seed in range(ROUNDS)]


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    return [play(tmp_path_factory.mktemp("careless"), seed, CarelessStore, invited=20) for seed in range(ROUNDS)]


def test_no_attacker_matches_responses_to_invitations_better_than_chance(played: list[Played]) -> None:
    scores = pooled([(round_.path, round_.truth) for round_ in played])
    assert sum(len(round_.truth) for round_ in played) == ROUNDS * 3 * INVITED
    assert {name: score for name, score in scores.items() if score.is_better_than_chance} == {}


def test_an_attacker_succeeds_where_rows_are_numbered_as_they_come(played: list[Played], tmp_path: Path) -> None:
    numbered = []
    for number, round_ in enumerate(played):
        path = Path(shutil.copy(round_.path, tmp_path / f"{number}.sqlite"))
        put_back_with_numbers(path, round_.truth)
        numbered.append((path, round_.truth))
    score = pooled(numbered)["rows of response against names of carriers"]
    assert score.right == score.pairs > 250
    assert score.is_better_than_chance


def test_an_attacker_succeeds_where_rows_stay_where_they_fall(careless: list[Played]) -> None:
    scores = pooled([(round_.path, round_.truth) for round_ in careless])
    exact = scores["places downwards of response against names of carriers"]
    assert exact.right == exact.pairs > 100
    assert exact.is_better_than_chance


def test_chance_is_not_taken_for_an_attack() -> None:
    lucky = Score(groups=40, pairs=400, right=60, likeness=40.0, freedom=360)
    assert lucky.by_chance == 88
    assert not lucky.is_better_than_chance
    assert Score(groups=40, pairs=400, right=88, likeness=0.0, freedom=360).is_better_than_chance
    assert Score(groups=40, pairs=400, right=0, likeness=-125.0, freedom=360).is_better_than_chance


def test_the_file_is_the_one_that_its_rows_alone_would_make(played: list[Played], tmp_path: Path) -> None:
    for number, round_ in enumerate(played):
        assert uncounted(round_.path) == written_afresh(round_.path, tmp_path / str(number))


def test_a_file_that_nobody_settled_is_another_than_its_rows_alone_would_make(
    careless: list[Played], tmp_path: Path
) -> None:
    path = careless[0].path
    assert uncounted(path) != written_afresh(path, tmp_path / "afresh")


def test_the_file_is_the_same_in_whatever_order_people_answer(tmp_path: Path) -> None:
    with factories.store(tmp_path) as store:
        known = factories.catalogue()
        opened = factories.open_round(store, known, invited=factories.carriers(known, 14))
    chance = random.Random(7)
    visits = [
        (code, invented_visit(chance, number), secrets.token_bytes(16)) for number, code in enumerate(opened.codes)
    ]
    files = []
    for number in range(3):
        folder = Path(shutil.copytree(tmp_path / "instance", tmp_path / f"copy{number}" / "instance")).parent
        with factories.store(folder) as store:
            again = factories.OpenRound(store, opened.round, known, opened.issued)
            for code, visit, key in visits:
                visit_of(again, code, visit, key)
        files.append(uncounted(factories.settings(folder).database_path))
        secrets.SystemRandom().shuffle(visits)
    assert files[0] == files[1] == files[2]


def test_invitations_and_responses_share_no_value_but_round_side_place_and_state(played: list[Played]) -> None:
    for round_ in played:
        assert shared_values(round_.path) == set()


def test_a_shared_value_is_found(played: list[Played], tmp_path: Path) -> None:
    path = Path(shutil.copy(played[0].path, tmp_path))
    with connection(path) as database:
        database.execute("ALTER TABLE answer ADD COLUMN origin TEXT")
        for key, selector in played[0].truth.items():
            database.execute("UPDATE answer SET origin = ? WHERE response = ?", (selector, key))
    assert shared_values(path) == {("invitation.selector", "answer.origin")}


def test_responses_carry_no_time_and_no_number_of_their_arrival(played: list[Played]) -> None:
    for name in OF_RESPONSES:
        table = SqliteFile(played[0].path).tables[name]
        assert "WITHOUT ROWID" in table.sql
        for cell in table.cells:
            assert cell.rowid is None
            assert not [value for value in cell.values if isinstance(value, int) and value > 13]
            texts = [value for value in cell.values if isinstance(value, str) and "<" not in value]
            assert not [text for text in texts if A_TIME.search(text)]


def test_an_invitation_knows_no_more_than_the_day_it_was_issued(played: list[Played]) -> None:
    for cell in SqliteFile(played[0].path).tables["invitation"].cells:
        assert [value for value in cell.values if isinstance(value, str) and A_TIME.search(value)] == [cell.values[5]]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(cell.values[5]))


def test_nothing_that_was_taken_back_is_left_in_the_file(played: list[Played]) -> None:
    for round_ in played:
        assert len(round_.replaced) >= 5
        assert [text for text in round_.replaced if len(text) > 30 and text.encode() in unused_bytes(round_.path)] == []
        assert not re.search(rb"<\d\d\d:", unused_bytes(round_.path))
        assert [text for text in round_.replaced if text.encode() in round_.path.read_bytes()] == []


def test_no_trace_of_a_response_lies_outside_its_rows(played: list[Played]) -> None:
    for round_ in played:
        unused = unused_bytes(round_.path)
        assert [key for key in round_.truth if any(key[i : i + 6] in unused for i in range(11))] == []


def test_traces_are_found_where_deleted_rows_are_not_wiped(played: list[Played], tmp_path: Path) -> None:
    path = Path(shutil.copy(played[0].path, tmp_path))
    with connection(path) as database:
        database.execute("PRAGMA secure_delete=OFF")
        database.execute("DELETE FROM comment WHERE working LIKE '<%' ")
    assert re.search(rb"<\d\d\d:", unused_bytes(path))


def test_nothing_lies_beside_the_database(played: list[Played]) -> None:
    for round_ in played:
        assert [file.name for file in round_.path.parent.iterdir()] == [round_.path.name]


def test_nothing_lies_beside_the_database_where_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    with factories.store(tmp_path) as store:
        assert store.value("PRAGMA journal_mode=WAL") == "wal"
        opened = factories.open_round(store, factories.catalogue(factories.MINIMAL))
        for code in opened.codes[:3]:
            factories.submitted(opened, code)
    assert [file.name for file in (tmp_path / "instance").iterdir()] == ["survey.sqlite"]


def test_every_cell_of_the_file_is_read_as_sqlite_reads_it(played: list[Played]) -> None:
    file = SqliteFile(played[0].path)
    with connection(played[0].path) as database:
        for name in (*OF_INVITATIONS, *OF_RESPONSES):
            by_rowid = file.tables[name].cells[0].rowid is not None
            rows = database.execute(f"SELECT * FROM {name}").fetchall()
            assert [
                (cell.rowid, *cell.values[1:]) if by_rowid else cell.values for cell in file.tables[name].cells
            ] == rows
    assert any(cell.overflow for cell in file.tables["comment"].cells)


def pooled(files: Sequence[tuple[Path, Truth]]) -> dict[str, Score]:
    totals: dict[str, Score] = {}
    for path, truth in files:
        for name, score in attack(SqliteFile(path), truth).items():
            totals[name] = totals.get(name, Score()) + score
    return totals


def put_back_with_numbers(path: Path, truth: Truth) -> None:
    """Have SQLite number the responses in the order in which they came."""
    with connection(path) as database:
        (sql,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'response'").fetchone()
        rows = {row[1]: row for row in database.execute("SELECT * FROM response")}
        database.execute("DROP TABLE response")
        database.execute(sql.replace(", WITHOUT ROWID", ""))
        database.executemany("INSERT INTO response VALUES (?, ?, ?, ?, ?)", [rows[key] for key in truth])


def shared_values(path: Path) -> set[tuple[str, str]]:
    """Return the columns that have a value in common though they belong to invitations and to responses."""
    with connection(path) as database:
        invited, answered = (
            {
                f"{table}.{column}": {value for (value,) in database.execute(f"SELECT {column} FROM {table}")} - {None}
                for table in tables
                for column in [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
                if column not in MAY_BE_SHARED
            }
            for tables in (OF_INVITATIONS, OF_RESPONSES)
        )
    return {(ours, theirs) for ours, a in invited.items() for theirs, b in answered.items() if a & b}


def unused_bytes(path: Path) -> bytes:
    """Return every byte of the file that is in no row: gaps and holes in pages, ends of long texts, free pages."""
    file = SqliteFile(path)
    trunks, listed = file.free_pages()
    return b"\0".join([*(idle.content for idle in file.idle), *(file.page(number) for number in (*trunks, *listed))])


@contextmanager
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as database, database:
        database.isolation_level = None
        yield database
