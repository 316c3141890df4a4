"""The report of a closed round is frozen when it is published."""

from __future__ import annotations

from datetime import timedelta

import pytest

from survey.errors import NotFoundError, SurveyError
from survey.model import Round
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish, published, published_report, report_of, withdraw
from survey.store.connection import Store
from tests import factories

TALLIES = ("tally_side", "tally_group", "tally_carrier", "tally", "tally_score", "tally_joint")


@pytest.fixture
def closed(store: Store) -> Round:
    return factories.closed_round(store, step=4)


def test_there_is_no_result_before_the_round_is_closed(store: Store) -> None:
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL))
    factories.all_submitted(opened, {"a": [factories.sheet(opened.catalogue, 2)] * 12})
    with pytest.raises(SurveyError, match="not closed yet; until then there is no result for anyone"):
        report_of(store, opened.round)
    with pytest.raises(SurveyError, match="not closed yet"):
        publish(store, opened.round)
    assert published(store) == []
    assert not factories.current(opened).is_closed


def test_a_closed_round_has_a_report_that_only_the_office_sees(store: Store, closed: Round) -> None:
    report = report_of(store, closed)
    assert report.round == "2026"
    assert report.row("1a").sides["free"].mean == 4
    assert published(store) == []
    with pytest.raises(NotFoundError, match="no published report of a round “2026”"):
        published_report(store, "2026")


def test_a_published_report_is_seen_by_everyone(store: Store, closed: Round) -> None:
    before = report_of(store, closed)
    made = publish(store, closed)
    assert made.published_on == now().date().isoformat()
    assert published(store) == [made]
    assert published_report(store, "2026") == before


def test_a_published_report_never_changes_again(store: Store, closed: Round) -> None:
    before = report_of(store, closed)
    made = publish(store, closed)
    with store.write():
        store.execute("UPDATE tally SET n = n + 1")
        store.execute("UPDATE round SET k = 9, closed_on = '1999-01-01' WHERE id = ?", (closed.id,))
        store.execute("DELETE FROM tally_group WHERE side = 'free'")
    assert published_report(store, "2026") == report_of(store, made) == before


def test_a_report_that_is_not_published_does_change(store: Store, closed: Round) -> None:
    before = report_of(store, closed)
    with store.write():
        store.execute("UPDATE tally SET n = 0 WHERE side = 'free'")
    assert report_of(store, closed) != before


def test_the_published_report_survives_the_deletion_of_responses_and_tallies(store: Store, closed: Round) -> None:
    before = report_of(store, closed)
    made = publish(store, closed)
    with store.write():
        for table in ("comment", "answer", "response", *TALLIES):
            store.execute(f"DELETE FROM {table}")
    assert report_of(store, made) == before


def test_a_round_is_published_once(store: Store, closed: Round) -> None:
    made = publish(store, closed)
    for round_ in (made, closed):
        with pytest.raises(SurveyError, match="Round “2026” is published already"):
            publish(store, round_)


def test_published_rounds_are_listed_the_latest_first(store: Store) -> None:
    known = factories.catalogue(factories.MINIMAL)
    for name, days in (("b", 60), ("c", 30), ("a", 90), ("hidden", 45)):
        round_ = factories.added_round(store, known, name, opens=now() - timedelta(days=days))
        closed = close_round(store, round_)
        if name != "hidden":
            publish(store, closed)
    assert [round_.name for round_ in published(store)] == ["c", "b", "a"]


def test_a_withdrawn_report_is_shown_no_more_and_stays_as_it_was(store: Store, closed: Round) -> None:
    made = publish(store, closed)
    before = report_of(store, made)
    gone = withdraw(store, made)
    assert gone.withdrawn_on == now().date().isoformat()
    assert published(store) == []
    with pytest.raises(NotFoundError):
        published_report(store, "2026")
    assert report_of(store, gone) == before
    with pytest.raises(SurveyError, match="has no published report"):
        withdraw(store, gone)
    with pytest.raises(SurveyError, match="is published already"):
        publish(store, gone)


def test_only_a_published_report_can_be_withdrawn(store: Store, closed: Round) -> None:
    with pytest.raises(SurveyError, match="has no published report"):
        withdraw(store, closed)


def test_a_report_that_does_not_exist_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="“2031”"):
        published_report(store, "2031")
