"""Rounds are added and listed."""

from __future__ import annotations

import re
from datetime import datetime

from survey.errors import N_, SurveyError
from survey.model import Catalogue, Round
from survey.store import rounds
from survey.store.connection import Store

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,39}")


def add_round(store: Store, catalogue: Catalogue, name: str, opens: datetime, closes: datetime, k: int) -> Round:
    """Add a round that is frozen on `catalogue` from now on.

    Raises
    ------
    SurveyError
        The name is taken or impossible, or the round would close before it opens.
    """
    if not _NAME.fullmatch(name):
        raise SurveyError(
            N_(
                "A round's name has up to 40 letters, digits, dots, underscores and hyphens and begins with a letter"
                " or digit; “%(name)s” does not."
            ),
            name=name,
        )
    if closes <= opens:
        raise SurveyError(N_("A round closes after it opens."))
    with store.write():
        if rounds.exists(store, name):
            raise SurveyError(N_("There is already a round “%(name)s”."), name=name)
        return rounds.add(store, name, catalogue, opens, closes, k)


def state_of(round_: Round, now: datetime) -> str:
    """Return where the round stands: ``planned``, ``open``, ``ended``, ``closed``, ``published`` or ``withdrawn``."""
    if round_.withdrawn_on is not None:
        return "withdrawn"
    if round_.published_on is not None:
        return "published"
    if round_.is_closed:
        return "closed"
    if now < round_.opens:
        return "planned"
    return "open" if now < round_.closes else "ended"
