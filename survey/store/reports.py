"""Published reports, frozen."""

from __future__ import annotations

from survey.store.connection import Store


def put(store: Store, round_id: int, document: str) -> None:
    """Keep the report of a round as it is published."""
    store.insert("report", [{"round": round_id, "document": document}])


def document_of(store: Store, round_id: int) -> str | None:
    """Return the published report of a round, None where nothing is published."""
    document: str | None = store.value("SELECT document FROM report WHERE round = ?", (round_id,))
    return document
