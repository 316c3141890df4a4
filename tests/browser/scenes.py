"""Every page of the site in every state that someone can meet it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from playwright.sync_api import Page, Playwright, StorageState

from survey.codes import Code
from survey.config import Settings
from survey.language import LANGUAGES
from survey.model import CANNOT_SAY, Catalogue
from survey.rounds import comments, filling
from survey.rounds.access import new_invitations
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish
from survey.store import carriers as kept_carriers
from survey.store.connection import Store
from survey.store.responses import Sheet
from tests import factories
from tests.browser.visitors import visitor
from tests.factories import OpenRound

LONG_WORD = "Jugendhilfeausschussvorsitzendenstellvertreterinnenverzeichnis"
_PEOPLE = (
    "empty", "begun", "done", "submitted", "changed", "conflicting", "renewing", "guessed",
    "typing", "leaving", "twice", "submitting", "returning",
)  # fmt: skip
REMARKS = {
    (1, "feedback"): f"Feste Termine helfen.\n\nEin {LONG_WORD} hilft nicht: https://example.org/{'sehr-' * 20}lang",
    (1, "proposal"): "Zwei Termine im Jahr, zu denen beide Seiten einladen.",
}


@dataclass(frozen=True)
class Place:
    """A site with all that the scenes need; `empty` is the address of one that has no rounds yet.

    Codes are held by what has become of them, sessions by visitor and language.
    """

    url: str
    empty: str
    codes: dict[str, str] = field(repr=False)
    sessions: dict[tuple[str, str], StorageState] = field(repr=False)


@dataclass(frozen=True)
class Scene:
    """A state of a page: how one comes there, in whose session, and whether its charts may stay blank, to be quick."""

    name: str
    arrive: Callable[[Page, Place], object]
    who: str = "nobody"
    pale: bool = False

    def __str__(self) -> str:
        return self.name


def place(settings: Settings, empty: str, playwright: Playwright) -> Place:
    """Set up a site that is being served: rounds in every state, and respondents who have come to every point."""
    known = factories.catalogue()
    with factories.store(settings.instance.parent) as store:
        _published(store, known, "2023")
        past = _published(store, known, "2024")
        counted = factories.open_round(store, known, "2025", invited=())
        opened = factories.open_round(store, known, "2026", invited=())
        people = _respondents(opened) | {"late": counted.codes_of("free")[0]}
        factories.entered(counted, people["late"])
        sessions = {}
        for name, code in [("nobody", None), *people.items()]:
            someone = visitor(playwright, settings.url)
            if code is not None:
                someone.sign_in(code, first=False)
            for language in LANGUAGES:
                someone.choose_language(language)
                sessions[name, language] = someone.session()
            someone.requests.dispose()
        close_round(store, counted.round)
        codes = people | {
            "fresh": opened.codes_of("public")[0],
            "published": past.codes[-1],
            "over": counted.codes[-1],
            "future": _future_code(store, known),
        }
    return Place(settings.url, empty, {name: str(code) for name, code in codes.items()}, sessions)


def _published(store: Store, known: Catalogue, name: str) -> OpenRound:
    """Publish a round with enough answers of two sides for every figure, of the third for coarse ones, and comments."""
    opens = now() - timedelta(days=365 * (2026 - int(name)))
    round_ = factories.added_round(store, known, name, opens=opens)
    with store.write():
        kept_carriers.put(store, factories.carriers(known, 14))
        opened = OpenRound(store, round_, known, new_invitations(store, round_, opens))
    chance = Random(int(name))
    leanings = {"public": (13, 3.9), "free": (12, 2.8), "commercial": (7, 3.2)}
    factories.all_submitted(
        opened,
        {
            side: [Sheet({q: _drawn(chance, mean) for q in known.questions}, REMARKS) for _ in range(n)]
            for side, (n, mean) in leanings.items()
        },
    )
    closed = close_round(store, opened.round)
    for comment in comments.to_review(store, closed):
        comments.release(store, closed, comment.id)
    publish(store, closed)
    return opened


def _drawn(chance: Random, mean: float) -> str:
    return CANNOT_SAY if chance.random() < 0.05 else str(min(5, max(1, round(chance.gauss(mean, 1)))))


def _respondents(opened: OpenRound) -> dict[str, Code]:
    """Return the code of a respondent at each point of the way, whose response has come so far."""
    codes = dict(zip(_PEOPLE, opened.codes_of("free"), strict=False))
    responses = {name: factories.entered(opened, code) for name, code in codes.items()}
    everything = factories.sheet(opened.catalogue, 4, REMARKS)
    factories.saved(
        opened, responses["begun"], {"1a": "4", "1b": CANNOT_SAY, "1c": "2", "importance_1": "5", "3a": "1"}
    )
    factories.saved(opened, responses["begun"], {f"{kind}_{number}": text for (number, kind), text in REMARKS.items()})
    for name in ("done", "submitted", "changed"):
        factories.filled(opened, responses[name], everything)
    for name in ("submitted", "changed"):
        filling.submit(opened.store, opened.round, responses[name], codes[name].selector, now())
    factories.saved(opened, responses["changed"], {"1a": "1"})
    return codes


def _future_code(store: Store, known: Catalogue) -> Code:
    round_ = factories.added_round(store, known, "2027", opens=now() + timedelta(days=30))
    with store.write():
        return new_invitations(store, round_, now())[0][1]


def radio(question: str, step: int) -> str:
    """Return the selector of a step's radio button; „kann ich nicht beurteilen“ is the step after the last."""
    return f"[id='{question}-{step - 1}']"


def choose(page: Page, question: str, step: int) -> None:
    """Click on a step's label."""
    page.click(f"label[for='{question}-{step - 1}']")


def save(page: Page) -> None:
    """Press „Speichern und weiter“."""
    press(page, "main .button >> nth=0")


def press(page: Page, button: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(button)


def _at(path: str) -> Callable[[Page, Place], object]:
    def arrive(page: Page, _place: Place) -> None:
        page.goto(path)

    return arrive


def _without_rounds(page: Page, place: Place) -> None:
    page.goto(f"{place.empty}/berichte/")


def _with_code(state: str) -> Callable[[Page, Place], object]:
    def arrive(page: Page, place: Place) -> None:
        page.goto("/")
        page.fill("#code", place.codes[state])
        press(page, "main button")

    return arrive


def _wrong_code(page: Page, _place: Place) -> None:
    page.goto("/")
    page.fill("#code", f"ABCD-{LONG_WORD}")
    press(page, "main button")


def _short_passphrase(page: Page, place: Place) -> None:
    _with_code("fresh")(page, place)
    page.fill("#passphrase", "kurz")
    page.fill("#repeated", "kurz")
    press(page, "main button")


def _wrong_passphrase(page: Page, place: Place) -> None:
    _with_code("begun")(page, place)
    page.fill("#passphrase", "nicht das richtige")
    press(page, "main button")


def _long_comment(page: Page, _place: Place) -> None:
    page.goto("/fragebogen/9")
    page.fill("#feedback_9", "zu lang " * 600)
    save(page)


def _two_tabs(page: Page, _place: Place) -> None:
    """Change an answer and a comment in one tab, then differently in another that was open before."""
    page.goto("/fragebogen/1")
    stored = page.input_value("#feedback_1")
    other = page.context.new_page()
    other.goto("/fragebogen/1")
    choose(other, "1a", 1 if other.is_checked(radio("1a", 2)) else 2)
    other.fill("#feedback_1", f"{LONG_WORD} {len(stored)}")
    save(other)
    other.close()
    choose(page, "1a", 5)
    page.fill("#feedback_1", "Meine Rückmeldung aus dem ersten Fenster.")
    save(page)


def _session_gone(page: Page, _place: Place) -> None:
    page.goto("/fragebogen/2")
    choose(page, "2a", 4)
    page.context.clear_cookies()
    save(page)


def _renewal_refused(page: Page, place: Place) -> None:
    _session_gone(page, place)
    page.fill("#code", "ABCD")
    press(page, "main button")


def _after_the_end(page: Page, _place: Place) -> None:
    page.goto("/fragebogen/1")
    choose(page, "1a", 4)
    page.fill("#feedback_1", REMARKS[1, "feedback"])
    save(page)


def _too_large(page: Page, _place: Place) -> None:
    page.goto("/fragebogen/1")
    page.fill("#feedback_1", "a" * 300_000)
    save(page)


def _too_often(page: Page, place: Place) -> None:
    _with_code("guessed")(page, place)
    for _ in range(11):
        if not page.locator("#passphrase").count():
            break
        page.fill("#passphrase", "nicht das richtige")
        press(page, "main button")


SCENES = (
    Scene("start", _at("/")),
    Scene("start with an error", _wrong_code),
    Scene("start after the session", _at("/?ended=1")),
    Scene("start after leaving", _at("/?left=1")),
    Scene("start of someone signed in", _at("/"), "begun"),
    Scene("passphrase to choose", _with_code("fresh")),
    Scene("passphrase refused", _short_passphrase),
    Scene("passphrase to enter", _with_code("begun")),
    Scene("passphrase to enter after submitting", _with_code("submitted")),
    Scene("passphrase wrong", _wrong_passphrase),
    Scene("not yet open", _with_code("future")),
    Scene("over", _with_code("over")),
    Scene("over and published", _with_code("published")),
    Scene("overview, nothing answered", _at("/fragebogen/"), "empty"),
    Scene("overview, begun", _at("/fragebogen/"), "begun"),
    Scene("overview, all answered", _at("/fragebogen/"), "done"),
    Scene("overview, submitted", _at("/fragebogen/"), "submitted"),
    Scene("overview, changed since", _at("/fragebogen/"), "changed"),
    Scene("standard, empty", _at("/fragebogen/9"), "empty"),
    Scene("standard, filled in", _at("/fragebogen/1"), "done"),
    Scene("standard, submitted", _at("/fragebogen/1"), "submitted"),
    Scene("standard with an error", _long_comment, "begun"),
    Scene("two tabs", _two_tabs, "conflicting"),
    Scene("review, begun", _at("/fragebogen/pruefen"), "begun"),
    Scene("review, submitted", _at("/fragebogen/pruefen"), "submitted"),
    Scene("receipt", _at("/fragebogen/quittung"), "submitted"),
    Scene("receipt, changed since", _at("/fragebogen/quittung"), "changed"),
    Scene("session ended", _session_gone, "renewing"),
    Scene("session ended, wrong code", _renewal_refused, "renewing"),
    Scene("too late", _after_the_end, "late"),
    Scene("reports", _at("/berichte/")),
    Scene("reports, none yet", _without_rounds),
    Scene("report", _at("/berichte/2024")),
    Scene("report of another pair", _at("/berichte/2024?pair=public-commercial"), pale=True),
    Scene("report of the third pair", _at("/berichte/2024?pair=free-commercial"), pale=True),
    Scene("privacy", _at("/datenschutz")),
    Scene("accessibility", _at("/barrierefreiheit")),
    Scene("imprint", _at("/impressum")),
    Scene("not found", _at("/gibt-es-nicht")),
    Scene("too large", _too_large, "begun"),
    Scene("too often", _too_often),
)

IN_GERMAN = [pytest.param((scene, "de"), id=f"{scene}-de") for scene in SCENES]
IN_EACH_LANGUAGE = [pytest.param((scene, code), id=f"{scene}-{code}") for code in LANGUAGES for scene in SCENES]
"""Parameters of the fixture `seen`; tests that share one see the same page, one after the other."""
