"""German first, English complete beside it, and no way out of the site through the switch between them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from survey.store.responses import Sheet
from tests.factories import OpenRound
from tests.pages.conftest import Site
from tests.pages.visitor import Visitor


def test_the_site_speaks_german_until_asked_for_english_and_back(visitor: Visitor) -> None:
    assert visitor.open("/").language == "de"
    assert visitor.speak("English").language == "en"
    assert visitor.open("/datenschutz").heading == "Data protection: who sees what"
    assert visitor.speak("Deutsch").heading == "Datenschutz: Wer was sieht"


@pytest.mark.parametrize(
    "path",
    ["/", "/berichte/", "/datenschutz", "/barrierefreiheit", "/impressum", "/fragebogen/", "/fragebogen/pruefen"],
)
def test_the_switch_leads_back_to_the_page_it_stands_on(respondent: Visitor, path: str) -> None:
    respondent.open(path)
    assert respondent.speak("English").language == "en"
    assert respondent.path == path


def test_switching_on_a_standards_page_saves_what_was_typed(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/3")
    page = respondent.send({"S3.1": "2", "feedback_3": "halb fer"}, "English")
    assert respondent.path == "/fragebogen/3"
    assert page.heading == "3 Rooms"
    assert "Your answers are saved." in page.text
    assert page.form().values["feedback_3"] == "halb fer"
    assert kept() == Sheet({"S3.1": "2"}, {(3, "feedback"): "halb fer"})


def test_switching_on_a_page_with_a_mistake_shows_all_of_it_in_the_other_language(respondent: Visitor) -> None:
    respondent.open("/fragebogen/3")
    page = respondent.send({"feedback_3": "x" * 4001}, "English", status=422)
    assert page.language == "en"
    assert page.heading == "3 Rooms"
    assert "4,001" in page.text


def test_the_catalogue_is_shown_in_its_translation(respondent: Visitor, opened: OpenRound) -> None:
    respondent.speak("English")
    assert opened.catalogue.translations["en"].title in respondent.page.text


def test_after_a_form_was_sent_the_switch_leads_to_a_page_that_can_be_opened(respondent: Visitor) -> None:
    respondent.open("/fragebogen/pruefen")
    respondent.forget()
    respondent.send(status=400)
    assert respondent.speak("English").language == "en"


def test_a_page_on_which_an_entry_would_be_lost_has_no_switch(respondent: Visitor) -> None:
    respondent.open("/fragebogen/1")
    respondent.tab().open("/fragebogen/1")
    respondent.forget()
    page = respondent.send({"S1.1": "1"}, status=403)
    assert not [form for form in page.forms if form.action == "/sprache"]


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example/",
        "http:evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "/\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        " /",
        "/\x00",
        "/\u2028",
    ],
)
def test_the_switch_never_leads_to_another_site(visitor: Visitor, back: str) -> None:
    token = visitor.open("/").form().values["csrf_token"]
    answer = visitor.client.post("/sprache", data={"language": "en", "back": back, "csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("language", ["", "fr", "de-DE", "../de", "en\x00", "<script>"])
def test_a_language_that_is_not_spoken_changes_nothing(visitor: Visitor, language: str) -> None:
    token = visitor.open("/").form().values["csrf_token"]
    assert visitor.post("/sprache", [("language", language), ("back", "/"), ("csrf_token", token)]).language == "de"


def test_the_choice_lasts_through_coming_in(site: Site, opened: OpenRound) -> None:
    visitor = site.visitor()
    visitor.open("/")
    visitor.speak("English")
    assert visitor.come_in(opened.codes[0]).heading == "Your questionnaire"
