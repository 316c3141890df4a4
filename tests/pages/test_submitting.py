"""Answers are submitted, can be changed until the round ends, and count as they were submitted last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.store import responses
from survey.store.responses import Sheet
from tests import factories
from tests.factories import PASSPHRASE, OpenRound
from tests.pages.conftest import Site
from tests.pages.visitor import Visitor

OVER = "Das Ausfüllen ist beendet"


@pytest.fixture
def filled(respondent: Visitor) -> Visitor:
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "5"})
    return respondent


@pytest.fixture
def submitted(filled: Visitor) -> Visitor:
    filled.open("/fragebogen/pruefen")
    filled.send()
    return filled


@pytest.fixture
def counted(opened: OpenRound) -> Callable[[], list[Sheet]]:
    """Look up the sheets that would be counted."""

    def found() -> list[Sheet]:
        rows = opened.store.rows("SELECT key, side, cell FROM response WHERE submitted = 1")
        return [
            responses.submitted_sheet(
                opened.store,
                opened.catalogue,
                responses.Response(opened.round.id, row["key"], row["side"], row["cell"], submitted=True),
            )
            for row in rows
        ]

    return found


def end(opened: OpenRound) -> None:
    with opened.store.write():
        past = (now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        opened.store.execute("UPDATE round SET closes = ?", [past])


def close(opened: OpenRound) -> None:
    close_round(opened.store, opened.round)


def test_the_receipt_says_what_arrived(submitted: Visitor, counted: Callable[[], list[Sheet]]) -> None:
    assert submitted.path == "/fragebogen/quittung"
    assert "1 von 16 Fragen beantwortet" in submitted.page.text
    assert counted() == [Sheet({"S1.1": "5"}, {})]


def test_there_is_no_receipt_before_submitting(filled: Visitor) -> None:
    filled.open("/fragebogen/quittung")
    assert filled.path == "/fragebogen/"


def test_submitting_twice_is_submitting_once(
    filled: Visitor, counted: Callable[[], list[Sheet]], opened: OpenRound
) -> None:
    review = filled.open("/fragebogen/pruefen")
    for _ in range(2):
        filled.send(page=review)
        assert filled.path == "/fragebogen/quittung"
    assert counted() == [Sheet({"S1.1": "5"}, {})]
    assert opened.store.value("SELECT sum(submitted) FROM invitation") == 1


def test_the_back_button_after_submitting_leads_to_pages_that_work(submitted: Visitor) -> None:
    for path in ("/fragebogen/pruefen", "/fragebogen/9", "/fragebogen/1", "/fragebogen/", "/"):
        submitted.open(path)
    assert "Sie sind angemeldet." in submitted.page.text


def test_a_change_after_submitting_counts_only_when_submitted_again(
    submitted: Visitor, counted: Callable[[], list[Sheet]]
) -> None:
    page = submitted.open("/fragebogen/1")
    assert "schon abgegeben" in page.text
    submitted.send({"S1.1": "6"}, "overview")
    assert "erst, wenn Sie noch einmal abgeben" in submitted.page.text
    assert counted() == [Sheet({"S1.1": "5"}, {})]
    assert "erst, wenn Sie noch einmal abgeben" in submitted.open("/fragebogen/quittung").text
    submitted.open("/fragebogen/pruefen")
    submitted.send(button="Noch einmal abgeben")
    assert counted() == [Sheet({"S1.1": "6"}, {})]
    assert "erst, wenn Sie noch einmal abgeben" not in submitted.page.text


def test_an_empty_questionnaire_can_be_submitted(respondent: Visitor, counted: Callable[[], list[Sheet]]) -> None:
    respondent.open("/fragebogen/pruefen")
    respondent.send()
    assert counted() == [Sheet({}, {})]


@pytest.mark.parametrize("over", [end, close], ids=["ended", "closed"])
class TestAfterTheRound:
    def test_saving_shows_what_was_typed_and_stores_nothing(
        self, filled: Visitor, opened: OpenRound, site: Site, over: Callable[[OpenRound], None]
    ) -> None:
        filled.open("/fragebogen/1")
        over(opened)
        before = site.dump()
        page = filled.send({"S1.1": "6", "S1.2": "1", "feedback_1": "Zu <spät>\nleider"}, status=409)
        assert page.heading == OVER
        for text in ("Die Stadt hält ihre Zusagen ein.", "trifft voll zu", "trifft gar nicht zu", "Zu <spät> leider"):
            assert text in page.texts
        assert site.dump() == before

    def test_submitting_is_refused(
        self,
        filled: Visitor,
        opened: OpenRound,
        site: Site,
        counted: Callable[[], list[Sheet]],
        over: Callable[[OpenRound], None],
    ) -> None:
        filled.open("/fragebogen/pruefen")
        over(opened)
        before = site.dump()
        assert filled.send(status=409).heading == OVER
        assert site.dump() == before
        assert counted() == []

    def test_a_receipt_no_longer_speaks_of_changing(
        self, submitted: Visitor, opened: OpenRound, over: Callable[[OpenRound], None]
    ) -> None:
        assert "ansehen und ändern" in submitted.open("/fragebogen/quittung").text
        over(opened)
        assert "ansehen und ändern" not in submitted.open("/fragebogen/quittung").text

    def test_coming_in_is_refused(self, site: Site, opened: OpenRound, over: Callable[[OpenRound], None]) -> None:
        factories.entered(opened, opened.codes[0], PASSPHRASE)
        over(opened)
        late = site.visitor()
        late.open("/")
        assert late.send({"code": str(opened.codes[0])}).heading == OVER
