"""Which block the responses of each cell are shown in, fixed when their round closes."""

from __future__ import annotations

from collections.abc import Mapping

from survey.store.connection import Store


def put(store: Store, round_id: int, side: str, block_of: Mapping[str, str]) -> None:
    """Keep the block of each cell of a side."""
    rows = [{"round": round_id, "side": side, "cell": c, "block": block} for c, block in sorted(block_of.items())]
    store.insert("block", rows)


def of_round(store: Store, round_id: int) -> dict[str, dict[str, str]]:
    """Return for each side that has responses the block of each of its cells."""
    found: dict[str, dict[str, str]] = {}
    for row in store.rows("SELECT side, cell, block FROM block WHERE round = ?", (round_id,)):
        found.setdefault(row["side"], {})[row["cell"]] = row["block"]
    return found
