"""Access codes are issued, once, into a file that is the only place they are ever seen."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from survey import codes
from survey.errors import N_, SurveyError
from survey.model import Carrier, Round
from survey.report.spreadsheets import harmless
from survey.rounds.clock import now
from survey.store import carriers, invitations, rounds
from survey.store.connection import Store

COLUMNS = ("name", "side", "area", "email", "code", "link")

Issued = list[tuple[Carrier, codes.Code]]


def issue_codes(store: Store, round_: Round, path: Path, url: str) -> Issued:
    """Issue a code to every respondent who has none yet, and write the codes to `path`.

    The file is on disk before the codes are valid; if either fails, neither is there.

    Raises
    ------
    SurveyError
        The round is over, there is no one to issue a code to, or the file is there already or cannot be written.
    """
    if path.suffix.lower() != ".csv":
        raise SurveyError(N_("Codes are written to a file whose name ends in .csv."))
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise SurveyError(
            N_("%(path)s is there already; codes that were issued before would be lost."), path=path
        ) from None
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with store.write():
            issued = new_invitations(store, round_, now())
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                _write(file, issued, url)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        path.unlink()
        raise _unwritable(path, error) from error
    except BaseException:
        path.unlink()
        raise
    return issued


def new_invitations(store: Store, round_: Round, moment: datetime) -> Issued:
    """Keep an invitation for every respondent who has none yet, inside a ``write`` block, and return their codes."""
    if rounds.by_id(store, round_.id).is_closed or moment >= round_.closes:
        raise SurveyError(N_("Filling in has ended in round “%(name)s”; no more codes are issued."), name=round_.name)
    sides = {side.id for side in rounds.catalogue_of(store, round_).sides}
    everyone = {number: carrier for number, carrier in carriers.every(store).items() if carrier.side in sides}
    if not everyone:
        raise SurveyError(N_("There are no carriers yet. Import them first."))
    held = invitations.per_carrier(store, round_.id)
    due = [
        (number, carrier)
        for number, carrier in everyone.items()
        for _ in range(carrier.respondents - held.get(number, 0))
    ]
    if not due:
        raise SurveyError(N_("Every respondent already has a code; codes are never shown again."))
    fresh = _fresh_codes(len(due), invitations.selectors(store))
    issued = [(carrier, code) for (_, carrier), code in zip(due, fresh, strict=True)]
    invitations.add(
        store,
        round_.id,
        moment.date().isoformat(),
        [
            (code.selector, codes.verifier(code, round_.salt), number, carrier.area or "")
            for (number, carrier), code in zip(due, fresh, strict=True)
        ],
    )
    return issued


def link_of(code: codes.Code, url: str) -> str:
    """Return the link in a letter; what follows the # never leaves the respondent's browser."""
    return f"{url.rstrip('/')}/#{code}"


def _fresh_codes(n: int, taken: set[str]) -> list[codes.Code]:
    fresh: list[codes.Code] = []
    while len(fresh) < n:
        code = codes.new_code()
        if code.selector not in taken:
            taken.add(code.selector)
            fresh.append(code)
    return fresh


def _unwritable(path: Path, error: OSError) -> SurveyError:
    return SurveyError(N_("%(path)s cannot be written: %(reason)s"), path=path, reason=error.strerror)


def _write(file: IO[str], issued: Iterable[tuple[Carrier, codes.Code]], url: str) -> None:
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for carrier, code in issued:
        cells = (carrier.name, carrier.side, carrier.area or "", carrier.email or "", str(code), link_of(code, url))
        writer.writerow([harmless(cell) for cell in cells])
