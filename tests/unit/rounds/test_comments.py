"""Comments of a closed round are released, redacted or held back, one by one, before they appear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from survey.analysis.safereport import Remark
from survey.errors import NotFoundError, SurveyError
from survey.model import Round
from survey.rounds.closing import close_round
from survey.rounds.comments import hold, redact, release, remarks, to_review
from survey.rounds.publishing import publish, published_report, report_of
from survey.store.connection import Store
from survey.store.responses import Sheet
from tests import factories

WRITTEN = 12


@pytest.fixture
def closed(store: Store) -> Round:
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL))
    sheets = [Sheet({"1a": "2"}, {(1, "feedback"): f"Wort {i}"}) for i in range(WRITTEN)]
    factories.all_submitted(opened, {"a": sheets})
    return close_round(store, opened.round)


def test_nobody_reads_a_comment_before_the_round_is_closed(store: Store) -> None:
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL))
    with pytest.raises(SurveyError, match="not closed yet"):
        to_review(store, opened.round)
    with pytest.raises(SurveyError, match="not closed yet"):
        release(store, opened.round, "a")


def test_nothing_appears_that_nobody_decided_on(store: Store, closed: Round) -> None:
    assert {comment.state for comment in to_review(store, closed)} == {"open"}
    assert remarks(store, closed) == ((), {})
    assert report_of(store, closed).remarks == ()


def test_what_is_released_or_redacted_appears_and_what_is_held_back_does_not(store: Store, closed: Round) -> None:
    first, second, third, *_ = to_review(store, closed)
    release(store, closed, first.id)
    redact(store, closed, second.id.upper(), " ohne Namen\r\n")
    hold(store, closed, third.id)
    shown, held = remarks(store, closed)
    assert set(shown) == {Remark("a", 1, "feedback", first.text), Remark("a", 1, "feedback", "ohne Namen")}
    assert held == {"a": None}
    assert set(report_of(store, closed).remarks) == set(shown)


def test_a_decision_can_be_changed_until_the_report_is_published(store: Store, closed: Round) -> None:
    comment = to_review(store, closed)[0]
    release(store, closed, comment.id)
    hold(store, closed, comment.id)
    assert remarks(store, closed)[0] == ()
    release(store, closed, comment.id)
    made = publish(store, closed)
    with pytest.raises(SurveyError, match="its comments are frozen with it"):
        hold(store, made, comment.id)
    assert [remark.text for remark in published_report(store, "2026").remarks] == [comment.text]


def test_held_back_comments_are_counted_from_five_on(store: Store, closed: Round) -> None:
    for number, comment in enumerate(to_review(store, closed)[:5], 1):
        hold(store, closed, comment.id)
        assert remarks(store, closed)[1] == {"a": number if number >= 5 else None}


def test_readers_see_another_order_than_reviewers_and_always_the_same(store: Store, closed: Round) -> None:
    order = [comment.text for comment in to_review(store, closed)]
    for comment in to_review(store, closed):
        release(store, closed, comment.id)
    shown = [remark.text for remark in remarks(store, closed)[0]]
    assert sorted(shown) == sorted(order)
    assert shown != order
    assert [remark.text for remark in remarks(store, closed)[0]] == shown


@pytest.mark.parametrize("text", ["", " \n", "\0", "x" * 4001])
def test_a_redaction_leaves_something_to_read(store: Store, closed: Round, text: str) -> None:
    comment = to_review(store, closed)[0]
    with pytest.raises(SurveyError, match="has 1 to 4,000 characters"):
        redact(store, closed, comment.id, text)
    assert {each.state for each in to_review(store, closed)} == {"open"}


@pytest.mark.parametrize("decide", [release, hold])
def test_a_comment_is_named_by_the_beginning_of_its_key(
    store: Store, closed: Round, decide: Callable[[Store, Round, str], object]
) -> None:
    comment = to_review(store, closed)[0]
    decide(store, closed, comment.id[:12])
    assert [each.state for each in to_review(store, closed)].count("open") == WRITTEN - 1
    for key in ("", "zz", "0" * 32):
        with pytest.raises(NotFoundError, match=f"There is no comment “{key}” in round “2026”"):
            decide(store, closed, key)


def test_a_beginning_that_several_keys_have_is_not_enough(store: Store, closed: Round) -> None:
    with store.write():
        store.execute("UPDATE review SET id = CAST(x'ab' || substr(id, 2) AS BLOB)")
    with pytest.raises(SurveyError, match="“AB” begins several comments; please type more of it"):
        release(store, closed, "AB")
