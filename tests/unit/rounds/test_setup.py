"""Rounds are added on a catalogue that is then frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from survey.errors import NotFoundError, SurveyError
from survey.model import Round
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish
from survey.rounds.setup import add_round, state_of
from survey.store import rounds
from survey.store.connection import Store
from tests import factories

OPENS = datetime(2026, 3, 1, 7, tzinfo=UTC)
CLOSES = datetime(2026, 4, 1, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def add(store: Store, name: str, opens: datetime = OPENS, closes: datetime = CLOSES) -> Round:
    return add_round(store, factories.catalogue(), name, opens, closes, 5)


@pytest.mark.parametrize("name", ["2026", "a", "_", "2026-1", "Runde_2026.2", "x" * 40, "a.."])
def test_a_round_can_have_this_name(store: Store, name: str) -> None:
    assert add(store, name).name == name
    assert rounds.by_name(store, name).name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "-",
        "-rf",
        "../x",
        "a/b",
        "a\\b",
        "a b",
        "Rundé",
        "２０２６",
        "x" * 41,
        "2026\n",
        "a\0",
        "%(name)s",
    ],
)
def test_a_round_cannot_have_this_name(store: Store, name: str) -> None:
    with pytest.raises(SurveyError, match="A round's name has up to 40 letters") as caught:
        add(store, name)
    assert f"“{name}”" in str(caught.value)
    assert rounds.every(store) == []


def test_a_name_is_taken_once(store: Store) -> None:
    add(store, "2026")
    with pytest.raises(SurveyError, match="already a round “2026”"):
        add(store, "2026")


@pytest.mark.parametrize("closes", [OPENS, OPENS - SECOND])
def test_a_round_closes_after_it_opens(store: Store, closes: datetime) -> None:
    with pytest.raises(SurveyError, match="closes after it opens"):
        add(store, "2026", OPENS, closes)


def test_a_round_is_kept_as_it_was_added(store: Store) -> None:
    made = add(store, "2026")
    assert (made.opens, made.closes, made.k) == (OPENS, CLOSES, 5)
    assert (made.closed_on, made.published_on) == (None, None)
    assert len(made.salt) == 16
    assert add(store, "2027").salt != made.salt


@pytest.mark.parametrize("year", [1, 999, 9998])
def test_any_year_is_kept(store: Store, year: int) -> None:
    opens = datetime(year, 1, 2, tzinfo=UTC)
    assert add(store, "x", opens, opens + SECOND).opens == opens


def test_rounds_are_listed_by_their_opening(store: Store) -> None:
    add(store, "later", OPENS + SECOND)
    add(store, "earlier", OPENS)
    add(store, "same", OPENS)
    assert [round_.name for round_ in rounds.every(store)] == ["earlier", "same", "later"]


def test_a_round_keeps_its_catalogue_whatever_becomes_of_the_file(store: Store) -> None:
    known = factories.catalogue()
    first = add(store, "first")
    changed = replace(known, title="Ein anderer Name", translations={})
    second = add_round(store, changed, "second", OPENS, CLOSES, 5)
    assert rounds.catalogue_of(store, first) == known
    assert rounds.catalogue_of(store, first).in_language("en") == known.in_language("en")
    assert rounds.catalogue_of(store, second) == changed


def test_a_catalogue_that_two_rounds_share_is_kept_once(store: Store) -> None:
    assert add(store, "first").catalogue_digest == add(store, "second").catalogue_digest
    assert store.value("SELECT count(*) FROM catalogue") == 1


def test_a_round_that_does_not_exist_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="There is no round “2031”"):
        rounds.by_name(store, "2031")
    with pytest.raises(NotFoundError, match="no longer exists"):
        rounds.by_id(store, 31)


def test_a_round_goes_from_planned_to_published(store: Store) -> None:
    round_ = add(store, "2026")
    moments = [OPENS - SECOND, OPENS, CLOSES - SECOND, CLOSES]
    assert [state_of(round_, moment) for moment in moments] == ["planned", "open", "open", "ended"]
    closed = close_round(store, round_)
    assert state_of(closed, OPENS - SECOND) == "closed"
    assert state_of(publish(store, closed), OPENS) == "published"
