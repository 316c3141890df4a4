"""What the pages of the questionnaire show, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wtforms import Field, Form

from survey.language import Language
from survey.model import CANNOT_SAY, UNANSWERED, Catalogue, Standard
from survey.rounds.filling import Conflict, Progress, mark_of, progress_of, values_of
from survey.store.responses import KINDS, Sheet


@dataclass(frozen=True)
class Task:
    """A standard in the task list."""

    standard: Standard
    progress: Progress


@dataclass(frozen=True)
class TaskList:
    """All standards and how far they are filled in."""

    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        """How many standards are filled in."""
        return sum(task.progress.state == "done" for task in self.tasks)

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return sum(task.progress.answered for task in self.tasks)

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(task.progress.questions for task in self.tasks)


@dataclass(frozen=True)
class Question:
    """A radio question on a page: its field, what it asks about, and the mark of its stored value."""

    field: Field
    number: str
    text: str
    hint: str | None
    mark: str


@dataclass(frozen=True)
class Remark:
    """A comment on a page."""

    field: Field
    kind: str
    mark: str


@dataclass(frozen=True)
class Page:
    """The page of one standard."""

    standard: Standard
    place: int
    places: int
    items: tuple[Question, ...]
    importance: Question | None
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The id of the first control, and the message, of each field that is wrong."""
        questions = [*self.items, *([self.importance] if self.importance else [])]
        found = [(f"{q.field.name}-0", str(error)) for q in questions for error in q.field.errors]
        return found + [(remark.field.name, str(error)) for remark in self.remarks for error in remark.field.errors]


@dataclass(frozen=True)
class Given:
    """An answer in words, as the review shows it; `answered` is false where there is none."""

    number: str
    text: str
    answer: str
    answered: bool


@dataclass(frozen=True)
class Reviewed:
    """A standard in the review."""

    standard: Standard
    given: tuple[Given, ...]
    remarks: tuple[tuple[str, str], ...]
    missing: int


@dataclass(frozen=True)
class Choice:
    """A field that was changed on two pages at once."""

    field: str
    text: str
    mine: str
    theirs: str
    mine_shown: str
    theirs_shown: str
    mark: str


def task_list(sheet: Sheet, catalogue: Catalogue) -> TaskList:
    """Return the task list."""
    return TaskList(tuple(Task(standard, progress_of(sheet, catalogue, standard)) for standard in catalogue.standards))


def page(form: Form, sheet: Sheet, catalogue: Catalogue, standard: Standard, seen: Mapping[str, str]) -> Page:
    """Return the page of a standard; the fields hold what is shown, the marks what is stored.

    Parameters
    ----------
    seen
        The older marks of fields that were changed elsewhere before the respondent has seen it.
    """
    marks = {field: mark_of(value) for field, value in values_of(sheet, catalogue, standard).items()} | dict(seen)
    importance = None
    if catalogue.importance is not None:
        importance = Question(
            form[standard.importance], "", catalogue.importance.question, None, marks[standard.importance]
        )
    return Page(
        standard=standard,
        place=catalogue.standards.index(standard) + 1,
        places=len(catalogue.standards),
        items=tuple(Question(form[item.id], item.id, item.text, item.hint, marks[item.id]) for item in standard.items),
        importance=importance,
        remarks=tuple(
            Remark(form[name], kind, marks[name]) for kind in KINDS for name in [f"{kind}_{standard.number}"]
        ),
    )


def reviewed(sheet: Sheet, catalogue: Catalogue, language: Language) -> tuple[Reviewed, ...]:
    """Return all answers in words, standard by standard."""
    return tuple(_reviewed(sheet, catalogue, standard, language) for standard in catalogue.standards)


def choices(
    conflicts: list[Conflict], catalogue: Catalogue, standard: Standard, language: Language
) -> tuple[Choice, ...]:
    """Return both values of each field that was changed on two pages."""
    texts = {item.id: item.text for item in standard.items}
    if catalogue.importance is not None:
        texts[standard.importance] = catalogue.importance.question
    texts |= {f"{kind}_{standard.number}": name for kind, name in remark_names(language).items()}
    return tuple(
        Choice(
            field=conflict.field,
            text=texts[conflict.field],
            mine=conflict.mine,
            theirs=conflict.theirs,
            mine_shown=_in_words(conflict.mine, conflict.field, catalogue, language),
            theirs_shown=_in_words(conflict.theirs, conflict.field, catalogue, language),
            mark=mark_of(conflict.theirs),
        )
        for conflict in conflicts
    )


def remark_names(language: Language) -> dict[str, str]:
    """Return what the kinds of comment are called."""
    return {"feedback": language.gettext("Feedback"), "proposal": language.gettext("Proposal for a solution")}


def _reviewed(sheet: Sheet, catalogue: Catalogue, standard: Standard, language: Language) -> Reviewed:
    asked = [(item.id, item.id, item.text) for item in standard.items]
    if catalogue.importance is not None:
        asked.append((standard.importance, "", catalogue.importance.question))
    answers = [
        Given(
            number,
            text,
            _in_words(sheet.answers.get(question, UNANSWERED), question, catalogue, language),
            question in sheet.answers,
        )
        for question, number, text in asked
    ]
    names = remark_names(language)
    return Reviewed(
        standard=standard,
        given=tuple(answers),
        remarks=tuple(
            (names[kind], sheet.comments[standard.number, kind])
            for kind in KINDS
            if (standard.number, kind) in sheet.comments
        ),
        missing=sum(not given.answered for given in answers),
    )


def _in_words(value: str, field: str, catalogue: Catalogue, language: Language) -> str:
    if value == UNANSWERED:
        return language.gettext("not answered")
    if field not in catalogue.questions:
        return value
    scale = catalogue.scale_of(field)
    return scale.no_answer if value == CANNOT_SAY else scale.labels[int(value) - 1]
