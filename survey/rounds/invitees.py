"""Carriers are brought in from a CSV file."""

from __future__ import annotations

from dataclasses import dataclass

from survey.errors import Faults
from survey.model import Carrier, Catalogue
from survey.rounds.tables import Record, read_table
from survey.store import carriers
from survey.store.connection import Store

COLUMNS = ("name", "side", "area", "email", "respondents")
MOST_RESPONDENTS = 1000
LONGEST_NAME = 200


@dataclass(frozen=True)
class Intake:
    """How many carriers of a file were new, and how many known ones it changed."""

    rows: int
    new: int
    changed: int


def import_carriers(store: Store, catalogue: Catalogue, content: bytes) -> Intake:
    """Keep the carriers of a file with the columns ``name;side;area;email;respondents``; known ones are updated.

    Raises
    ------
    Faults
        Anything is wrong anywhere; then nothing is kept.
    """
    table = read_table(content, required=("name", "side"))
    faults = [f"row 1: there is no column {name}" for name in table.columns if name not in COLUMNS]
    faults += table.faults
    seen: dict[tuple[str, str], int] = {}
    found = []
    for record in table.records:
        carrier, wrong = _carrier(catalogue, record)
        own = (carrier.side, carrier.name.casefold())
        if carrier.name and own in seen:
            wrong.append(record.fault("name", f"{carrier.name!r} stands there already in row {seen[own]}"))
        seen.setdefault(own, record.number)
        faults += wrong
        found.append(carrier)
    if not found and not faults:
        faults.append("there is no carrier in the file")
    if faults:
        raise Faults(faults)
    with store.write():
        new, changed = carriers.put(store, found)
    return Intake(len(found), new, changed)


def _carrier(catalogue: Catalogue, record: Record) -> tuple[Carrier, list[str]]:
    faults = []
    cells = {column: record.cells.get(column, "") for column in COLUMNS}
    name = " ".join(cells["name"].split())
    if not name:
        faults.append(record.fault("name", "is empty"))
    if len(name) > LONGEST_NAME or not name.isprintable():
        faults.append(record.fault("name", f"is longer than {LONGEST_NAME} characters or has unprintable ones"))
    sides = [side.id for side in catalogue.sides]
    if cells["side"] not in sides:
        faults.append(record.fault("side", f"{cells['side']!r} is not one of {', '.join(sides)}"))
    areas = [area.name for area_type in catalogue.areas for area in area_type.areas]
    if cells["area"] and cells["area"] not in areas:
        known = f"one of {', '.join(areas)}" if areas else "known: this catalogue has no areas"
        faults.append(record.fault("area", f"{cells['area']!r} is not {known}"))
    if cells["email"] and not _is_address(cells["email"]):
        faults.append(record.fault("email", f"{cells['email']!r} is not an e-mail address"))
    respondents = cells["respondents"] or "1"
    if not (respondents.isascii() and respondents.isdigit() and 1 <= int(respondents[:9]) <= MOST_RESPONDENTS):
        faults.append(record.fault("respondents", f"{respondents!r} is not a number from 1 to {MOST_RESPONDENTS}"))
        respondents = "1"
    return Carrier(name, cells["side"], cells["area"] or None, cells["email"] or None, int(respondents)), faults


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    return bool(at and local and domain) and text.isprintable() and " " not in text and text.count("@") == 1
