"""Comments of a closed round are reviewed: each is released, redacted or held back before it can appear.

A reviewer sees side and standard, nothing else, in random order. What is released is frozen with the report.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from survey.analysis.safereport import Remark
from survey.errors import N_, NotFoundError, SurveyError
from survey.model import Round
from survey.rounds.filling import LONGEST_COMMENT, clean_text
from survey.store import reviews
from survey.store.connection import Store
from survey.store.reviews import Reviewed

SHORT = 6
"""Characters of a comment's key that a reviewer types; longer where that is not enough to tell two apart."""

_FEWEST_COUNTED = 5


def to_review(store: Store, round_: Round) -> list[Reviewed]:
    """Return the comments of a closed round, in random order.

    Raises
    ------
    SurveyError
        The round is not closed; until then nobody reads a comment.
    """
    if not round_.is_closed:
        raise SurveyError(
            N_("Round “%(name)s” is not closed yet; until then there is no result for anyone."), name=round_.name
        )
    return reviews.of_round(store, round_.id)


def release(store: Store, round_: Round, key: str) -> Reviewed:
    """Let a comment appear as it was written."""
    comment = _open_to_review(store, round_, key)
    with store.write():
        reviews.decide(store, round_.id, comment.id, "released", comment.text)
    return comment


def redact(store: Store, round_: Round, key: str, text: str) -> Reviewed:
    """Let a comment appear in the words given here, for instance without a name.

    Raises
    ------
    SurveyError
        Nothing would be left, or it would be longer than a comment can be.
    """
    comment = _open_to_review(store, round_, key)
    shown = clean_text(text)
    if not shown or len(shown) > LONGEST_COMMENT:
        raise SurveyError(N_("A redacted comment has 1 to 4,000 characters. To show nothing of it, hold it back."))
    with store.write():
        reviews.decide(store, round_.id, comment.id, "redacted", shown)
    return comment


def hold(store: Store, round_: Round, key: str) -> Reviewed:
    """Hold a comment back; the report only counts it."""
    comment = _open_to_review(store, round_, key)
    with store.write():
        reviews.decide(store, round_.id, comment.id, "held", None)
    return comment


def remarks(store: Store, round_: Round) -> tuple[tuple[Remark, ...], dict[str, int | None]]:
    """Return what appears of a round's comments, and how many of each side were held back.

    The order is random, another than the reviewer's, and the same every time. Counts below five are None. Comments
    nobody has decided on do not appear and are not counted.
    """
    found = sorted(reviews.of_round(store, round_.id), key=_place)
    shown = [
        Remark(comment.side, comment.standard, "proposal" if comment.kind == "proposal" else "feedback", comment.shown)
        for comment in found
        if comment.shown is not None
    ]
    held = Counter(comment.side for comment in found if comment.state == "held")
    return tuple(shown), {side: n if n >= _FEWEST_COUNTED else None for side, n in held.items()}


def _place(comment: Reviewed) -> bytes:
    return hashlib.blake2b(bytes.fromhex(comment.id), person=b"place").digest()


def _open_to_review(store: Store, round_: Round, key: str) -> Reviewed:
    if round_.published_on is not None:
        raise SurveyError(
            N_("The report of round “%(name)s” is published; its comments are frozen with it."), name=round_.name
        )
    found = [comment for comment in to_review(store, round_) if key and comment.id.startswith(key.lower())]
    if not found:
        raise NotFoundError(N_("There is no comment “%(key)s” in round “%(name)s”."), key=key, name=round_.name)
    if len(found) > 1:
        raise SurveyError(N_("“%(key)s” begins several comments; please type more of it."), key=key)
    return found[0]
