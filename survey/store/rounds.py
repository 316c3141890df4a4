"""Rounds and the catalogues they are frozen on."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from survey import documents
from survey.errors import N_, NotFoundError
from survey.model import Catalogue, Round
from survey.store.connection import Row, Store

_CATALOGUES: dict[str, Catalogue] = {}
"""Read once: a digest never stands for another document."""


def add(store: Store, name: str, catalogue: Catalogue, opens: datetime, closes: datetime, k: int) -> Round:
    """Keep a new round with its own copy of `catalogue`."""
    document = documents.dump(catalogue)
    digest = hashlib.sha256(document.encode()).hexdigest()
    store.execute("INSERT OR IGNORE INTO catalogue VALUES (?, ?)", (digest, document))
    store.insert(
        "round",
        [
            {
                "name": name,
                "catalogue": digest,
                "opens": _text(opens),
                "closes": _text(closes),
                "k": k,
                "salt": secrets.token_bytes(16),
            }
        ],
    )
    return by_name(store, name)


def every(store: Store) -> list[Round]:
    """Return all rounds, the earliest first."""
    return [_round(row) for row in store.rows("SELECT * FROM round ORDER BY opens, id")]


def exists(store: Store, name: str) -> bool:
    """Whether a round has this name."""
    return store.value("SELECT 1 FROM round WHERE name = ?", (name,)) is not None


def by_name(store: Store, name: str) -> Round:
    """Return the round with this name, or raise `NotFoundError`."""
    row = store.row("SELECT * FROM round WHERE name = ?", (name,))
    if row is None:
        raise NotFoundError(N_("There is no round “%(name)s”."), name=name)
    return _round(row)


def by_id(store: Store, round_id: int) -> Round:
    """Return the round with this number, or raise `NotFoundError`."""
    row = store.row("SELECT * FROM round WHERE id = ?", (round_id,))
    if row is None:
        raise NotFoundError(N_("This round no longer exists."))
    return _round(row)


def catalogue_of(store: Store, round_: Round) -> Catalogue:
    """Return the catalogue the round was frozen on."""
    known = _CATALOGUES.get(round_.catalogue_digest)
    if known is None:
        document = store.value("SELECT document FROM catalogue WHERE digest = ?", (round_.catalogue_digest,))
        known = _CATALOGUES[round_.catalogue_digest] = documents.restore(Catalogue, document)
    return known


def mark_closed(store: Store, round_: Round, day: str) -> None:
    """Note the day on which the round was counted."""
    store.execute("UPDATE round SET closed_on = ? WHERE id = ?", (day, round_.id))


def mark_published(store: Store, round_: Round, day: str) -> None:
    """Note the day on which the round's report was published."""
    store.execute("UPDATE round SET published_on = ? WHERE id = ?", (day, round_.id))


def mark_withdrawn(store: Store, round_: Round, day: str) -> None:
    """Note the day on which the round's report was withdrawn."""
    store.execute("UPDATE round SET withdrawn_on = ? WHERE id = ?", (day, round_.id))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _round(row: Row) -> Round:
    return Round(
        id=row["id"],
        name=row["name"],
        catalogue_digest=row["catalogue"],
        opens=_moment(row["opens"]),
        closes=_moment(row["closes"]),
        k=row["k"],
        salt=row["salt"],
        closed_on=row["closed_on"],
        published_on=row["published_on"],
        withdrawn_on=row["withdrawn_on"],
    )
