"""Which coarse cell the responses from an area carry, fixed once for a side of a round."""

from __future__ import annotations

from collections.abc import Mapping

from survey.store.connection import Store


def of_side(store: Store, round_id: int, side: str) -> dict[str, str]:
    """Return the cell of each area of a side („“ is no area); empty when none is fixed yet."""
    rows = store.rows("SELECT area, cell FROM cell WHERE round = ? AND side = ?", (round_id, side))
    return {row["area"]: row["cell"] for row in rows}


def fix(store: Store, round_id: int, side: str, cells: Mapping[str, str]) -> None:
    """Keep the cells of a side's areas."""
    store.insert(
        "cell",
        [{"round": round_id, "side": side, "area": area, "cell": cell} for area, cell in sorted(cells.items())],
    )
