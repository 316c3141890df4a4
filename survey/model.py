"""The words of the domain as frozen values. Nothing here reads, writes or computes figures.

The words and their German forms on the screen are those of the glossary in ``docs/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import combinations

BOTH = "both"
"""``Item.about`` for a statement about the doing of all sides."""

CANNOT_SAY = "x"
"""The answer „kann ich nicht beurteilen“: given, but off the scale."""

UNANSWERED = ""
"""No answer at all. An answer is a step as text (``"1"`` … ``"10"``), `CANNOT_SAY` or `UNANSWERED`."""

CITY = ""
"""The cell of a response that says nothing of where its carrier works."""

CELL_SEPARATOR = " › "
"""Between an area type and an area in the name of a cell."""


@dataclass(frozen=True)
class Side:
    """One of the parties that look at the same partnership."""

    id: str
    label: str
    who: str
    one_organisation: bool = False


@dataclass(frozen=True)
class Scale:
    """A question with a label for each of its steps 1…s, and the label of the answer off the scale."""

    question: str
    labels: tuple[str, ...]
    no_answer: str

    @property
    def steps(self) -> int:
        """How many steps the scale has."""
        return len(self.labels)


@dataclass(frozen=True)
class Item:
    """One ratable statement of a standard. `about` is a side's id or `BOTH`."""

    id: str
    about: str
    text: str
    hint: str | None = None


@dataclass(frozen=True)
class Standard:
    """One quality standard, told in a summary and rated in its items."""

    number: int
    title: str
    summary: str
    items: tuple[Item, ...]

    @property
    def importance(self) -> str:
        """The id of the question how important this standard is."""
        return f"importance_{self.number}"


@dataclass(frozen=True)
class Area:
    """A part of the city; `name` identifies it in files, `label` is what a reader sees."""

    name: str
    label: str


@dataclass(frozen=True)
class AreaType:
    """Areas of one kind."""

    name: str
    label: str
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class Catalogue:
    """The content of one ``standards.yaml`` in one language, with its translations beside it."""

    id: str
    version: int
    language: str
    title: str
    place: str
    source: str
    sides: tuple[Side, ...]
    compare: tuple[str, str]
    strong_from: float
    areas: tuple[AreaType, ...]
    fulfilment: Scale
    importance: Scale | None
    standards: tuple[Standard, ...]
    translations: Mapping[str, Catalogue] = field(default_factory=dict)

    def in_language(self, language: str) -> Catalogue:
        """Return the catalogue in `language` where it is translated, else as it was written."""
        return self.translations.get(language, self)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of the questionnaire."""
        return tuple(item for standard in self.standards for item in standard.items)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The id of every question answered on a scale: standard by standard its items, then its importance."""
        return tuple(question for standard in self.standards for question in self.questions_of(standard))

    def questions_of(self, standard: Standard) -> tuple[str, ...]:
        """Return the ids of the questions on the page of `standard`."""
        own = tuple(item.id for item in standard.items)
        return own if self.importance is None else (*own, standard.importance)

    def scale_of(self, question: str) -> Scale:
        """Return the scale that `question` is answered on."""
        if self.importance is not None and question.startswith("importance_"):
            return self.importance
        return self.fulfilment

    def side(self, side_id: str) -> Side:
        """Return the side with this id; `KeyError` if there is none."""
        return {side.id: side for side in self.sides}[side_id]

    def standard(self, number: int) -> Standard:
        """Return the standard with this number; `KeyError` if there is none."""
        return {standard.number: standard for standard in self.standards}[number]

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two sides that can be compared, the pair of `compare` first, the rest in the order of the sides."""
        ids = [side.id for side in self.sides]
        rest = [pair for pair in combinations(ids, 2) if set(pair) != set(self.compare)]
        return (self.compare, *rest)

    def path_of(self, area: str | None) -> tuple[str, ...]:
        """Return the cells that an area lies in, from the city to the area itself."""
        for area_type in self.areas:
            if area in {known.name for known in area_type.areas}:
                return (CITY, area_type.name, f"{area_type.name}{CELL_SEPARATOR}{area}")
        return (CITY,)


@dataclass(frozen=True)
class Round:
    """One year's survey on one frozen catalogue. `opens` and `closes` are instants in UTC."""

    id: int
    name: str
    catalogue_digest: str
    opens: datetime
    closes: datetime
    k: int
    salt: bytes
    closed_on: str | None
    published_on: str | None
    withdrawn_on: str | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the round was counted; from then on nothing about it changes."""
        return self.closed_on is not None

    def accepts_answers(self, now: datetime) -> bool:
        """Whether respondents can fill in at this instant."""
        return not self.is_closed and self.opens <= now < self.closes


@dataclass(frozen=True)
class Carrier:
    """An organisation on one side; `respondents` is how many access codes it gets a round."""

    name: str
    side: str
    area: str | None = None
    email: str | None = None
    respondents: int = 1


@dataclass(frozen=True)
class GroupTally:
    """The counts of the responses of one side from one cell. Integers only; names no one.

    Attributes
    ----------
    submitted
        Responses.
    carriers
        ``(carrier, responses)``; the carrier is a number drawn when the round closed, the same in every group.
    steps
        For each question the number of ratings at step 1…s, and last of „kann ich nicht beurteilen“.
    scores
        For each standard's number ``(rated, total, n)``: n responses rated this many of its items, with this sum.
    joint
        For each standard's number ``(i, j, n, sum_i, sum_j, sum_ij)`` for its items at positions i ≤ j, over the
        n responses that rated both.
    """

    side: str
    cell: str
    submitted: int
    carriers: tuple[tuple[int, int], ...]
    steps: Mapping[str, tuple[int, ...]]
    scores: Mapping[int, tuple[tuple[int, int, int], ...]]
    joint: Mapping[int, tuple[tuple[int, int, int, int, int, int], ...]]


@dataclass(frozen=True)
class Tally:
    """What a closed round is reduced to. `invited` is None for a side whose number of invited is unknown."""

    groups: tuple[GroupTally, ...]
    invited: Mapping[str, int | None]
