"""Invented carriers play through four rounds, so that everyone can look around: three published, one open.

The views are drawn from a few plain tendencies: what a side thinks of a standard, what it thinks of its own doing, how
much one carrier differs from the next, and a slow drift from year to year. Nobody real is behind them.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from survey.config import Settings
from survey.errors import N_, SurveyError
from survey.model import BOTH, CANNOT_SAY, Carrier, Catalogue, Item, Round, Scale, Standard
from survey.rounds.access import Issued, new_invitations
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.entry import begin
from survey.rounds.publishing import publish
from survey.rounds.setup import add_round
from survey.store import carriers, invitations, responses
from survey.store.connection import Store, open_store
from survey.store.responses import Sheet

SEED = 13
PUBLISHED_ROUNDS = 3

_BODIES = (
    "Kinderhaus",
    "Jugendwerk",
    "Familienzentrum",
    "Spielmobil",
    "Jugendtreff",
    "Kita",
    "Beratungsstelle",
    "Werkstatt",
)
_NAMES = (
    "Regenbogen", "Elbwiese", "Sonnenhof", "Kompass", "Brückenschlag", "Lindenbaum", "Leuchtturm", "Windrad",
    "Kastanie", "Mosaik", "Morgenrot", "Ankerplatz", "Wirbelwind", "Pusteblume", "Zeitraum", "Nordlicht", "Weitblick",
    "Schatzinsel", "Grünschnabel", "Drachenflug", "Sternschnuppe", "Kieselstein", "Himmelsleiter", "Lotse",
)  # fmt: skip
_DEPARTMENTS = (
    "Allgemeiner Sozialer Dienst", "Jugendhilfeplanung", "Kindertagesbetreuung", "Jugendgerichtshilfe",
    "Pflegekinderdienst", "Kinderschutz", "Förderung freier Träger", "Jugendsozialarbeit", "Amtsvormundschaft",
    "Beistandschaft", "Erziehungsberatung", "Hilfen zur Erziehung", "Frühe Hilfen",
    "Schulsozialarbeit", "Kinder- und Jugendarbeit",
)  # fmt: skip
_REMARKS = (
    "Die Abstimmung im Stadtraum ist besser geworden, braucht aber feste Termine.",
    "Entscheidungen kommen oft, bevor wir davon hören.",
    "Die Ansprechpersonen sind gut erreichbar, das schätzen wir sehr.",
    "Berichte werden geschrieben und selten gemeinsam gelesen.",
)
_PROPOSALS = (
    "Zwei feste Termine im Jahr, zu denen beide Seiten einladen.",
    "Zu jeder Entscheidung eine halbe Seite Begründung im Jugendinfoserver.",
    "Sachberichte in einer gemeinsamen Runde auswerten statt nur ablegen.",
)


@dataclass(frozen=True)
class Demo:
    """What was made: an access code for each side of the open round, by the side's label."""

    carriers: int
    published: tuple[str, ...]
    open: str
    codes: dict[str, str]


def make_demo(settings: Settings, catalogue: Catalogue, progress: Callable[[str], None]) -> Demo:
    """Make the demo's database anew.

    Raises
    ------
    SurveyError
        The database of an earlier demo cannot be removed.
    """
    path = settings.database_path
    try:
        for old in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise SurveyError(N_("%(path)s cannot be removed: %(reason)s"), path=path, reason=error.strerror) from error
    chance = random.Random(SEED)  # noqa: S311 - the same demo every time
    this_year = now().year
    with open_store(path) as store:
        invented = _carriers(catalogue)
        with store.write():
            carriers.put(store, invented)
        published = [str(year) for year in range(this_year - PUBLISHED_ROUNDS, this_year)]
        for drift, name in enumerate(published):
            progress(f"round {name}")
            opens = datetime(int(name), 3, 1, 7, tzinfo=UTC)
            round_ = add_round(store, catalogue, name, opens, opens + timedelta(days=45), settings.k)
            _fill(store, round_, catalogue, chance, _Climate(drift, 0.78))
            publish(store, close_round(store, round_))
        progress(f"round {this_year}")
        today = now().replace(hour=6, minute=0, second=0)
        opens = today - timedelta(days=14)
        open_round = add_round(store, catalogue, str(this_year), opens, today + timedelta(days=30), settings.k)
        unused = _fill(store, open_round, catalogue, chance, _Climate(PUBLISHED_ROUNDS, 0.4))
    progress("")
    first = {catalogue.side(carrier.side).label: str(code) for carrier, code in reversed(unused)}
    return Demo(
        carriers=len(invented),
        published=tuple(published),
        open=open_round.name,
        codes={side.label: first[side.label] for side in catalogue.sides if side.label in first},
    )


@dataclass(frozen=True)
class _Climate:
    """What shapes a round: how many years have gone by, and the share of those invited who answer."""

    years: int
    returned: float


def _carriers(catalogue: Catalogue) -> list[Carrier]:
    areas = [area.name for area_type in catalogue.areas for area in area_type.areas]
    made = []
    for place, side in enumerate(catalogue.sides):
        names = _DEPARTMENTS if side.one_organisation else _organisations(place, 40 if place > 1 else 80)
        for number, name in enumerate(names):
            area = areas[number % len(areas)] if areas and not side.one_organisation and number % 9 else None
            address = f"kontakt{number + 1}@{side.id.replace('_', '-')}.example"
            made.append(Carrier(name, side.id, area, address, 2 if side.one_organisation else 1))
    return made


def _organisations(place: int, n: int) -> list[str]:
    form = "e. V." if place % 2 else "gGmbH" if place == 0 else "GmbH"
    pairs = [(body, name) for name in _NAMES for body in _BODIES]
    return [f"{body} {name} {form}" for body, name in pairs[place :: max(1, len(pairs) // n)][:n]]


def _fill(store: Store, round_: Round, catalogue: Catalogue, chance: random.Random, climate: _Climate) -> Issued:
    """Issue the codes of a round, let some of those invited answer, and return the codes nobody used."""
    unused = []
    with store.write():
        issued = new_invitations(store, round_, round_.opens)
        for carrier, code in issued:
            if chance.random() >= climate.returned:
                unused.append((carrier, code))
                continue
            invitation = invitations.find(store, code.selector)
            if invitation is None:
                raise LookupError(code.selector)
            response = begin(store, round_, invitation, secrets.token_bytes(16))
            sheet = _sheet(catalogue, carrier.side, chance, climate)
            responses.put_answers(store, catalogue, response, sheet.answers)
            for (standard, kind), text in sheet.comments.items():
                responses.put_comment(store, response, standard, kind, text)
            responses.submit(store, response)
            invitations.mark_submitted(store, code.selector)
    return unused


def _sheet(catalogue: Catalogue, side: str, chance: random.Random, climate: _Climate) -> Sheet:
    mood = chance.gauss(0, 0.15)
    answers: dict[str, str] = {}
    comments: dict[tuple[int, str], str] = {}
    for standard in catalogue.standards:
        for item in standard.items:
            answers |= _answer(
                item.id, catalogue.fulfilment, _leaning(catalogue, standard, item, side, climate) + mood, chance
            )
        if catalogue.importance is not None:
            weight = 0.72 + 0.05 * _wave(standard.number, 3)
            answers |= _answer(standard.importance, catalogue.importance, weight, chance)
        if chance.random() < 0.03:  # noqa: PLR2004 - a few comments each
            comments[standard.number, "feedback"] = chance.choice(_REMARKS)
            comments[standard.number, "proposal"] = chance.choice(_PROPOSALS)
    return Sheet(answers, comments)


def _leaning(catalogue: Catalogue, standard: Standard, item: Item, side: str, climate: _Climate) -> float:
    """Return where on the scale, from 0 to 1, a side tends to see an item."""
    place = [known.id for known in catalogue.sides].index(side)
    shared = 0.56 + 0.1 * _wave(standard.number, 1)
    differs = (0.13, -0.05, -0.1)[min(place, 2)] * (0.5 + _wave(standard.number, 2))
    own = 0.07 if item.about not in {BOTH, side} else 0.0
    drift = 0.012 * climate.years * _wave(standard.number, 4)
    return shared + differs - own + drift + 0.04 * _wave(sum(item.id.encode()), 5)


def _wave(number: int, kind: int) -> float:
    """Return a fixed number from −1 to 1 that looks random."""
    return random.Random(number * 31 + kind).uniform(-1, 1)  # noqa: S311 - the same every time


def _answer(question: str, scale: Scale, leaning: float, chance: random.Random) -> dict[str, str]:
    draw = chance.random()
    if draw < 0.02:  # noqa: PLR2004 - a few leave a question open
        return {}
    if draw < 0.08:  # noqa: PLR2004 - and a few cannot say
        return {question: CANNOT_SAY}
    place = leaning + chance.gauss(0, 0.2)
    return {question: str(1 + min(scale.steps - 1, max(0, round(place * (scale.steps - 1)))))}
