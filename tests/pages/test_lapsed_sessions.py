"""A session that ends while someone is typing loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from survey.rounds.clock import now
from survey.store.responses import Response, Sheet
from tests import factories
from tests.factories import PASSPHRASE, OpenRound
from tests.pages.conftest import Site
from tests.pages.markup import Page
from tests.pages.visitor import Visitor

TYPED = {"S1.1": "5", "importance_1": "2", "feedback_1": 'Zeile eins\n\n"Zeile" <zwei> & mehr'}
KEPT = Sheet({"S1.1": "5", "importance_1": "2"}, {(1, "feedback"): 'Zeile eins\n\n"Zeile" <zwei> & mehr'})


@pytest.fixture
def lapsed(respondent: Visitor) -> Visitor:
    """Return someone whose session has ended while the first standard's page was open."""
    respondent.open("/fragebogen/1")
    respondent.forget()
    return respondent


@pytest.fixture
def response(opened: OpenRound) -> Response:
    return factories.entered(opened, opened.codes[0])


def sign_in_again(visitor: Visitor, opened: OpenRound, passphrase: str = PASSPHRASE, status: int = 200) -> Page:
    return visitor.send({"code": str(opened.codes[0]), "passphrase": passphrase}, status=status)


def test_what_was_typed_is_saved_after_signing_in_again(
    lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    page = lapsed.send(TYPED, status=403)
    assert page.heading == "Bitte melden Sie sich noch einmal an"
    assert kept() == Sheet({}, {})
    sign_in_again(lapsed, opened)
    assert lapsed.path == "/fragebogen/2"
    assert kept() == KEPT


def test_it_goes_on_where_the_button_led(lapsed: Visitor, opened: OpenRound) -> None:
    lapsed.send(TYPED, "Speichern und zur Übersicht", status=403)
    sign_in_again(lapsed, opened)
    assert lapsed.path == "/fragebogen/"


def test_a_wrong_passphrase_first_loses_nothing(lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet]) -> None:
    lapsed.send(TYPED, status=403)
    page = sign_in_again(lapsed, opened, "Vier Birken am Ufer", status=403)
    assert "Dieses Kennwort" in page.text
    lapsed.send({"code": "ABCD", "passphrase": PASSPHRASE}, status=422)
    sign_in_again(lapsed, opened)
    assert kept() == KEPT


def test_a_session_that_ends_once_more_loses_nothing(
    lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    lapsed.send(TYPED, status=403)
    lapsed.forget()
    sign_in_again(lapsed, opened, status=403)
    sign_in_again(lapsed, opened)
    assert kept() == KEPT


def test_a_token_that_does_not_match_loses_nothing(
    respondent: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    respondent.open("/fragebogen/1")
    entries = [(name, value) for name, value in respondent.page.form().entries(TYPED) if name != "csrf_token"]
    respondent.post("/fragebogen/1", [*entries, ("csrf_token", "falsch")], status=403)
    sign_in_again(respondent, opened)
    assert kept() == KEPT


def test_signing_out_in_another_tab_loses_nothing(
    respondent: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    respondent.open("/fragebogen/1")
    other = respondent.tab()
    other.open("/fragebogen/")
    other.send(action="/abmelden")
    respondent.send(TYPED, status=403)
    sign_in_again(respondent, opened)
    assert kept() == KEPT


def test_what_was_changed_in_the_meantime_is_shown(
    lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet], site: Site, response: Response
) -> None:
    lapsed.send(TYPED, status=403)
    colleague = site.visitor()
    colleague.be_in(response, opened.codes[0])
    colleague.open("/fragebogen/1")
    colleague.send({"S1.1": "1"})
    page = sign_in_again(lapsed, opened, status=409)
    assert page.heading == "Zwei verschiedene Eingaben"
    lapsed.send({"S1.1": "5"})
    assert kept() == KEPT


def test_a_mistake_on_the_page_is_shown_after_signing_in(
    lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    lapsed.send(TYPED | {"proposal_1": "x" * 4001}, status=403)
    page = sign_in_again(lapsed, opened, status=422)
    assert page.form().action == "/fragebogen/1"
    assert kept() == KEPT
    lapsed.send({"proposal_1": "x"})
    assert lapsed.path == "/fragebogen/2"


def test_characters_no_one_can_see_do_not_break_the_page(
    lapsed: Visitor, opened: OpenRound, kept: Callable[[], Sheet]
) -> None:
    lapsed.send(TYPED | {"feedback_1": "a\x00b\x1b\x85c"}, status=403)
    sign_in_again(lapsed, opened)
    assert kept().comments == {(1, "feedback"): "abc"}


def test_a_code_that_nobody_has_used_yet_cannot_take_over_what_was_typed(lapsed: Visitor, opened: OpenRound) -> None:
    lapsed.send(TYPED, status=403)
    page = lapsed.send({"code": str(opened.codes[1]), "passphrase": PASSPHRASE}, status=403)
    assert "noch nichts ausgefüllt" in page.text
    assert opened.store.value("SELECT count(*) FROM response") == 1


def test_when_the_round_has_ended_meanwhile_what_was_typed_can_be_copied(lapsed: Visitor, opened: OpenRound) -> None:
    lapsed.send(TYPED, status=403)
    with opened.store.write():
        yesterday = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        opened.store.execute("UPDATE round SET closes = ?", [yesterday])
    page = sign_in_again(lapsed, opened)
    assert page.heading == "Das Ausfüllen ist beendet"
    assert '"Zeile" <zwei> & mehr' in page.text


def test_coming_to_a_page_after_the_session_has_ended_says_so(lapsed: Visitor) -> None:
    page = lapsed.open("/fragebogen/2")
    assert "Was Sie gespeichert haben, ist noch da" in page.text
    assert lapsed.path == "/"


def test_an_ended_session_is_noticed_before_submitting_and_nothing_is_submitted(
    respondent: Visitor, opened: OpenRound
) -> None:
    respondent.open("/fragebogen/pruefen")
    respondent.forget()
    respondent.send(status=400)
    assert opened.store.value("SELECT sum(submitted) FROM response") == 0


def test_a_session_ends_after_the_minutes_that_are_set(
    respondent: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = respondent.client.get_cookie("session")
    assert cookie is not None
    assert cookie.max_age is None or cookie.max_age <= site.settings.session_minutes * 60
    assert site.app.permanent_session_lifetime == timedelta(minutes=site.settings.session_minutes)
