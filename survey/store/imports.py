"""What is known of imported responses besides the responses: the files, and how many each carrier gave."""

from __future__ import annotations

from collections.abc import Mapping

from survey.store.connection import Store


def is_known(store: Store, round_id: int, digest: str) -> bool:
    """Whether a file with this digest was imported into the round before."""
    sql = "SELECT 1 FROM import_file WHERE round = ? AND digest = ?"
    return store.value(sql, (round_id, digest)) is not None


def note_file(store: Store, round_id: int, digest: str) -> None:
    """Remember a file, so that it is not imported twice by mistake."""
    store.execute("INSERT OR IGNORE INTO import_file VALUES (?, ?)", (round_id, digest))


def note_carriers(store: Store, round_id: int, counts: Mapping[tuple[str, str, str], int]) -> None:
    """Add to the numbers of imported responses by side, cell and carrier („“ for rows that name none)."""
    for (side, cell, carrier), n in sorted(counts.items()):
        store.execute(
            "INSERT INTO import_carrier VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (round, side, cell, carrier) DO UPDATE SET n = n + excluded.n",
            (round_id, side, cell, carrier, n),
        )


def by_carrier(store: Store, round_id: int) -> list[tuple[str, str, str, int]]:
    """Return side, cell, carrier and number of imported responses."""
    rows = store.rows("SELECT side, cell, carrier, n FROM import_carrier WHERE round = ?", (round_id,))
    return [(row["side"], row["cell"], row["carrier"], row["n"]) for row in rows]


def forget_carriers(store: Store, round_id: int) -> None:
    """Drop the carriers' names once the round is counted."""
    store.execute("DELETE FROM import_carrier WHERE round = ?", (round_id,))
