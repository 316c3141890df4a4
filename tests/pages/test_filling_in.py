"""A standard's page saves what is on it, and shows it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from survey.model import CANNOT_SAY
from survey.rounds.filling import LONGEST_COMMENT
from survey.store.responses import Sheet
from tests.factories import OpenRound
from tests.pages.conftest import Site
from tests.pages.markup import text_of
from tests.pages.visitor import Visitor


def states(respondent: Visitor) -> list[str]:
    """Return what the task list says of each standard."""
    page = respondent.open("/fragebogen/")
    return [text_of(span) for span in page.all("span") if (span.get("class") or "").startswith("tag ")]


def test_each_page_saves_and_leads_to_the_next(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/3")
    respondent.send({"S3.1": "6", "S3.2": CANNOT_SAY, "importance_3": "2", "proposal_3": " Mehr Zeit.\n\nBald. "})
    assert respondent.path == "/fragebogen/4"
    assert "gespeichert" in respondent.page.text
    assert kept() == Sheet(
        {"S3.1": "6", "S3.2": CANNOT_SAY, "importance_3": "2"}, {(3, "proposal"): "Mehr Zeit.\n\nBald."}
    )


def test_what_was_answered_is_there_again(respondent: Visitor) -> None:
    respondent.open("/fragebogen/3")
    given = {"S3.1": "6", "S3.2": CANNOT_SAY, "importance_3": "2", "feedback_3": "\n  <b>„Gut“</b> & schön\nja"}
    respondent.send(given)
    values = respondent.open("/fragebogen/3").form().values
    assert values["S3.1"] == "6"
    assert values["S3.2"] == CANNOT_SAY
    assert "S3.3" not in values
    assert values["feedback_3"] == "<b>„Gut“</b> & schön\r\nja"


def test_nothing_has_to_be_answered(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/1")
    respondent.send()
    assert respondent.path == "/fragebogen/2"
    assert kept() == Sheet({}, {})


def test_an_answer_can_be_changed_and_a_comment_taken_back(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "1", "feedback_1": "Nein."})
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "2", "feedback_1": "  "})
    assert kept() == Sheet({"S1.1": "2"}, {})


def test_one_can_save_and_go_back_to_the_overview(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "3"}, "Speichern und zur Übersicht")
    assert respondent.path == "/fragebogen/"
    assert kept().answers == {"S1.1": "3"}


def test_the_last_standard_leads_to_the_review(respondent: Visitor) -> None:
    respondent.open("/fragebogen/9")
    respondent.send({"S9.1": "5"})
    assert respondent.path == "/fragebogen/pruefen"


def test_the_overview_tells_open_begun_and_done(respondent: Visitor) -> None:
    assert states(respondent) == ["offen"] * 6
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "1"})
    respondent.open("/fragebogen/2")
    respondent.send({"S2.1": CANNOT_SAY, "importance_2": "1"})
    respondent.open("/fragebogen/4")
    respondent.send({"feedback_4": "Nur Worte"})
    assert states(respondent) == ["angefangen", "fertig", "offen", "offen", "offen", "offen"]
    bar = respondent.page.one("progress")
    assert (bar.get("value"), bar.get("max")) == ("3", "16")
    assert "1 von 6 Standards fertig, 3 von 16 Fragen beantwortet." in respondent.page.text


def test_the_review_shows_every_answer_with_a_link_back(respondent: Visitor, opened: OpenRound) -> None:
    respondent.open("/fragebogen/3")
    respondent.send({"S3.1": "6", "S3.2": CANNOT_SAY, "feedback_3": "Danke <i>sehr</i>"})
    page = respondent.open("/fragebogen/pruefen")
    for text in ("trifft voll zu", "weiß ich nicht", "nicht beantwortet", "Danke <i>sehr</i>"):
        assert text in page.text
    assert "Wer was sieht" in page.text
    for standard in opened.catalogue.standards:
        assert page.link(f"Ändern Standard {standard.number}") == f"/fragebogen/{standard.number}"


def test_a_comment_too_long_is_shown_again_and_the_rest_is_saved(
    respondent: Visitor, kept: Callable[[], Sheet]
) -> None:
    respondent.open("/fragebogen/1")
    text = "ä" * (LONGEST_COMMENT + 1)
    page = respondent.send({"S1.1": "4", "feedback_1": text, "proposal_1": "kurz"}, status=422)
    assert page.title.startswith("Fehler:")
    assert "4.000" in page.text
    assert "4.001" in page.text
    assert page.all("a", href="#feedback_1")
    assert page.form().values["feedback_1"] == text
    assert kept() == Sheet({"S1.1": "4"}, {(1, "proposal"): "kurz"})
    respondent.send({"feedback_1": text[1:]})
    assert respondent.path == "/fragebogen/2"
    assert kept().comments[1, "feedback"] == text[1:]


@pytest.mark.parametrize("value", ["0", "7", "-1", "٣", "1.0", "x ", "ja", "<script>", "1" * 999])
def test_an_answer_that_is_not_offered_is_refused_and_the_rest_is_saved(
    respondent: Visitor, kept: Callable[[], Sheet], value: str
) -> None:
    form = respondent.open("/fragebogen/1").form()
    entries = [*form.entries({"S1.2": "2"}), ("S1.1", value)]
    page = respondent.post("/fragebogen/1", entries, status=422)
    assert page.link("Bitte wählen Sie eine der angebotenen Antworten.") == "#S1.1-0"
    assert kept().answers == {"S1.2": "2"}


def test_what_a_page_does_not_send_stays_as_it_is(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "4", "feedback_1": "Bleibt."})
    token = respondent.page.form("/abmelden").values["csrf_token"]
    respondent.post("/fragebogen/1", [("csrf_token", token)])
    assert kept() == Sheet({"S1.1": "4"}, {(1, "feedback"): "Bleibt."})


def test_fields_of_other_standards_and_unknown_ones_are_ignored(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    marks = respondent.open("/fragebogen/2").form().entries()
    form = respondent.open("/fragebogen/1").form()
    foreign = [("S2.1", "1"), ("importance_2", "1"), ("feedback_2", "fremd"), ("nope", "1"), ("side", "vereine")]
    respondent.post("/fragebogen/1", [*form.entries({"S1.1": "1"}), *marks, *foreign])
    assert kept() == Sheet({"S1.1": "1"}, {})


def test_of_a_field_sent_twice_the_first_counts(respondent: Visitor, kept: Callable[[], Sheet]) -> None:
    entries = respondent.open("/fragebogen/1").form().entries({"S1.1": "2"})
    respondent.post("/fragebogen/1", [*entries, ("S1.1", "5"), *entries])
    assert kept().answers == {"S1.1": "2"}


@pytest.mark.parametrize("path", ["/fragebogen/5", "/fragebogen/0", "/fragebogen/99999999999999999999"])
def test_a_standard_that_is_not_there_is_a_page_that_says_so(respondent: Visitor, path: str) -> None:
    token = respondent.page.form("/abmelden").values["csrf_token"]
    respondent.open(path, status=404)
    respondent.post(path, [("csrf_token", token)], status=404)


@pytest.mark.parametrize("path", ["/fragebogen/-1", "/fragebogen/eins", "/fragebogen/1.0", "/fragebogen/1/"])
def test_what_is_no_number_of_a_standard_is_no_page(respondent: Visitor, path: str) -> None:
    respondent.open(path, status=404)


def test_the_questionnaire_can_be_left_and_gone_on_with_elsewhere(site: Site, opened: OpenRound) -> None:
    respondent = site.visitor()
    respondent.come_in(opened.codes[0])
    respondent.open("/fragebogen/7")
    respondent.send({"S7.1": "3"})
    elsewhere = site.visitor("10.0.0.9")
    elsewhere.come_in(opened.codes[0])
    assert elsewhere.open("/fragebogen/7").form().values["S7.1"] == "3"


@pytest.mark.parametrize("path", ["/fragebogen/", "/fragebogen/1", "/fragebogen/pruefen", "/fragebogen/quittung"])
def test_no_page_of_the_questionnaire_opens_without_coming_in(visitor: Visitor, opened: OpenRound, path: str) -> None:
    visitor.open(path)
    assert visitor.page.path == "/?ended=1"
