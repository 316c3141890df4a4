"""So that the layout of the database file tells no order of events.

SQLite fills a page in the order in which its rows arrive. A row added to a table of responses would therefore betray,
to someone who holds the file, when it came relative to its neighbours. So the neighbourhood of every new row is taken
out and put back in random order. Rows that keep their width are later overwritten in place.
"""

from __future__ import annotations

import secrets

from survey.store.connection import Store

NEIGHBOURS = 64
"""Rows on either side: more than a page of the file holds of the narrowest rows."""


def scatter(store: Store, table: str, key_column: str, round_id: int, key: bytes) -> None:
    """Put the rows of a round around `key` back into `table` in random order, inside a ``write`` block."""
    columns = f"SELECT * FROM {table} WHERE round = ? AND {key_column}"
    above = f"{columns} >= ? ORDER BY {key_column} LIMIT ?"
    below = f"{columns} < ? ORDER BY {key_column} DESC LIMIT ?"
    rows = [row for sql in (above, below) for row in store.rows(sql, (round_id, key, NEIGHBOURS))]
    low, high = min(row[key_column] for row in rows), max(row[key_column] for row in rows)
    rows = store.rows(f"{columns} BETWEEN ? AND ?", (round_id, low, high))
    store.execute(f"DELETE FROM {table} WHERE round = ? AND {key_column} BETWEEN ? AND ?", (round_id, low, high))
    secrets.SystemRandom().shuffle(rows)
    store.insert(table, rows)
