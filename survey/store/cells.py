"""Which coarse cell the responses from an area carry, fixed once for a side of a round."""

from __future__ import annotations

from collections.abc import Mapping

from survey.store.connection import Store


def of_side(store: Store, round_id: int, side: str) -> dict[str, str]:
    """Return the cell of each area of a side („“ is no area); empty when none is fixed yet."""
    rows = store.rows("SELECT area, cell FROM cell WHERE round = ? AND side = ?", (round_id, side))
    return {row["area"]: row["cell"] for row in rows}


def rename(store: Store, round_id: int, side: str, cell: str, new: str) -> None:
    """Give a cell another name, with everything that is in it."""
    for table in ("cell", "response", "import_carrier"):
        store.execute(
            f"UPDATE {table} SET cell = ? WHERE round = ? AND side = ? AND cell = ?", (new, round_id, side, cell)
        )
    store.settle_afterwards()


def fix(store: Store, round_id: int, side: str, cells: Mapping[str, str]) -> None:
    """Keep the cells of a side's areas."""
    store.insert(
        "cell",
        [{"round": round_id, "side": side, "area": area, "cell": cell} for area, cell in sorted(cells.items())],
    )
