"""Comments of closed rounds, cut loose from their responses, on their way to a report."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Reviewed:
    """A comment on its way to the report; `shown` is what readers will see of it, None where nothing."""

    id: str
    side: str
    standard: int
    kind: str
    text: str
    state: str
    shown: str | None


def of_round(store: Store, round_id: int) -> list[Reviewed]:
    """Return the comments of a round in the order of their random keys."""
    return [
        Reviewed(row["id"].hex(), row["side"], row["standard"], row["kind"], row["text"], row["state"], row["shown"])
        for row in store.rows("SELECT * FROM review WHERE round = ? ORDER BY id", (round_id,))
    ]


def decide(store: Store, round_id: int, comment: str, state: str, shown: str | None) -> None:
    """Keep what was decided of a comment."""
    store.execute(
        "UPDATE review SET state = ?, shown = ? WHERE round = ? AND id = ?",
        (state, shown, round_id, bytes.fromhex(comment)),
    )
