"""What the database file still says once a round is closed, to someone who holds it."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from survey.codes import Code, verifier
from survey.rounds.closing import close_round
from survey.rounds.imports import import_responses
from tests import factories
from tests.factories import OpenRound
from tests.sqlitefile import uncounted, written_afresh

ENOUGH, TOO_FEW = 14, 9
SECRET = "Nur ich kenne dieses Wort"


@dataclass(frozen=True)
class Closed:
    """A closed round: the side „commercial“ stayed below the ten responses that comments need."""

    path: Path
    opened: OpenRound
    keys: tuple[bytes, ...]
    entered: Code

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @property
    def text(self) -> str:
        """The file as text, in whatever case."""
        return self.content.decode("latin-1").upper()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    folder = tmp_path_factory.mktemp("closed")
    with factories.store(folder) as store:
        opened = factories.open_round(store, invited=factories.carriers(factories.catalogue(), ENOUGH + 2))
        entered = opened.codes_of("free")[-1]
        keys = [factories.entered(opened, entered, SECRET).key]
        with store.write():
            keys += [
                submitted_with_comments(opened, code, f"{side} {number:02}")
                for side, n in (("free", ENOUGH), ("public", ENOUGH), ("commercial", TOO_FEW))
                for number, code in enumerate(opened.codes_of(side)[:n])
            ]
        draft = factories.begun(opened, opened.codes_of("public")[-1])
        factories.saved(opened, draft, {"1a": "2", "feedback_1": "nie abgegeben"})
        file = factories.csv_file([{"side": "public", "carrier": "Stille Post e. V.", "1a": "4"}])
        import_responses(store, opened.round, opened.catalogue, file)
        close_round(store, opened.round)
    return Closed(factories.settings(folder).database_path, opened, tuple(keys), entered)


def submitted_with_comments(opened: OpenRound, code: Code, author: str) -> bytes:
    comments = {(standard.number, "feedback"): f"Wort von {author}" for standard in opened.catalogue.standards}
    return factories.submitted(opened, code, factories.sheet(opened.catalogue, 4, comments)).key


def test_no_comment_lies_under_a_response_any_more(closed: Closed) -> None:
    assert rows(closed, "SELECT * FROM comment") == []


def test_comments_are_on_review_without_a_way_back(closed: Closed) -> None:
    found = rows(closed, "SELECT * FROM review")
    assert len(found) == 2 * ENOUGH * 13
    assert {row["side"] for row in found} == {"free", "public"}
    assert {row["state"] for row in found} == {"open"}
    assert set(found[0].keys()) == {"id", "round", "side", "standard", "kind", "text", "state", "shown"}
    assert not {row["id"] for row in found} & set(closed.keys)


def test_comments_on_review_are_in_no_order_of_their_authors(closed: Closed) -> None:
    authors = [row["text"] for row in rows(closed, "SELECT text FROM review WHERE side = 'free' ORDER BY id")]
    n = len(authors)
    places = sum(place * int(author[-2:]) for place, author in enumerate(authors))
    mean, spread = (n - 1) / 2 * (ENOUGH - 1) / 2 * n, math.sqrt((n**2 - 1) / 12 * (ENOUGH**2 - 1) / 12 * n)
    assert abs(places - mean) < 6 * spread
    runs = sum(a == b for a, b in pairwise(authors))
    assert runs < 60, "the comments of one author stand together"


def test_the_comments_of_a_side_with_too_few_responses_are_nowhere_in_the_file(closed: Closed) -> None:
    assert b"Wort von free 03" in closed.content
    assert b"Wort von commercial" not in closed.content


def test_the_comment_of_a_response_that_was_never_submitted_is_nowhere_in_the_file(closed: Closed) -> None:
    assert b"nie abgegeben" not in closed.content


def test_the_names_of_imported_carriers_are_forgotten(closed: Closed) -> None:
    assert rows(closed, "SELECT * FROM import_carrier") == []
    assert b"Stille Post" not in closed.content


def test_no_code_and_no_secret_is_in_the_file(closed: Closed) -> None:
    assert rows(closed, "SELECT selector FROM invitation WHERE selector = ?", closed.entered.selector)
    for code in closed.opened.codes:
        assert str(code) not in closed.text
        assert code.selector + code.secret not in closed.text
        assert code.secret not in closed.text


def test_no_passphrase_is_in_the_file(closed: Closed) -> None:
    assert SECRET.upper() not in closed.text
    assert SECRET.encode("utf-16-le") not in closed.content


def test_nothing_that_a_response_lies_under_stands_beside_what_an_invitation_keeps(closed: Closed) -> None:
    kept = {row["verifier"] for row in rows(closed, "SELECT verifier FROM invitation")}
    assert verifier(closed.entered, closed.opened.round.salt) in kept
    assert not kept & set(closed.keys)
    for key in closed.keys:
        assert not [value for value in kept if key in value]


def test_the_response_lies_under_the_key_that_code_and_passphrase_make_again(closed: Closed) -> None:
    assert rows(closed, "SELECT key FROM response WHERE key = ?", closed.keys[0])


def test_the_file_is_the_one_that_its_rows_alone_would_make(closed: Closed, tmp_path: Path) -> None:
    assert uncounted(closed.path) == written_afresh(closed.path, tmp_path / "afresh")


def rows(closed: Closed, sql: str, *parameters: object) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(closed.path)) as database:
        database.row_factory = sqlite3.Row
        return database.execute(sql, parameters).fetchall()
