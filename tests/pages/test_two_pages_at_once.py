"""A page that has become stale never overwrites silently."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from survey.store.responses import Response, Sheet
from tests.factories import OpenRound
from tests.pages.conftest import Site
from tests.pages.markup import text_of
from tests.pages.visitor import Visitor

CONFLICT = 409


@pytest.fixture(params=["another tab", "a colleague"])
def other(
    request: pytest.FixtureRequest, site: Site, opened: OpenRound, respondent: Visitor, response: Response
) -> Visitor:
    """Return someone else at work on the same questionnaire."""
    if request.param == "another tab":
        return respondent.tab()
    colleague = site.visitor("10.0.0.2")
    colleague.be_in(response, opened.codes[0])
    return colleague


def both_open(one: Visitor, other: Visitor, number: int = 1) -> None:
    one.open(f"/fragebogen/{number}")
    other.open(f"/fragebogen/{number}")


def test_both_entries_are_shown_and_the_one_saved_first_stays_until_decided(
    respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]
) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2", "feedback_1": "Erst so"})
    page = respondent.send({"S1.1": "5", "feedback_1": "Dann anders", "S1.2": "3"}, status=CONFLICT)
    assert page.heading == "Zwei verschiedene Eingaben"
    for text in ("trifft nicht zu", "trifft zu", "Erst so", "Dann anders", "Die Stadt hält ihre Zusagen ein."):
        assert text in page.texts
    assert "S1.2" not in page.form().names
    assert kept() == Sheet({"S1.1": "2", "S1.2": "3"}, {(1, "feedback"): "Erst so"})


def test_the_choice_is_saved_field_by_field(respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2", "feedback_1": "Erst so"})
    respondent.send({"S1.1": "5", "feedback_1": "Dann\nanders"}, status=CONFLICT)
    respondent.send({"feedback_1": "Dann\nanders"})
    assert respondent.path == "/fragebogen/2"
    assert kept() == Sheet({"S1.1": "2"}, {(1, "feedback"): "Dann\nanders"})


def test_a_comment_taken_back_elsewhere_is_a_conflict_too(
    respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]
) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"feedback_1": "Alt"})
    both_open(respondent, other)
    other.send({"feedback_1": ""})
    page = respondent.send({"feedback_1": "Neu"}, status=CONFLICT)
    assert "nicht beantwortet" in [text_of(span) for span in page.all("span")]
    respondent.send({"feedback_1": "Neu"})
    assert kept().comments == {(1, "feedback"): "Neu"}


def test_different_fields_are_merged_without_a_question(
    respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]
) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2", "proposal_1": "Mein Vorschlag"})
    respondent.send({"S1.2": "3", "feedback_1": "Meine Rückmeldung"})
    assert respondent.path == "/fragebogen/2"
    assert kept() == Sheet(
        {"S1.1": "2", "S1.2": "3"}, {(1, "proposal"): "Mein Vorschlag", (1, "feedback"): "Meine Rückmeldung"}
    )


def test_the_same_entry_twice_is_no_conflict(respondent: Visitor, other: Visitor) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2"})
    respondent.send({"S1.1": "2"})
    assert respondent.path == "/fragebogen/2"


def test_a_stale_page_that_changes_nothing_changes_nothing(
    respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]
) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "1"})
    both_open(respondent, other)
    other.send({"S1.1": "6"})
    respondent.send()
    assert kept().answers == {"S1.1": "6"}


def test_the_choice_itself_can_be_overtaken(respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2"})
    respondent.send({"S1.1": "5"}, status=CONFLICT)
    other.open("/fragebogen/1")
    other.send({"S1.1": "3"})
    page = respondent.send({"S1.1": "5"}, status=CONFLICT)
    assert "trifft eher nicht zu" in page.texts
    assert kept().answers == {"S1.1": "3"}


def test_a_page_with_a_mistake_does_not_hide_that_something_was_changed_elsewhere(
    respondent: Visitor, other: Visitor, kept: Callable[[], Sheet]
) -> None:
    both_open(respondent, other)
    other.send({"S1.1": "2"})
    respondent.send({"S1.1": "5", "feedback_1": "x" * 4001}, status=422)
    assert kept().answers == {"S1.1": "2"}
    page = respondent.send({"feedback_1": "x"}, status=CONFLICT)
    assert "trifft nicht zu" in page.texts
    assert kept() == Sheet({"S1.1": "2"}, {(1, "feedback"): "x"})


def test_the_back_button_after_saving_is_a_stale_page_like_any_other(
    respondent: Visitor, kept: Callable[[], Sheet]
) -> None:
    first = respondent.open("/fragebogen/1")
    respondent.send({"S1.1": "2"})
    respondent.send({"S1.1": "4"}, page=first, status=CONFLICT)
    respondent.send({"S1.1": "4"})
    assert kept().answers == {"S1.1": "4"}
