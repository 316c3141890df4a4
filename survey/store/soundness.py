"""Whether the database file is whole: what SQLite says of it, its tables, and documents against their digests."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from survey.store.connection import Store
from survey.store.migrations import migrations

_ENOUGH = 20
"""How many faults of one kind are told."""


def file_faults(store: Store) -> list[str]:
    """Return what is wrong with the file itself; where anything is, nothing that is read from it can be relied on."""
    try:
        damages = [row["integrity_check"] for row in store.rows(f"PRAGMA integrity_check({_ENOUGH})")]
    except sqlite3.DatabaseError as error:
        return [f"the database cannot be read: {error}"]
    if damages != ["ok"]:
        return [f"the database is damaged: {damage}" for damage in damages]
    return [*_schema_faults(store), *_dangling(store)]


def catalogue_faults(store: Store) -> Iterator[str]:
    """Yield the stored catalogues that are no longer those that rounds were frozen on."""
    for row in store.rows("SELECT digest, document FROM catalogue ORDER BY digest"):
        if hashlib.sha256(row["document"].encode()).hexdigest() != row["digest"]:
            rounds = store.rows("SELECT name FROM round WHERE catalogue = ? ORDER BY name", (row["digest"],))
            names = ", ".join(round_["name"] for round_ in rounds) or "no round"
            yield f"the catalogue of {names} was changed after it was frozen"


def _schema_faults(store: Store) -> Iterator[str]:
    """Yield tables and indexes that are not as all migrations together make them."""
    fresh = Database(memory=True)
    migrations.apply(fresh)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    expected = {name: _plain(sql) for name, sql in fresh.execute(query).fetchall()}
    fresh.close()
    found = {row["name"]: _plain(row["sql"]) for row in store.rows(query)}
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield f"the table or index {name} is missing"
        elif name not in expected:
            yield f"the table or index {name} is not one of this program"
        elif found[name] != expected[name]:
            yield f"the table or index {name} is not as this program made it"


def _dangling(store: Store) -> Iterator[str]:
    """Yield tables whose rows point to rows that are not there."""
    counted: dict[tuple[str, str], int] = {}
    for row in store.rows("PRAGMA foreign_key_check"):
        link = (row["table"], row["parent"])
        counted[link] = counted.get(link, 0) + 1
    for (table, parent), n in sorted(counted.items()):
        yield f"{n} rows of {table} point to rows of {parent} that are not there"


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()
