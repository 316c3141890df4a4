"""Respondents fill in: pages are saved, nothing is overwritten unseen, what is submitted counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.model import CANNOT_SAY, Standard
from survey.rounds import filling
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.entry import NotYetOpenError, OverError, door
from survey.rounds.filling import Change, Conflict, mark_of
from survey.store import responses
from survey.store.connection import Store
from survey.store.responses import Response
from tests import factories
from tests.factories import OpenRound

SECOND = timedelta(seconds=1)


@pytest.fixture
def opened(store: Store) -> OpenRound:
    return factories.open_round(store, factories.catalogue(factories.SIXSTEP))


@pytest.fixture
def response(opened: OpenRound) -> Response:
    return factories.begun(opened, opened.codes[0])


class Tab:
    """A page that stays open: it shows what was stored when it was fetched, and saves what is put in."""

    def __init__(self, opened: OpenRound, response: Response, number: int = 1) -> None:
        self.opened, self.response = opened, response
        self.standard: Standard = opened.catalogue.standard(number)
        self.shown: dict[str, str] = {}
        self.fetch()

    def fetch(self) -> None:
        self.shown = stored(self.opened, self.response, self.standard)

    def save(self, typed: Mapping[str, str]) -> list[Conflict]:
        """Send the whole page, as a browser does."""
        values = self.shown | dict(typed)
        changes = {field: Change(mark_of(self.shown[field]), value) for field, value in values.items()}
        return filling.save(self.opened.store, self.opened.round, self.opened.catalogue, self.response, changes, now())


def stored(opened: OpenRound, response: Response, standard: Standard) -> dict[str, str]:
    sheet = responses.working_sheet(opened.store, opened.catalogue, response)
    return filling.values_of(sheet, opened.catalogue, standard)


def counted(opened: OpenRound, response: Response) -> Mapping[str, str]:
    return responses.submitted_sheet(opened.store, opened.catalogue, response).answers


def test_a_page_has_its_questions_and_two_comments(opened: OpenRound) -> None:
    standard = opened.catalogue.standard(7)
    assert filling.fields_of(opened.catalogue, standard) == (
        "S7.1", "S7.2", "importance_7", "feedback_7", "proposal_7",
    )  # fmt: skip


def test_what_is_saved_is_shown_again(opened: OpenRound, response: Response) -> None:
    values = {"S1.1": "6", "S1.2": CANNOT_SAY, "importance_1": "3", "feedback_1": "gut\nso", "proposal_1": "weiter 🙂"}
    assert factories.saved(opened, response, values) == []
    assert stored(opened, response, opened.catalogue.standard(1)) == values


def test_what_is_saved_is_there_for_the_next_connection(opened: OpenRound, response: Response, tmp_path: Path) -> None:
    factories.saved(opened, response, {"S1.1": "6", "feedback_1": "gut"})
    with factories.store(tmp_path) as other:
        sheet = responses.working_sheet(other, opened.catalogue, response)
    assert sheet == responses.Sheet({"S1.1": "6"}, {(1, "feedback"): "gut"})


def test_the_tenth_step_of_a_scale_is_kept(store: Store) -> None:
    known = factories.ten_steps()
    opened = factories.open_round(store, known)
    response = factories.begun(opened, opened.codes[0])
    factories.saved(opened, response, {"1a": "10"})
    assert responses.working_sheet(store, known, response).answers == {"1a": "10"}


def test_answers_and_comments_can_be_taken_back(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "6", "feedback_1": "gut"})
    assert factories.saved(opened, response, {"S1.1": "", "feedback_1": ""}) == []
    assert responses.working_sheet(opened.store, opened.catalogue, response) == responses.Sheet({}, {})
    assert opened.store.value("SELECT count(*) FROM comment") == 0


def test_one_respondent_does_not_touch_another(opened: OpenRound, response: Response) -> None:
    other = factories.begun(opened, opened.codes[1])
    factories.saved(opened, response, {"S1.1": "6", "feedback_1": "gut"})
    factories.saved(opened, other, {"S1.1": "2"})
    factories.saved(opened, response, {"feedback_1": ""})
    assert responses.working_sheet(opened.store, opened.catalogue, other).answers == {"S1.1": "2"}
    assert responses.working_sheet(opened.store, opened.catalogue, response).answers == {"S1.1": "6"}


def test_two_tabs_that_change_different_questions_both_keep_theirs(opened: OpenRound, response: Response) -> None:
    first, second = Tab(opened, response), Tab(opened, response)
    assert first.save({"S1.1": "5", "feedback_1": "gut"}) == []
    assert second.save({"S1.2": "2", "proposal_1": "mehr"}) == []
    assert stored(opened, response, first.standard) == {
        "S1.1": "5", "S1.2": "2", "importance_1": "", "feedback_1": "gut", "proposal_1": "mehr",
    }  # fmt: skip


def test_two_tabs_that_change_one_question_differently_are_told_both_values(
    opened: OpenRound, response: Response
) -> None:
    first, second = Tab(opened, response), Tab(opened, response)
    first.save({"S1.1": "5", "feedback_1": "gut"})
    assert second.save({"S1.1": "2", "S1.2": "3", "feedback_1": "schlecht"}) == [
        Conflict("S1.1", "2", "5"),
        Conflict("feedback_1", "schlecht", "gut"),
    ]
    kept = stored(opened, response, first.standard)
    assert (kept["S1.1"], kept["S1.2"], kept["feedback_1"]) == ("5", "3", "gut")


def test_two_tabs_that_put_in_the_same_agree(opened: OpenRound, response: Response) -> None:
    first, second = Tab(opened, response), Tab(opened, response)
    first.save({"S1.1": "5"})
    assert second.save({"S1.1": "5"}) == []
    assert stored(opened, response, first.standard)["S1.1"] == "5"


def test_a_tab_that_changed_nothing_overwrites_nothing(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "5"})
    stale = Tab(opened, response)
    factories.saved(opened, response, {"S1.1": "2", "feedback_1": "gut"})
    assert stale.save({}) == []
    assert stored(opened, response, stale.standard)["S1.1"] == "2"


def test_clearing_against_changing_is_a_conflict_too(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "5"})
    first, second = Tab(opened, response), Tab(opened, response)
    first.save({"S1.1": ""})
    assert second.save({"S1.1": "2"}) == [Conflict("S1.1", "2", "")]
    assert stored(opened, response, first.standard)["S1.1"] == ""


def test_a_conflict_is_settled_by_whoever_has_seen_the_other_value(opened: OpenRound, response: Response) -> None:
    first, second = Tab(opened, response), Tab(opened, response)
    first.save({"S1.1": "5"})
    (conflict,) = second.save({"S1.1": "2"})
    choice = {"S1.1": Change(mark_of(conflict.theirs), conflict.mine)}
    assert filling.save(opened.store, opened.round, opened.catalogue, response, choice, now()) == []
    assert stored(opened, response, first.standard)["S1.1"] == "2"


def test_a_page_that_is_sent_twice_is_saved_once(opened: OpenRound, response: Response) -> None:
    tab = Tab(opened, response)
    assert tab.save({"S1.1": "5"}) == tab.save({"S1.1": "5"}) == []
    assert stored(opened, response, tab.standard)["S1.1"] == "5"


def test_fields_that_the_catalogue_does_not_know_are_ignored(opened: OpenRound, response: Response) -> None:
    foreign = {"9z": Change(mark_of(""), "5"), "feedback_99": Change(mark_of(""), "x"), "": Change("", "")}
    assert filling.save(opened.store, opened.round, opened.catalogue, response, foreign, now()) == []
    assert responses.working_sheet(opened.store, opened.catalogue, response) == responses.Sheet({}, {})


def test_the_last_second_counts_and_the_closing_instant_does_not(opened: OpenRound, response: Response) -> None:
    changes = {"S1.1": Change(mark_of(""), "5")}
    selector, closes = opened.codes[0].selector, opened.round.closes
    for moment in (closes, closes + SECOND):
        with pytest.raises(OverError):
            filling.save(opened.store, opened.round, opened.catalogue, response, changes, moment)
        with pytest.raises(OverError):
            filling.submit(opened.store, opened.round, response, selector, moment)
    assert stored(opened, response, opened.catalogue.standard(1))["S1.1"] == ""
    assert not door(opened.store, opened.codes[0], now()).submitted
    filling.save(opened.store, opened.round, opened.catalogue, response, changes, closes - SECOND)
    filling.submit(opened.store, opened.round, response, selector, closes - SECOND)
    assert counted(opened, response) == {"S1.1": "5"}


def test_before_the_round_opens_nothing_is_saved(opened: OpenRound, response: Response) -> None:
    changes = {"S1.1": Change(mark_of(""), "5")}
    early = opened.round.opens - SECOND
    with pytest.raises(NotYetOpenError):
        filling.save(opened.store, opened.round, opened.catalogue, response, changes, early)
    with pytest.raises(NotYetOpenError):
        filling.submit(opened.store, opened.round, response, opened.codes[0].selector, early)


def test_nothing_is_saved_or_submitted_once_the_round_was_closed_in_the_meantime(
    opened: OpenRound, response: Response
) -> None:
    close_round(opened.store, opened.round)
    with pytest.raises(OverError):
        factories.saved(opened, response, {"S1.1": "5"})
    with pytest.raises(OverError):
        filling.submit(opened.store, opened.round, response, opened.codes[0].selector, now())


def submit(opened: OpenRound, response: Response) -> None:
    filling.submit(opened.store, opened.round, response, opened.codes[0].selector, now())


def test_only_what_was_submitted_counts(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "5"})
    assert responses.submitted_answers(opened.store, opened.round.id) == {}
    submit(opened, response)
    assert counted(opened, response) == {"S1.1": "5"}
    assert door(opened.store, opened.codes[0], now()).submitted


def test_changes_after_submitting_count_once_they_are_submitted_too(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "5", "feedback_1": "gut"})
    submit(opened, response)
    assert not responses.has_changed(opened.store, response)
    factories.saved(opened, response, {"S1.1": "2", "S1.2": "3", "feedback_1": "", "proposal_1": "mehr"})
    assert responses.has_changed(opened.store, response)
    before = responses.submitted_sheet(opened.store, opened.catalogue, response)
    assert before == responses.Sheet({"S1.1": "5"}, {(1, "feedback"): "gut"})
    submit(opened, response)
    after = responses.submitted_sheet(opened.store, opened.catalogue, response)
    assert after == responses.Sheet({"S1.1": "2", "S1.2": "3"}, {(1, "proposal"): "mehr"})
    assert not responses.has_changed(opened.store, response)


def test_a_comment_alone_is_a_change(opened: OpenRound, response: Response) -> None:
    submit(opened, response)
    factories.saved(opened, response, {"feedback_1": "gut"})
    assert responses.has_changed(opened.store, response)


def test_submitting_twice_is_submitting_once(opened: OpenRound, response: Response) -> None:
    factories.saved(opened, response, {"S1.1": "5", "feedback_1": "gut"})
    submit(opened, response)
    once = responses.submitted_answers(opened.store, opened.round.id)
    submit(opened, response)
    assert responses.submitted_answers(opened.store, opened.round.id) == once
    assert responses.submitted_sheet(opened.store, opened.catalogue, response).comments == {(1, "feedback"): "gut"}


def test_an_empty_questionnaire_may_be_submitted(opened: OpenRound, response: Response) -> None:
    submit(opened, response)
    (sheets,) = responses.submitted_answers(opened.store, opened.round.id).values()
    assert sheets == b"-" * len(opened.catalogue.questions)


def test_a_standard_is_open_begun_or_done(opened: OpenRound, response: Response) -> None:
    def state() -> str:
        sheet = responses.working_sheet(opened.store, opened.catalogue, response)
        return filling.progress_of(sheet, opened.catalogue, opened.catalogue.standard(1)).state

    assert state() == "open"
    factories.saved(opened, response, {"feedback_1": "gut"})
    assert state() == "open"
    factories.saved(opened, response, {"S1.1": "5"})
    assert state() == "begun"
    factories.saved(opened, response, {"S1.2": CANNOT_SAY, "importance_1": "1"})
    assert state() == "done"


@pytest.mark.parametrize("value", ["", "x", "1", "6"])
def test_steps_and_cannot_say_are_answers(opened: OpenRound, value: str) -> None:
    assert filling.is_answer(opened.catalogue, "S1.1", value)


@pytest.mark.parametrize("value", ["0", "7", "-1", "X", " 1", "1.0", "１", "\0", "10", "01", "x" * 100])
def test_nothing_else_is_an_answer(opened: OpenRound, value: str) -> None:
    assert not filling.is_answer(opened.catalogue, "S1.1", value)


def test_each_question_has_the_steps_of_its_own_scale(opened: OpenRound) -> None:
    assert filling.is_answer(opened.catalogue, "importance_1", "3")
    assert not filling.is_answer(opened.catalogue, "importance_1", "4")


@given(st.text())
def test_a_cleaned_text_stays_clean_and_can_be_stored(text: str) -> None:
    clean = filling.clean_text(text)
    assert filling.clean_text(clean) == clean
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", clean)
    clean.encode()


def test_what_people_type_is_kept_as_they_see_it() -> None:
    typed = "  Größe 🙂\tje\r\nWoche\r\n\r\n– „gut“ \x1b[31m "
    assert filling.clean_text(typed) == "Größe 🙂\tje\nWoche\n\n– „gut“ [31m"


FIELDS = ("S1.1", "S1.2", "feedback_1")
TYPED = st.fixed_dictionaries({}, optional={field: st.sampled_from(["", "1", "2"]) for field in FIELDS})
STEPS = st.lists(st.tuples(st.sampled_from([0, 1]), st.booleans(), TYPED), min_size=2, max_size=8)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    with factories.store(tmp_path_factory.mktemp("shared")) as store:
        invited = factories.carriers(factories.catalogue(factories.SIXSTEP), each=60)
        yield factories.open_round(store, factories.catalogue(factories.SIXSTEP), invited=invited)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_two_tabs_lose_no_answer_silently(shared: OpenRound, steps: list[tuple[int, bool, dict[str, str]]]) -> None:
    """Whatever two tabs do in whatever order: what was typed is stored, replaced knowingly, or reported.

    A tab knows a value when it was shown it or typed it itself. A save may replace only what its tab knows.
    """
    standard = shared.catalogue.standard(1)
    response = factories.begun(shared, shared.codes[0])
    tabs = [Tab(shared, response), Tab(shared, response)]
    for which, fetches, typed in steps:
        tab = tabs[which]
        if fetches:
            tab.fetch()
        before = stored(shared, response, standard)
        conflicts = {conflict.field: conflict for conflict in tab.save(typed)}
        after = stored(shared, response, standard)
        for field in FIELDS:
            wanted = typed.get(field, tab.shown[field])
            if after[field] != before[field]:
                assert after[field] == wanted
                assert before[field] == tab.shown[field], "replaced a value that this tab had not seen"
            if wanted != tab.shown[field] and after[field] != wanted:
                assert conflicts[field] == Conflict(field, wanted, after[field]), "lost a typed value unseen"
        assert conflicts.keys() <= set(FIELDS)
