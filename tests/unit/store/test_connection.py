"""The connection: one writer after the other, all or nothing, and a database that is ours."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from survey.errors import SurveyError
from survey.model import Carrier
from survey.rounds import filling
from survey.rounds.clock import now
from survey.store import carriers, connection, responses, rounds, tallies
from survey.store.connection import Store, open_store
from survey.store.migrations import FIRST_SCHEMA
from tests import factories

THREADS, WRITES = 8, 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "neu" / "survey.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def names(store: Store) -> list[str]:
    return [carrier.name for carrier in carriers.every(store).values()]


def put(store: Store, name: str) -> None:
    carriers.put(store, [Carrier(name, "free")])


def test_the_database_and_its_folder_are_made_when_missing(path: Path) -> None:
    assert not path.parent.exists()
    open_store(path).close()
    assert path.is_file()


def test_what_a_write_block_changed_is_there_for_the_next_connection(store: Store, path: Path) -> None:
    with store.write():
        put(store, "Kinderhaus")
    with Store(path) as other:
        assert names(other) == ["Kinderhaus"]


def test_nothing_of_a_failed_write_block_is_kept(store: Store) -> None:
    def fails() -> None:
        with store.write():
            put(store, "Kinderhaus")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert names(store) == []
    with store.write():
        put(store, "Jugendtreff")
    assert names(store) == ["Jugendtreff"]


def test_a_block_inside_a_block_is_kept_or_lost_with_the_outer_one(store: Store) -> None:
    def fails() -> None:
        with store.write():
            with store.write():
                put(store, "Kinderhaus")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert names(store) == []
    with store.write():
        with store.write():
            put(store, "Kinderhaus")
        put(store, "Jugendtreff")
    assert names(store) == ["Jugendtreff", "Kinderhaus"]


def test_an_error_that_the_outer_block_deals_with_keeps_the_rest(store: Store) -> None:
    with store.write():
        put(store, "Kinderhaus")
        with pytest.raises(ZeroDivisionError), store.write():
            raise ZeroDivisionError
        put(store, "Jugendtreff")
    assert names(store) == ["Jugendtreff", "Kinderhaus"]


def test_changes_outside_a_write_block_are_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside write"):
        store.execute("DELETE FROM carrier")
    with pytest.raises(RuntimeError, match="inside write"):
        store.insert("carrier", [{"name": "Kinderhaus", "side": "free", "respondents": 1}])
    with pytest.raises(RuntimeError, match="inside write"):
        store.settle_afterwards()


def test_a_mistyped_table_is_refused_and_not_made(store: Store) -> None:
    with pytest.raises(connection.Unavailable, match="no such table: invitations"), store.write():
        store.insert("invitations", [{"name": "Kinderhaus"}])


def test_nothing_to_insert_is_no_error(store: Store) -> None:
    with store.write():
        store.insert("carrier", [])
    assert names(store) == []


def test_references_are_enforced(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), store.write():
        store.insert("import_file", [{"round": 7, "digest": "abc"}])


def test_columns_take_only_values_of_their_type(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"), store.write():
        store.insert("carrier", [{"name": "Kinderhaus", "side": "free", "respondents": "viele"}])


def test_a_second_writer_waits_for_the_first(store: Store, path: Path) -> None:
    holds, order = Event(), []

    def second() -> None:
        with Store(path) as other:
            holds.wait()
            with other.write():
                order.append("second")

    thread = Thread(target=second)
    thread.start()
    with store.write():
        holds.set()
        put(store, "Kinderhaus")
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_reader_does_not_see_half_a_write(store: Store, path: Path) -> None:
    with Store(path) as reader, store.write():
        put(store, "Kinderhaus")
        assert names(reader) == []


def test_many_writers_at_once_lose_nothing(store: Store, path: Path) -> None:
    start = Barrier(THREADS)

    def writer(number: int) -> None:
        with Store(path) as own:
            start.wait()
            for i in range(WRITES):
                with own.write():
                    before = own.value("SELECT count(*) FROM carrier")
                    put(own, f"{number} {i}")
                    assert own.value("SELECT count(*) FROM carrier") == before + 1

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(writer, range(THREADS)))
    assert len(names(store)) == THREADS * WRITES


def test_respondents_who_come_at_the_same_moment_all_get_in(tmp_path: Path) -> None:
    with factories.store(tmp_path) as store:
        opened = factories.open_round(store, factories.catalogue(factories.SIXSTEP))
    start = Barrier(THREADS)

    def respondent(number: int) -> None:
        with factories.store(tmp_path) as own:
            mine = factories.OpenRound(own, opened.round, opened.catalogue, opened.issued)
            start.wait()
            response = factories.begun(mine, opened.codes[number])
            factories.saved(mine, response, {"S1.1": "4", "feedback_1": "gut " * 500})
            filling.submit(own, opened.round, response, opened.codes[number].selector, now())

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(respondent, range(THREADS)))
    with factories.store(tmp_path) as store:
        counted = responses.submitted_answers(store, opened.round.id)
        assert sum(map(len, counted.values())) == THREADS * len(opened.catalogue.questions)


def test_a_snapshot_sees_one_state_and_ends_without_a_trace(store: Store, path: Path) -> None:
    with store.write():
        put(store, "Kinderhaus")
    with store.snapshot():
        assert names(store) == ["Kinderhaus"]
        with store.snapshot():
            assert names(store) == ["Kinderhaus"]
    with Store(path) as other, other.write():
        put(other, "Jugendtreff")
    assert len(names(store)) == 2


def test_a_write_block_that_says_so_settles_the_file_when_it_ends(store: Store, path: Path) -> None:
    with store.write():
        put(store, "Kinderhaus" * 5000)
    with store.write():
        store.execute("DELETE FROM carrier")
    assert free_pages(path) > 5
    with store.write(), store.write():
        store.settle_afterwards()
    assert free_pages(path) == 0


def test_a_write_block_that_fails_or_needs_no_settling_leaves_the_file_as_it_is(store: Store, path: Path) -> None:
    with store.write():
        put(store, "Kinderhaus" * 5000)
    with store.write():
        store.execute("DELETE FROM carrier")

    def fails() -> None:
        with store.write():
            store.settle_afterwards()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with store.write():
        put(store, "Jugendtreff")
    assert free_pages(path) > 5


def free_pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        (n,) = database.execute("PRAGMA freelist_count").fetchone()
        return int(n)


def test_rows_and_values_come_as_plain_values(store: Store) -> None:
    with store.write():
        put(store, "Kinderhaus")
    assert store.row("SELECT name, side FROM carrier") == {"name": "Kinderhaus", "side": "free"}
    assert store.row("SELECT name FROM carrier WHERE side = :side", {"side": "public"}) is None
    assert store.value("SELECT name FROM carrier WHERE side = ?", ("public",)) is None


@pytest.mark.parametrize("content", [b"Das ist ein Brief.", b"SQLite format 3\0" + b"broken" * 200, bytes(4096)])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SurveyError, match=r"survey\.sqlite cannot be (opened|used) as a database"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_folder_in_place_of_the_database_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SurveyError, match="cannot be opened as a database"):
        open_store(path)


def test_a_database_of_a_newer_version_is_refused_with_its_reason(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('survey', 'from_the_future', '')"
        )
    before = path.read_bytes()
    with pytest.raises(SurveyError, match=r"newer version of this program \(from_the_future\)"):
        open_store(path)
    assert path.read_bytes() == before


def test_migrations_make_the_schema_once(path: Path) -> None:
    open_store(path).close()
    before = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == before


def test_a_database_of_the_first_release_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    new, old = tmp_path / "new.sqlite", tmp_path / "old.sqlite"
    with open_store(new) as store:
        factories.closed_round(store, factories.catalogue(factories.MINIMAL), each=3)
    with closing(sqlite3.connect(new)) as database, closing(sqlite3.connect(old)) as first, first:
        (bookkeeping,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = '_sqlite_migrations'").fetchone()
        for statement in (*FIRST_SCHEMA, bookkeeping):
            first.execute(statement)
        first.execute("INSERT INTO _sqlite_migrations VALUES (1, 'survey', 'first_schema', '')")
        first.execute("ATTACH ? AS new", (str(new),))
        tables = re.findall(r"CREATE TABLE (\w+)", "".join(FIRST_SCHEMA))
        for table in tables:
            columns = ", ".join(row[1] for row in first.execute(f"PRAGMA main.table_info({table})"))
            first.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
    with open_store(old) as store:
        round_ = rounds.by_name(store, "2026")
        assert round_.is_closed
        assert tallies.of_round(store, round_.id).invited == {"a": 3, "b": 3}
    assert columns_of(old) == columns_of(new)


def columns_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: list(database.execute(f"PRAGMA table_info({table})")) for table in sorted(tables)}


def test_many_programs_that_start_at_once_make_one_database(path: Path) -> None:
    path.parent.mkdir()
    start = Barrier(4)

    def starts(_: int) -> None:
        start.wait()
        open_store(path).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(starts, range(4)))
    with closing(sqlite3.connect(path)) as database:
        applied = [name for (name,) in database.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert applied[0] == "first_schema"
    assert len(applied) == len(set(applied))


def schema(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        return set(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def test_every_table_of_ours_is_strict_and_those_of_respondents_have_no_row_numbers(path: Path) -> None:
    open_store(path).close()
    tables = {name: sql for name, sql in schema(path) if sql.startswith("CREATE TABLE") and not name.startswith("_")}
    assert {"invitation", "response", "answer", "comment", "review", "tally"} <= tables.keys()
    assert [name for name, sql in tables.items() if "STRICT" not in sql] == []
    for name in ("invitation", "response", "answer", "comment", "review"):
        assert "WITHOUT ROWID" in tables[name]


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"),
    [
        ((3, 40, 1), "DELETE", "EXTRA"),
        ((3, 51, 2), "DELETE", "EXTRA"),
        ((3, 51, 3), "WAL", "FULL"),
        ((3, 52, 0), "WAL", "FULL"),
        ((4, 0, 0), "WAL", "FULL"),
    ],
)
def test_the_write_ahead_log_is_used_only_where_sqlite_keeps_it_sound(
    version: tuple[int, int, int], journal: str, synchronous: str
) -> None:
    pragmas = connection._pragmas(version)
    assert pragmas[:2] == (f"journal_mode={journal}", f"synchronous={synchronous}")
    assert {"foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY"} <= set(pragmas)


def test_every_connection_has_its_settings(store: Store, path: Path) -> None:
    with Store(path) as other:
        for each in (store, other):
            assert each.value("PRAGMA foreign_keys") == 1
            assert each.value("PRAGMA secure_delete") == 1
            assert each.value("PRAGMA synchronous") in {2, 3}
            assert each.value("PRAGMA busy_timeout") >= 5000


def test_a_round_keeps_its_instants_to_the_second(store: Store) -> None:
    opens = now()
    round_ = factories.added_round(store, opens=opens, closes=opens + timedelta(seconds=1))
    assert (round_.opens, round_.closes) == (opens, opens + timedelta(seconds=1))
