"""Comments of closed rounds, cut loose from their responses, on their way to a report."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from survey.store.connection import Store


def collect(store: Store, round_id: int, sides: Collection[str]) -> int:
    """Move the submitted comments of these sides to review in random order, drop all others, return how many moved.

    Afterwards no comment of the round lies under a response's key.
    """
    rows = store.rows(
        "SELECT side, standard, kind, comment.submitted AS text FROM comment JOIN response"
        " ON response.round = comment.round AND response.key = comment.response"
        " WHERE comment.round = ? AND response.submitted = 1 AND comment.submitted <> ''",
        (round_id,),
    )
    kept = [row | {"id": secrets.token_bytes(16), "round": round_id} for row in rows if row["side"] in sides]
    store.insert("review", sorted(kept, key=lambda row: row["id"]))
    store.execute("DELETE FROM comment WHERE round = ?", (round_id,))
    return len(kept)
