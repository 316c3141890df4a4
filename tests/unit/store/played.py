"""A round in which people answer in exactly the order in which they were invited: the worst case for confidentiality.

They enter, save page by page, come back, take comments back and submit, through the functions behind their pages and
under random keys. Nothing is tidied up afterwards.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from survey.codes import Code
from survey.rounds import filling
from survey.rounds.clock import now
from survey.store.connection import Store
from tests import factories
from tests.factories import OpenRound

PAGES = (1, 5, 13)
"""The standards that are filled in; the others stay empty."""

INVITED = 34
"""Of each side: enough for a cell to each type of area, not to each area."""


@dataclass
class Played:
    """What happened: who began which response, and every text that was typed and replaced or taken back later."""

    path: Path
    truth: dict[bytes, str] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """What one respondent does: the pages saved one after the other, and whether all of it is submitted."""

    pages: tuple[Mapping[str, str], ...]
    submits: bool


class CarelessStore(Store):
    """A store that leaves rows where they happen to fall."""

    def settle_afterwards(self) -> None:
        """Do nothing."""


def play(folder: Path, seed: int, kind: type[Store] = Store, invited: int = INVITED) -> Played:
    """Return a round played through under `folder`; all invited answer, most of them submit."""
    chance = random.Random(seed)
    factories.store(folder).close()
    played = Played(factories.settings(folder).database_path)
    with factories.hasty(kind(played.path)) as store:
        known = factories.catalogue()
        opened = factories.open_round(store, known, invited=factories.carriers(known, invited))
        for number, code in enumerate(opened.codes):
            key = secrets.token_bytes(16)
            played.truth[key] = code.selector
            played.replaced += visit_of(opened, code, invented_visit(chance, number), key)
    return played


def invented_visit(chance: random.Random, number: int) -> Visit:
    """Return what a respondent does; every text begins with the number, which the file must not give an order to."""
    pages: list[dict[str, str]] = [
        {question: chance.choice(["1", "2", "3", "4", "5", "x"]) for question in _questions(standard)}
        for standard in PAGES
    ]
    if chance.random() < 0.4:
        pages[0]["feedback_1"] = text_of(number, "first", chance.choice([2, 10, 400]))
    if chance.random() < 0.2:
        pages[2]["proposal_13"] = text_of(number, "proposal", chance.choice([1, 300]))
    if chance.random() < 0.3:
        again = text_of(number, "second", chance.choice([1, 5, 350])) if chance.random() < 0.5 else ""
        pages.append({"1a": chance.choice("12345"), "feedback_1": again})
    return Visit(tuple(pages), submits=chance.random() < 0.85)


def text_of(number: int, word: str, times: int) -> str:
    """Return a comment that can be told from all others wherever eight bytes of it are left."""
    return " ".join(f"<{number:03}:{word}>" for _ in range(times))


def visit_of(opened: OpenRound, code: Code, visit: Visit, key: bytes) -> list[str]:
    """Play one visit under `key` and return the texts that were replaced or taken back in it."""
    response = factories.begun(opened, code, key)
    replaced = []
    shown: dict[str, str] = {}
    for page in visit.pages:
        factories.saved(opened, response, page)
        replaced += [shown[name] for name in page if name.startswith("feedback") and shown.get(name)]
        shown |= page
    if visit.submits:
        filling.submit(opened.store, opened.round, response, code.selector, now())
    return replaced


def _questions(number: int) -> tuple[str, ...]:
    known = factories.catalogue()
    return known.questions_of(known.standard(number))
