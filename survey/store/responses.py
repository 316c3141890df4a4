"""Responses and what they say: answers in a sheet of fixed width, and comments.

A response has a working copy, which every save goes to, and the copy submitted last, which alone is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.model import CANNOT_SAY, UNANSWERED, Catalogue
from survey.store.connection import Store

KINDS = ("feedback", "proposal")
"""What a comment can be: „Rückmeldung“ or „Lösungsvorschlag“."""

Comments = dict[tuple[int, str], str]
"""Texts by number of the standard and kind."""


@dataclass(frozen=True)
class Response:
    """Who answers, as far as it is known: a side and a cell."""

    round_id: int
    key: bytes
    side: str
    cell: str
    submitted: bool


@dataclass(frozen=True)
class Sheet:
    """Everything one respondent has answered; a question or comment that is missing is unanswered."""

    answers: Mapping[str, str]
    comments: Mapping[tuple[int, str], str]


def add(store: Store, catalogue: Catalogue, response: Response) -> None:
    """Keep a new, empty response."""
    empty = _sheet_text(catalogue, {})
    store.insert("response", [_response_row(response)])
    store.insert("answer", [_answer_row(response, empty, empty)])
    store.settle_afterwards()


def add_submitted(store: Store, catalogue: Catalogue, filled: Iterable[tuple[Response, Sheet]]) -> None:
    """Keep many submitted responses at once."""
    ordered = sorted(filled, key=lambda pair: pair[0].key)
    store.insert("response", [_response_row(response) for response, _ in ordered])
    texts = [(response, _sheet_text(catalogue, sheet.answers)) for response, sheet in ordered]
    store.insert("answer", [_answer_row(response, text, text) for response, text in texts])
    store.insert(
        "comment",
        [
            {
                "round": response.round_id,
                "response": response.key,
                "standard": standard,
                "kind": kind,
                "working": text,
                "submitted": text,
            }
            for response, sheet in ordered
            for (standard, kind), text in sorted(sheet.comments.items())
        ],
    )
    store.settle_afterwards()


def find(store: Store, round_id: int, key: bytes) -> Response | None:
    """Return the response under this key."""
    row = store.row("SELECT * FROM response WHERE round = ? AND key = ?", (round_id, key))
    return None if row is None else Response(round_id, key, row["side"], row["cell"], bool(row["submitted"]))


def working_sheet(store: Store, catalogue: Catalogue, response: Response) -> Sheet:
    """Return the working copy."""
    return _sheet(store, catalogue, response, "working")


def submitted_sheet(store: Store, catalogue: Catalogue, response: Response) -> Sheet:
    """Return the copy submitted last."""
    return _sheet(store, catalogue, response, "submitted")


def put_answers(store: Store, catalogue: Catalogue, response: Response, answers: Mapping[str, str]) -> None:
    """Change some answers of the working copy."""
    kept = dict(working_sheet(store, catalogue, response).answers)
    store.execute(
        "UPDATE answer SET working = ? WHERE round = ? AND response = ?",
        (_sheet_text(catalogue, kept | dict(answers)), response.round_id, response.key),
    )


def put_comment(store: Store, response: Response, standard: int, kind: str, text: str) -> None:
    """Change a comment of the working copy; an empty text takes it back."""
    store.execute(
        "INSERT INTO comment VALUES (?, ?, ?, ?, ?, '')"
        " ON CONFLICT (round, response, standard, kind) DO UPDATE SET working = excluded.working",
        (response.round_id, response.key, standard, kind, text),
    )
    _drop_empty_comments(store, response)
    store.settle_afterwards()


def submit(store: Store, response: Response) -> None:
    """Make the working copy the one that counts."""
    own = (response.round_id, response.key)
    store.execute("UPDATE answer SET submitted = working WHERE round = ? AND response = ?", own)
    store.execute("UPDATE response SET submitted = 1 WHERE round = ? AND key = ?", own)
    sql = "UPDATE comment SET submitted = working WHERE round = ? AND response = ? AND working <> submitted"
    if store.execute(sql, own):
        _drop_empty_comments(store, response)
        store.settle_afterwards()


def has_changed(store: Store, response: Response) -> bool:
    """Whether the working copy differs from the one submitted last."""
    own = (response.round_id, response.key)
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE round = ? AND response = ? AND working <> submitted", own)
        for table in ("answer", "comment")
    )


def submitted_answers(store: Store, round_id: int) -> dict[tuple[str, str], bytes]:
    """Return, for each side and cell, the submitted sheets of its responses one after the other."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in store.rows(
        "SELECT side, cell, answer.submitted FROM response JOIN answer"
        " ON answer.round = response.round AND answer.response = response.key"
        " WHERE response.round = ? AND response.submitted = 1",
        (round_id,),
    ):
        groups.setdefault((row["side"], row["cell"]), []).append(row["submitted"])
    return {group: "".join(sheets).encode("ascii") for group, sheets in groups.items()}


def _sheet(store: Store, catalogue: Catalogue, response: Response, copy: str) -> Sheet:
    own = (response.round_id, response.key)
    text = store.value(f"SELECT {copy} FROM answer WHERE round = ? AND response = ?", own)
    comments = store.rows(
        f"SELECT standard, kind, {copy} AS text FROM comment WHERE round = ? AND response = ? AND {copy} <> ''",
        own,
    )
    answers = {question: _answer(mark) for question, mark in zip(catalogue.questions, text, strict=True)}
    return Sheet(
        answers={question: answer for question, answer in answers.items() if answer != UNANSWERED},
        comments={(row["standard"], row["kind"]): row["text"] for row in comments},
    )


def _drop_empty_comments(store: Store, response: Response) -> None:
    own = (response.round_id, response.key)
    store.execute("DELETE FROM comment WHERE round = ? AND response = ? AND working = '' AND submitted = ''", own)


def _response_row(response: Response) -> dict[str, object]:
    return {
        "round": response.round_id,
        "key": response.key,
        "side": response.side,
        "cell": response.cell,
        "submitted": int(response.submitted),
    }


def _answer_row(response: Response, working: str, submitted: str) -> dict[str, object]:
    return {"round": response.round_id, "response": response.key, "working": working, "submitted": submitted}


def _sheet_text(catalogue: Catalogue, answers: Mapping[str, str]) -> str:
    return "".join(_mark(answers.get(question, UNANSWERED)) for question in catalogue.questions)


def _mark(answer: str) -> str:
    if answer == UNANSWERED:
        return "-"
    return CANNOT_SAY if answer == CANNOT_SAY else chr(48 + int(answer))


def _answer(mark: str) -> str:
    if mark == "-":
        return UNANSWERED
    return CANNOT_SAY if mark == CANNOT_SAY else str(ord(mark) - 48)
