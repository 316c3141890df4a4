"""Submitted answers come in from paper or another tool, as a CSV file with one row per response."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from dataclasses import dataclass

from survey.errors import N_, Faults, SurveyError
from survey.model import UNANSWERED, Catalogue, Round
from survey.rounds.cells import cell_for, cells_of, with_room_for
from survey.rounds.filling import LONGEST_COMMENT, clean_text
from survey.rounds.tables import Record, read_table
from survey.store import imports, responses, rounds
from survey.store.connection import Store
from survey.store.responses import Response, Sheet

_FEEDBACK = "feedback"


@dataclass(frozen=True)
class _Imported:
    """One row of the file, read."""

    side: str
    carrier: str
    area: str
    sheet: Sheet


def import_responses(
    store: Store, round_: Round, catalogue: Catalogue, content: bytes, *, again: bool = False
) -> dict[str, int]:
    """Keep the responses of a file as submitted and return how many there were of each side.

    Raises
    ------
    Faults
        Any cell is wrong; then nothing is kept.
    SurveyError
        The round is closed, or the same file was imported before and `again` is not set.
    """
    digest = hashlib.sha256(content).hexdigest()
    _require_importable(store, round_, digest, again=again)
    found = _read(catalogue, content)
    with store.write():
        _require_importable(store, round_, digest, again=again)
        imports.note_file(store, round_.id, digest)
        keep(store, round_, catalogue, found)
    return dict(Counter(response.side for response in found))


def keep(store: Store, round_: Round, catalogue: Catalogue, found: list[_Imported]) -> None:
    """Keep read responses under random keys, and apart from them how many each carrier gave."""
    cells = {side.id: _cells(store, round_, catalogue, side.id, found) for side in catalogue.sides}
    placed = [(row, cell_for(cells[row.side], catalogue, row.area)) for row in found]
    responses.add_submitted(
        store,
        catalogue,
        [
            (Response(round_.id, secrets.token_bytes(16), row.side, cell, submitted=True), row.sheet)
            for row, cell in placed
        ],
    )
    imports.note_carriers(store, round_.id, Counter((row.side, cell, row.carrier) for row, cell in placed))


def _cells(store: Store, round_: Round, catalogue: Catalogue, side: str, found: list[_Imported]) -> dict[str, str]:
    own = [row for row in found if row.side == side]
    if not own:
        return {}
    people = [(row.area, row.carrier or f"\n{place}", 1) for place, row in enumerate(own)]
    fixed = cells_of(store, round_, catalogue, side, people)
    for area in sorted({row.area for row in own}):
        fixed = with_room_for(store, round_, catalogue, side, fixed, area)
    return fixed


def _require_importable(store: Store, round_: Round, digest: str, *, again: bool) -> None:
    if rounds.by_id(store, round_.id).is_closed:
        raise SurveyError(N_("Round “%(name)s” is closed; nothing can be added to it."), name=round_.name)
    if imports.is_known(store, round_.id, digest) and not again:
        raise SurveyError(N_("This file was imported before. To import it once more, say --again."))


def _read(catalogue: Catalogue, content: bytes) -> list[_Imported]:
    table = read_table(content, required=("side",))
    comments = [f"comment_{standard.number}" for standard in catalogue.standards]
    known = {"side", "carrier", "area", *catalogue.questions, *comments}
    faults = [f"row 1: there is no column {name}" for name in table.columns if name not in known]
    faults += table.faults
    if not any(item.id in table.columns for item in catalogue.items):
        faults.append("row 1: no column is an item of this catalogue, such as " + catalogue.items[0].id)
    questions = [name for name in table.columns if name in catalogue.questions]
    written = [name for name in table.columns if name in comments]
    allowed = {question: _allowed(catalogue, question) for question in questions}
    found = []
    for record in table.records:
        found.append(_imported(record, allowed, written))
        faults += _faults_of_place(catalogue, record)
        faults += [
            record.fault(question, f"{record.cells[question]!r} is not one of 1 to {len(answers) - 2}, x, or empty")
            for question, answers in allowed.items()
            if record.cells[question].lower() not in answers
        ]
        faults += [
            record.fault(name, f"is longer than {LONGEST_COMMENT} characters")
            for name in written
            if len(record.cells[name]) > LONGEST_COMMENT
        ]
    if not found and not faults:
        faults.append("there is no response in the file")
    if faults:
        raise Faults(faults)
    return found


def _allowed(catalogue: Catalogue, question: str) -> frozenset[str]:
    return frozenset({"", "x", *map(str, range(1, catalogue.scale_of(question).steps + 1))})


def _faults_of_place(catalogue: Catalogue, record: Record) -> list[str]:
    sides = [side.id for side in catalogue.sides]
    faults = []
    if record.cells["side"] not in sides:
        faults.append(record.fault("side", f"{record.cells['side']!r} is not one of {', '.join(sides)}"))
    area = record.cells.get("area", "")
    if area and len(catalogue.path_of(area)) == 1:
        faults.append(record.fault("area", f"{area!r} is not an area of this catalogue"))
    return faults


def _imported(record: Record, questions: dict[str, frozenset[str]], comments: list[str]) -> _Imported:
    texts = {(int(name.removeprefix("comment_")), _FEEDBACK): clean_text(record.cells[name]) for name in comments}
    answers = {question: record.cells[question].lower() for question in questions}
    return _Imported(
        side=record.cells["side"],
        carrier=" ".join(record.cells.get("carrier", "").split()),
        area=record.cells.get("area", ""),
        sheet=Sheet(
            answers={question: answer for question, answer in answers.items() if answer != UNANSWERED},
            comments={place: text for place, text in texts.items() if text},
        ),
    )
