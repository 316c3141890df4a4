"""Respondents fill in: pages are saved, differing changes are shown instead of overwritten, the whole is submitted."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.model import CANNOT_SAY, UNANSWERED, Catalogue, Round, Standard
from survey.rounds.entry import require_open
from survey.store import invitations, responses, rounds
from survey.store.connection import Store
from survey.store.responses import KINDS, Response, Sheet

LONGEST_COMMENT = 4000


@dataclass(frozen=True)
class Change:
    """A field as a respondent leaves it: `base` is the mark of what it held when the page was shown."""

    base: str
    value: str


@dataclass(frozen=True)
class Conflict:
    """A field that was changed on two pages at once, to different values."""

    field: str
    mine: str
    theirs: str


def fields_of(catalogue: Catalogue, standard: Standard) -> tuple[str, ...]:
    """Return the names of the fields on the page of a standard: its questions, then its comments."""
    return (*catalogue.questions_of(standard), *(f"{kind}_{standard.number}" for kind in KINDS))


def values_of(sheet: Sheet, catalogue: Catalogue, standard: Standard) -> dict[str, str]:
    """Return what each field of a standard's page holds."""
    values = {question: sheet.answers.get(question, UNANSWERED) for question in catalogue.questions_of(standard)}
    return values | {f"{kind}_{standard.number}": sheet.comments.get((standard.number, kind), "") for kind in KINDS}


def mark_of(value: str) -> str:
    """Return a short mark that differs for differing values."""
    return hashlib.blake2b(value.encode(), digest_size=6).hexdigest()


def save(
    store: Store, round_: Round, catalogue: Catalogue, response: Response, changes: Mapping[str, Change], now: datetime
) -> list[Conflict]:
    """Save the fields that can be saved and return those that someone else changed differently in the meantime.

    What is saved is on disk when this returns. A field whose stored value is not the one the page was shown with, and
    which was changed on the page too, is left as stored and returned.

    Raises
    ------
    NotYetOpenError, OverError
        The round takes no answers now; nothing is saved.
    """
    with store.write():
        require_open(rounds.by_id(store, round_.id), now)
        sheet = responses.working_sheet(store, catalogue, response)
        stored = {
            field: value
            for standard in catalogue.standards
            for field, value in values_of(sheet, catalogue, standard).items()
        }
        conflicts, due = _merged(stored, changes)
        answers = {field: value for field, value in due.items() if field in catalogue.questions}
        if answers:
            responses.put_answers(store, catalogue, response, answers)
        for field in due.keys() - answers.keys():
            kind, _, number = field.partition("_")
            responses.put_comment(store, response, int(number), kind, due[field])
    return conflicts


def submit(store: Store, round_: Round, response: Response, selector: str, now: datetime) -> None:
    """Make the answers as they stand the ones that count; submitting the same again changes nothing."""
    with store.write():
        require_open(rounds.by_id(store, round_.id), now)
        responses.submit(store, response)
        invitations.mark_submitted(store, selector)


def clean_text(text: str) -> str:
    r"""Return what a person typed without line-end variants and characters that no one can see.

    >>> clean_text(" a\x00b\r\nc ")
    'ab\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return visible.strip()


def is_answer(catalogue: Catalogue, question: str, value: str) -> bool:
    """Whether `value` can be an answer to `question`."""
    return value in {UNANSWERED, CANNOT_SAY, *map(str, range(1, catalogue.scale_of(question).steps + 1))}


@dataclass(frozen=True)
class Progress:
    """How far a standard is filled in; comments do not count."""

    answered: int
    questions: int

    @property
    def state(self) -> str:
        """``open``, ``begun`` or ``done``."""
        if self.answered == 0:
            return "open"
        return "done" if self.answered == self.questions else "begun"


def progress_of(sheet: Sheet, catalogue: Catalogue, standard: Standard) -> Progress:
    """Return how far a standard is filled in."""
    questions = catalogue.questions_of(standard)
    return Progress(sum(question in sheet.answers for question in questions), len(questions))


def _merged(stored: Mapping[str, str], changes: Mapping[str, Change]) -> tuple[list[Conflict], dict[str, str]]:
    conflicts = []
    due = {}
    for field, change in changes.items():
        if field not in stored or change.value == stored[field] or mark_of(change.value) == change.base:
            continue
        if mark_of(stored[field]) == change.base:
            due[field] = change.value
        else:
            conflicts.append(Conflict(field, change.value, stored[field]))
    return conflicts, due
