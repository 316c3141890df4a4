"""Invitations: which carrier holds a code, whether it was used and whether a response was submitted with it.

Never when, and never which response: an invitation knows the day it was issued and two flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.store.connection import Store


@dataclass(frozen=True)
class Invitation:
    """What is kept of a code. `side` and `area` („“ for none) are its carrier's when it was issued."""

    selector: str
    round_id: int
    verifier: bytes
    side: str
    area: str
    opened: bool
    submitted: bool


@dataclass(frozen=True)
class Return:
    """How many codes of a side were issued, used at least once, and used to submit."""

    issued: int = 0
    opened: int = 0
    submitted: int = 0


def add(store: Store, round_id: int, day: str, issued: Sequence[tuple[str, bytes, int, str]]) -> None:
    """Keep new invitations, each a selector, a verifier, a carrier's number and its area."""
    store.insert(
        "invitation",
        [
            {
                "selector": selector,
                "round": round_id,
                "carrier": carrier,
                "area": area,
                "verifier": verifier,
                "issued_on": day,
            }
            for selector, verifier, carrier, area in issued
        ],
    )


def find(store: Store, selector: str) -> Invitation | None:
    """Return the invitation with this selector."""
    row = store.row(
        "SELECT selector, round, verifier, side, invitation.area, opened, submitted"
        " FROM invitation JOIN carrier ON carrier.id = invitation.carrier WHERE selector = ?",
        (selector,),
    )
    if row is None:
        return None
    return Invitation(
        selector=row["selector"],
        round_id=row["round"],
        verifier=row["verifier"],
        side=row["side"],
        area=row["area"],
        opened=bool(row["opened"]),
        submitted=bool(row["submitted"]),
    )


def selectors(store: Store) -> set[str]:
    """Return every selector in use, of all rounds."""
    return {row["selector"] for row in store.rows("SELECT selector FROM invitation")}


def per_carrier(store: Store, round_id: int) -> dict[int, int]:
    """Return how many codes each carrier holds in a round."""
    rows = store.rows("SELECT carrier, count(*) AS n FROM invitation WHERE round = ? GROUP BY carrier", (round_id,))
    return {row["carrier"]: row["n"] for row in rows}


def mark_opened(store: Store, selector: str) -> None:
    """Note that a response was begun with this code."""
    store.execute("UPDATE invitation SET opened = 1 WHERE selector = ?", (selector,))


def mark_submitted(store: Store, selector: str) -> None:
    """Note that a response was submitted with this code."""
    store.execute("UPDATE invitation SET submitted = 1 WHERE selector = ?", (selector,))


def by_side(store: Store, round_id: int) -> dict[str, Return]:
    """Return the state of a round's codes by side."""
    rows = store.rows(
        "SELECT side, count(*) AS issued, sum(opened) AS opened, sum(submitted) AS submitted"
        " FROM invitation JOIN carrier ON carrier.id = invitation.carrier WHERE round = ? GROUP BY side",
        (round_id,),
    )
    return {row["side"]: Return(row["issued"], row["opened"], row["submitted"]) for row in rows}


def invited_by_area(store: Store, round_id: int, side: str) -> list[tuple[str, str, int]]:
    """Return area, carrier's name and number of codes for each carrier of a side that is invited."""
    rows = store.rows(
        "SELECT invitation.area, name, count(*) AS n"
        " FROM invitation JOIN carrier ON carrier.id = invitation.carrier"
        " WHERE round = ? AND side = ? GROUP BY carrier.id, invitation.area",
        (round_id, side),
    )
    return [(row["area"], row["name"], row["n"]) for row in rows]


def submitted_by_carrier(store: Store, round_id: int) -> list[tuple[str, str, str, int]]:
    """Return side, area, carrier's name and number of submitted responses, from the states of the codes alone."""
    rows = store.rows(
        "SELECT side, invitation.area, name, count(*) AS n"
        " FROM invitation JOIN carrier ON carrier.id = invitation.carrier"
        " WHERE round = ? AND submitted = 1 GROUP BY carrier.id, invitation.area",
        (round_id,),
    )
    return [(row["side"], row["area"], row["name"], row["n"]) for row in rows]
