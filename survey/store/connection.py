"""One connection to the database, with the settings that keep its promises."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlite_utils

from survey.errors import SurveyError
from survey.store.migrations import migrations

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]

WAL_IS_SOUND = (3, 51, 3)
"""SQLite before this version can corrupt a WAL database when two connections reset the log at once."""

BUSY_SECONDS = 15.0

Unavailable = sqlite3.OperationalError
"""The database refuses: the disk is full or fails, or another program holds it for longer than `BUSY_SECONDS`."""


class Store:
    """An open database. Used by one thread; opened anew for each request.

    Parameters
    ----------
    path
        The database file; it and its folder are made when missing.

    Raises
    ------
    SurveyError
        The file is no database, cannot be opened, or was written by a newer version of this program.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._unsettled = False
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            for pragma in _pragmas(sqlite3.sqlite_version_info):
                self._connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            raise SurveyError("%(path)s cannot be opened as a database: %(reason)s", path=path, reason=error) from error

    def migrate(self) -> None:
        """Bring the schema up to date; a fresh file gets all of it."""
        db = sqlite_utils.Database(self._connection)
        known = {migration.name for migration in migrations.pending(db)} | {m.name for m in migrations.applied(db)}
        applied = {migration.name for migration in migrations.applied(db)}
        if unknown := applied - {migration.name for migration in migrations._migrations}:  # noqa: SLF001 - no public list
            raise SurveyError(
                "The database was written by a newer version of this program (%(names)s).",
                names=", ".join(sorted(unknown)),
            )
        if applied != known:
            with self.write():
                migrations.apply(db)

    @contextmanager
    def write(self) -> Iterator[Self]:
        """Hold the one write lock from the first statement on; everything is on disk when the block ends, or nothing.

        A block inside a block belongs to the outer one.
        """
        if self._is_in_transaction():
            yield self
            return
        self._connection.execute("BEGIN IMMEDIATE")
        self._unsettled = False
        try:
            yield self
            self._connection.execute("COMMIT")
        except BaseException:
            if self._is_in_transaction():
                self._connection.execute("ROLLBACK")
            raise
        if self._unsettled:
            self.settle()

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """See one state of the database for all reads of the block."""
        if self._is_in_transaction():
            yield self
            return
        self._connection.execute("BEGIN")
        try:
            yield self
        finally:
            self._connection.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all rows that `sql` finds, as dictionaries."""
        return [dict(row) for row in self._connection.execute(sql, parameters)]

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row that `sql` finds."""
        found = self._connection.execute(sql, parameters).fetchone()
        return None if found is None else dict(found)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row; None where there is no row."""
        found = self._connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Change rows inside a `write` block and return how many were changed."""
        self._require_write()
        return self._connection.execute(sql, parameters).rowcount

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all have the same columns, inside a `write` block."""
        self._require_write()
        if not rows:
            return
        columns = list(rows[0])
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        self._connection.executemany(sql, [[row[column] for column in columns] for row in rows])

    def settle_afterwards(self) -> None:
        """Have the file settled at the end of this `write` block.

        For every change that adds, removes or resizes rows of respondents: SQLite would put them where there happens to
        be room, and leave copies of their neighbours behind, so that the file would show what came when.
        """
        self._require_write()
        self._unsettled = True

    def settle(self) -> None:
        """Rewrite the file in the order of its keys: from then on it is the one that its rows alone would make."""
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_in_transaction(self) -> bool:
        return self._connection.in_transaction

    def _require_write(self) -> None:
        if not self._is_in_transaction():
            raise RuntimeError("changes happen inside write()")


def open_store(path: Path) -> Store:
    """Return the database at `path` with its schema up to date."""
    store = Store(path)
    try:
        store.migrate()
    except sqlite3.Error as error:
        store.close()
        raise SurveyError("%(path)s cannot be used as a database: %(reason)s", path=path, reason=error) from error
    except BaseException:
        store.close()
        raise
    return store


def _pragmas(version: tuple[int, ...]) -> tuple[str, ...]:
    journal = (
        ("journal_mode=WAL", "synchronous=FULL")
        if version >= WAL_IS_SOUND
        else (
            "journal_mode=DELETE",
            "synchronous=EXTRA",
        )
    )
    return (*journal, "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY")
