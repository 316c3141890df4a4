"""Makes what tests start from: catalogues, a store, carriers, rounds, codes, responses. Nothing here asserts.

Answers are given through the functions that respondents' pages call. Only `entered` derives a key from code and
passphrase (a tenth of a second each); everything else begins responses under random keys.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from survey.catalogue import load_catalogue
from survey.codes import Code
from survey.config import Settings
from survey.model import Carrier, Catalogue, Round
from survey.rounds import filling
from survey.rounds.access import Issued, new_invitations
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.entry import begin, enter
from survey.rounds.setup import add_round
from survey.store import carriers as kept_carriers
from survey.store import invitations, responses, rounds
from survey.store.connection import Store, open_store
from survey.store.responses import Response, Sheet

ROOT = Path(__file__).parents[1]
STANDARDS = ROOT / "standards.yaml"
SIXSTEP = ROOT / "tests" / "catalogues" / "sixstep.yaml"
MINIMAL = ROOT / "tests" / "catalogues" / "minimal.yaml"

PASSPHRASE = "Drei Birken am Ufer"


@cache
def catalogue(file: Path = STANDARDS) -> Catalogue:
    """Return the catalogue in a file: the real one, `SIXSTEP` or `MINIMAL`."""
    return load_catalogue(file)


def ten_steps() -> Catalogue:
    """Return the least catalogue with a scale of ten steps."""
    known = catalogue(MINIMAL)
    scale = replace(known.fulfilment, labels=tuple(f"Stufe {step}" for step in range(1, 11)))
    return replace(known, fulfilment=scale)


def settings(folder: Path, **changes: object) -> Settings:
    """Return the settings of an installation under `folder`, on the real catalogue."""
    return Settings.model_validate({"instance": folder / "instance", "standards": STANDARDS} | changes)


def store(folder: Path) -> Store:
    """Return the opened database of the installation under `folder`; to be closed."""
    return hasty(open_store(settings(folder).database_path))


S = TypeVar("S", bound=Store)


def hasty(kept: S) -> S:
    """Return a store that does not wait for the disk; what the file says stays the same."""
    kept.value("PRAGMA synchronous=OFF")
    return kept


def carriers(known: Catalogue, each: int = 12, respondents: int = 1) -> list[Carrier]:
    """Return `each` carriers of every side, spread over the areas; names differ over all sides."""
    areas: list[str | None] = [area.name for kind in known.areas for area in kind.areas]
    return [
        Carrier(f"Träger {side.id} {number}", side.id, area, f"{side.id}{number}@example.org", respondents)
        for side in known.sides
        for number, area in enumerate(islice(cycle(areas or [None]), each), 1)
    ]


@dataclass(frozen=True)
class OpenRound:
    """A round that takes answers now, with the codes that were issued for it."""

    store: Store
    round: Round
    catalogue: Catalogue
    issued: Issued

    @property
    def codes(self) -> list[Code]:
        """All codes, in the order they were issued."""
        return [code for _, code in self.issued]

    def codes_of(self, side: str) -> list[Code]:
        """Return the codes of one side."""
        return [code for carrier, code in self.issued if carrier.side == side]


def added_round(
    kept: Store,
    known: Catalogue | None = None,
    name: str = "2026",
    *,
    opens: datetime | None = None,
    closes: datetime | None = None,
    k: int = 5,
) -> Round:
    """Return a new round without carriers or codes; it opened a week ago and ends in a week unless told otherwise."""
    opens = opens or now() - timedelta(days=7)
    return add_round(kept, known or catalogue(), name, opens, closes or opens + timedelta(days=14), k)


def open_round(
    kept: Store,
    known: Catalogue | None = None,
    name: str = "2026",
    *,
    invited: Sequence[Carrier] | None = None,
    k: int = 5,
) -> OpenRound:
    """Return a round that is open, with a code for each respondent of `invited` (else of `carriers`)."""
    known = known or catalogue()
    round_ = added_round(kept, known, name, k=k)
    with kept.write():
        kept_carriers.put(kept, carriers(known) if invited is None else invited)
        issued = new_invitations(kept, round_, round_.opens)
    return OpenRound(kept, round_, known, issued)


def begun(opened: OpenRound, code: Code, key: bytes | None = None) -> Response:
    """Return the response begun with `code`, under `key` or else a random one."""
    invitation = invitations.find(opened.store, code.selector)
    if invitation is None:
        raise LookupError(code.selector)
    with opened.store.write():
        return begin(opened.store, opened.round, invitation, key or secrets.token_bytes(16))


def entered(opened: OpenRound, code: Code, passphrase: str = PASSPHRASE) -> Response:
    """Return the response that code and passphrase open, as a respondent enters: 0.1 s."""
    return enter(opened.store, code, passphrase, now())


def sheet(known: Catalogue, step: int = 3, comments: Mapping[tuple[int, str], str] | None = None) -> Sheet:
    """Return a sheet with `step` (or the highest there is) for every question; comments as given."""
    answers = {question: str(min(step, known.scale_of(question).steps)) for question in known.questions}
    return Sheet(answers, dict(comments or {}))


def changes(opened: OpenRound, response: Response, values: Mapping[str, str]) -> dict[str, filling.Change]:
    """Return the changes of a page that was shown just now and on which `values` were put in."""
    stored = responses.working_sheet(opened.store, opened.catalogue, response)
    shown = {
        field: value
        for standard in opened.catalogue.standards
        for field, value in filling.values_of(stored, opened.catalogue, standard).items()
    }
    return {field: filling.Change(filling.mark_of(shown[field]), value) for field, value in values.items()}


def saved(opened: OpenRound, response: Response, values: Mapping[str, str]) -> list[filling.Conflict]:
    """Save values by field, such as ``{"1a": "4", "feedback_1": "gut"}``, as one page."""
    return filling.save(
        opened.store, opened.round, opened.catalogue, response, changes(opened, response, values), now()
    )


def filled(opened: OpenRound, response: Response, answered: Sheet) -> None:
    """Save a sheet page by page."""
    for standard in opened.catalogue.standards:
        shown = filling.values_of(answered, opened.catalogue, standard)
        saved(opened, response, {field: value for field, value in shown.items() if value})


def submitted(opened: OpenRound, code: Code, answered: Sheet | None = None) -> Response:
    """Return the response that was begun with `code`, filled in page by page and submitted."""
    response = begun(opened, code)
    filled(opened, response, sheet(opened.catalogue) if answered is None else answered)
    filling.submit(opened.store, opened.round, response, code.selector, now())
    return response


def all_submitted(opened: OpenRound, sheets: Mapping[str, Sequence[Sheet]]) -> None:
    """Submit these sheets of each side, the first with its first code and so on, in one piece and quickly."""
    with opened.store.write():
        for side, of_side in sheets.items():
            for code, answered in zip(opened.codes_of(side), of_side, strict=False):
                response = begun(opened, code)
                responses.put_answers(opened.store, opened.catalogue, response, answered.answers)
                for (standard, kind), text in answered.comments.items():
                    responses.put_comment(opened.store, response, standard, kind, text)
                responses.submit(opened.store, response)
                invitations.mark_submitted(opened.store, code.selector)


def closed_round(
    kept: Store, known: Catalogue | None = None, name: str = "2026", *, each: int = 12, step: int = 3
) -> Round:
    """Return a closed round in which `each` carriers of every side answered `step` to every question."""
    known = known or catalogue()
    opened = open_round(kept, known, name, invited=carriers(known, each))
    all_submitted(opened, {side.id: [sheet(known, step)] * each for side in known.sides})
    return close_round(kept, opened.round)


def current(opened: OpenRound) -> Round:
    """Return the round as it is stored now."""
    return rounds.by_id(opened.store, opened.round.id)


def csv_file(rows: Sequence[Mapping[str, str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a CSV file of these rows; its columns are those of the rows, in the order in which they first come up."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def responses_csv(known: Catalogue, counts: Mapping[str, int], step: int = 3) -> bytes:
    """Return a file of responses to import: this many of each side, each answering `step` to every item."""
    answers = {item.id: str(step) for item in known.items}
    names = [(side, f"Träger {side} {number}") for side, n in counts.items() for number in range(1, n + 1)]
    return csv_file([{"side": side, "carrier": name} | answers for side, name in names])
