"""Every page of the site in every state that someone can meet it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from playwright.sync_api import Page, Playwright, StorageState

from survey.config import Settings
from survey.model import CANNOT_SAY, Catalogue
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish
from survey.store import carriers as kept_carriers
from survey.store.connection import Store
from survey.store.responses import Sheet
from tests import factories
from tests.browser.visitors import visitor
from tests.factories import PASSPHRASE, OpenRound

LONG_WORD = "Jugendhilfeausschussvorsitzendenstellvertreterinnenverzeichnis"
REMARKS = {
    (1, "feedback"): f"Feste Termine helfen.\n\nEin {LONG_WORD} hilft nicht: https://example.org/{'sehr-' * 20}lang",
    (1, "proposal"): "Zwei Termine im Jahr, zu denen beide Seiten einladen.",
}


@dataclass(frozen=True)
class Place:
    """A site with everything set up that the scenes need: its address, codes by their state, sessions by visitor."""

    url: str
    codes: dict[str, str]
    sessions: dict[tuple[str, str], StorageState] = field(repr=False)


@dataclass(frozen=True)
class Scene:
    """A state of a page: whose session it is seen in, and how one comes there."""

    name: str
    arrive: Callable[[Page, Place], object]
    who: str = "nobody"

    def __str__(self) -> str:
        return self.name


def place(settings: Settings, playwright: Playwright, languages: tuple[str, ...]) -> Place:
    """Set up a site that is being served: rounds in every state, and respondents who have come to every point."""
    known = factories.catalogue()
    with factories.store(settings.instance.parent) as store:
        past = factories.open_round(store, known, "2024", invited=factories.carriers(known, 14))
        _answered(past, known)
        publish(store, close_round(store, past.round))
        counted = factories.open_round(store, known, "2025", invited=())
        opened = factories.open_round(store, known, "2026", invited=())
        codes, respondents = _respondents(opened)
        codes |= {"published": str(past.codes[-1]), "over": str(counted.codes[-1]), "future": _future_code(store, known)}
        late = counted.codes_of("free")[0]
        factories.entered(counted, late)
        sessions = {}
        for name, code in [*respondents.items(), ("late", late), ("nobody", None)]:
            someone = visitor(playwright, settings.url)
            if code:
                someone.sign_in(code, first=False)
            for language in languages:
                someone.choose_language(language)
                sessions[name, language] = someone.session()
            someone.requests.dispose()
        close_round(store, counted.round)
    return Place(settings.url, codes, sessions)


def _answered(opened: OpenRound, known: Catalogue) -> None:
    """Let sides differ: detail on two sides, coarse figures on the third."""
    chance = Random(7)
    sheets = {
        side: [Sheet({q: _step(chance, mean) for q in known.questions}, {}) for _ in range(n)]
        for side, n, mean in (("public", 13), ("free", 12), ("commercial", 7))
        for mean in [{"public": 3.9, "free": 2.8, "commercial": 3.2}[side]]
    }
    factories.all_submitted(opened, sheets)


def _step(chance: Random, mean: float) -> str:
    return CANNOT_SAY if chance.random() < 0.05 else str(min(5, max(1, round(chance.gauss(mean, 1)))))


def _respondents(opened: OpenRound) -> tuple[dict[str, str], dict[str, object]]:
    ...
