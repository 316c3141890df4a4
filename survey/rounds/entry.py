"""Respondents enter: by their code, and by the passphrase that only they know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from survey import codes
from survey.errors import N_, SurveyError
from survey.model import Round
from survey.rounds.cells import cell_for, cells_of, with_room_for
from survey.store import invitations, responses, rounds
from survey.store.connection import Store
from survey.store.responses import Response


class WrongEntryError(SurveyError):
    """Code or passphrase do not open anything."""


class RoundShutError(SurveyError):
    """The code is right, but its round does not take answers now; `round` says when it did or will."""

    def __init__(self, message: str, round_: Round) -> None:
        super().__init__(message)
        self.round = round_


class NotYetOpenError(RoundShutError):
    """The round has not opened yet."""


class OverError(RoundShutError):
    """The round no longer takes answers."""


@dataclass(frozen=True)
class Door:
    """What a code leads to: a round, and whether it was used before and its response submitted."""

    selector: str
    round: Round
    opened: bool
    submitted: bool


def door(store: Store, code: codes.Code, now: datetime) -> Door:
    """Return what `code` leads to.

    Raises
    ------
    WrongEntryError
        No invitation has this code.
    NotYetOpenError, OverError
        Its round takes no answers now.
    """
    invitation = invitations.find(store, code.selector)
    if invitation is None:
        raise WrongEntryError(_WRONG_CODE)
    round_ = rounds.by_id(store, invitation.round_id)
    if not codes.matches(code, round_.salt, invitation.verifier):
        raise WrongEntryError(_WRONG_CODE)
    require_open(round_, now)
    return Door(code.selector, round_, invitation.opened, invitation.submitted)


def enter(store: Store, code: codes.Code, passphrase: str, now: datetime) -> Response:
    """Return the response that code and passphrase open; the first time, the passphrase is set and the response begun.

    Raises
    ------
    SurveyError
        At first entry: the passphrase is too short or too long.
    WrongEntryError
        The code is unknown, or it was used before with another passphrase.
    NotYetOpenError, OverError
        The round takes no answers now.
    """
    found = door(store, code, now)
    if not found.opened:
        codes.check_passphrase(passphrase)
    key = codes.response_key(code, passphrase, found.round.salt)
    with store.write():
        require_open(rounds.by_id(store, found.round.id), now)
        invitation = invitations.find(store, code.selector)
        if invitation is None:
            raise WrongEntryError(_WRONG_CODE)
        if not invitation.opened:
            return begin(store, found.round, invitation, key)
    response = responses.find(store, found.round.id, key)
    if response is None:
        raise WrongEntryError(N_("This passphrase does not go with this access code. Please try again."))
    return response


def begin(store: Store, round_: Round, invitation: invitations.Invitation, key: bytes) -> Response:
    """Begin the response of an invitation under `key`, inside a ``write`` block."""
    catalogue = rounds.catalogue_of(store, round_)
    fixed = cells_of(store, round_, catalogue, invitation.side)
    fixed = with_room_for(store, round_, catalogue, invitation.side, fixed, invitation.area)
    response = Response(round_.id, key, invitation.side, cell_for(fixed, catalogue, invitation.area), submitted=False)
    responses.add(store, catalogue, response)
    invitations.mark_opened(store, invitation.selector)
    return response


def require_open(round_: Round, now: datetime) -> None:
    """Refuse unless the round takes answers at this instant."""
    if not round_.is_closed and now < round_.opens:
        raise NotYetOpenError(N_("This round has not opened yet."), round_)
    if not round_.accepts_answers(now):
        raise OverError(N_("Filling in has ended."), round_)


_WRONG_CODE = N_("We do not know this access code. Please compare it with your letter.")
