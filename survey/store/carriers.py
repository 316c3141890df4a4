"""Carriers: the organisations that are invited."""

from __future__ import annotations

from collections.abc import Iterable

from survey.model import Carrier
from survey.store.connection import Store


def every(store: Store) -> dict[int, Carrier]:
    """Return all carriers by their number, in the order of their sides and names."""
    rows = store.rows("SELECT * FROM carrier ORDER BY side, name")
    return {row["id"]: Carrier(row["name"], row["side"], row["area"], row["email"], row["respondents"]) for row in rows}


def put(store: Store, carriers: Iterable[Carrier]) -> tuple[int, int]:
    """Keep carriers, replacing those known by side and name; return how many are new and how many were changed."""
    known = {(carrier.side, carrier.name): carrier for carrier in every(store).values()}
    new = changed = 0
    for carrier in carriers:
        before = known.get((carrier.side, carrier.name))
        if before == carrier:
            continue
        new += before is None
        changed += before is not None
        store.execute(
            "INSERT INTO carrier (side, name, area, email, respondents) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (side, name) DO UPDATE SET"
            " area = excluded.area, email = excluded.email, respondents = excluded.respondents",
            (carrier.side, carrier.name, carrier.area, carrier.email, carrier.respondents),
        )
    return new, changed
