"""Who is filling in: kept in the visitor's signed cookie alone, never on the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.errors import NotFoundError
from survey.model import Catalogue, Round
from survey.store import responses, rounds
from survey.store.responses import Response
from survey.web import wording
from survey.web.database import store
from survey.web.participant.renewal import ask_again
from survey.web.security import RESPONDENT

P = ParamSpec("P")
Page = str | tuple[str, int] | Answer

_VISIT = "visit"


@dataclass(frozen=True)
class Participant:
    """A respondent at work. `catalogue` is in the language they read in."""

    round: Round
    catalogue: Catalogue
    response: Response
    selector: str


def sign_in(response: Response, selector: str) -> None:
    """Begin a visit; what another visitor of this browser left in the session goes, but for the language."""
    kept = {name: session[name] for name in (wording.KEY, "csrf_token") if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    session[_VISIT] = [response.round_id, response.key.hex(), selector]


def sign_out() -> None:
    """End the visit."""
    chosen = session.get(wording.KEY)
    session.clear()
    if chosen:
        session[wording.KEY] = chosen


def current() -> Participant | None:
    """Return who is filling in, None if nobody is signed in or the response is gone."""
    if _VISIT not in session:
        return None
    round_id, key, selector = session[_VISIT]
    try:
        round_ = rounds.by_id(store(), round_id)
    except NotFoundError:
        return None
    response = responses.find(store(), round_id, bytes.fromhex(key))
    if response is None:
        return None
    catalogue = rounds.catalogue_of(store(), round_).in_language(wording.current().code)
    return Participant(round_, catalogue, response, selector)


def reading_in(participant: Participant, code: str) -> Participant:
    """Return the respondent, reading in another language from now on."""
    wording.choose(code)
    catalogue = rounds.catalogue_of(store(), participant.round).in_language(wording.current().code)
    return replace(participant, catalogue=catalogue)


def open_to_respondents(view: Callable[Concatenate[Participant, P], Page]) -> Callable[P, Page]:
    """Hand the respondent to a view; without one, ask to sign in and keep what was typed."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
        participant = current()
        if participant is None:
            return (request.method == "POST" and ask_again()) or redirect(url_for("entrance.start", ended=1))
        return view(participant, *args, **kwargs)

    guarded.access = RESPONDENT  # type: ignore[attr-defined] # read by `security.access_of`
    return guarded
