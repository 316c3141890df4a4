"""Respondents enter by code and passphrase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import pytest

from survey.codes import Code
from survey.errors import NotFoundError, SurveyError
from survey.rounds import filling
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.entry import NotYetOpenError, OverError, RoundShutError, WrongEntryError, door, enter
from survey.store import responses
from survey.store.connection import Store
from tests import factories
from tests.factories import PASSPHRASE, OpenRound

SECOND = timedelta(seconds=1)


@pytest.fixture
def opened(store: Store) -> OpenRound:
    return factories.open_round(store, factories.catalogue(factories.SIXSTEP))


def response_count(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM response"))


def test_the_first_entry_sets_the_passphrase_and_later_ones_need_it(opened: OpenRound) -> None:
    code = opened.codes[0]
    assert not door(opened.store, code, now()).opened
    first = factories.entered(opened, code)
    assert door(opened.store, code, now()).opened
    assert factories.entered(opened, code) == first
    with pytest.raises(WrongEntryError, match="does not go with this access code"):
        factories.entered(opened, code, "Drei Birken am Fluss")
    assert response_count(opened.store) == 1


def test_two_codes_with_one_passphrase_are_two_responses(opened: OpenRound) -> None:
    first, second = (factories.entered(opened, code) for code in opened.codes[:2])
    assert first.key != second.key


def test_a_response_begins_empty_and_not_submitted_on_its_side(opened: OpenRound) -> None:
    response = factories.entered(opened, opened.codes_of("vereine")[0])
    assert (response.side, response.cell, response.submitted) == ("vereine", "", False)
    assert responses.working_sheet(opened.store, opened.catalogue, response) == responses.Sheet({}, {})


@pytest.mark.parametrize(
    "alter",
    [
        lambda code: Code(code.selector, code.secret[:-1] + ("0" if code.secret[-1] != "0" else "1")),
        lambda code: Code("0000" if code.selector != "0000" else "1111", code.secret),
    ],
    ids=["wrong secret", "wrong selector"],
)
def test_a_code_that_nobody_was_given_is_refused_in_the_same_words(
    opened: OpenRound, alter: Callable[[Code], Code]
) -> None:
    wrong = alter(opened.codes[0])
    with pytest.raises(WrongEntryError, match="We do not know this access code"):
        enter(opened.store, wrong, PASSPHRASE, now())
    assert response_count(opened.store) == 0


@pytest.mark.parametrize("passphrase", ["", "kurz", " " * 20])
def test_a_passphrase_that_protects_nothing_is_refused_at_first(opened: OpenRound, passphrase: str) -> None:
    with pytest.raises(SurveyError, match="at least 8 characters"):
        enter(opened.store, opened.codes[0], passphrase, now())
    assert not door(opened.store, opened.codes[0], now()).opened


def test_a_short_passphrase_later_is_simply_wrong(opened: OpenRound) -> None:
    factories.begun(opened, opened.codes[0])
    with pytest.raises(WrongEntryError, match="does not go with"):
        enter(opened.store, opened.codes[0], "kurz", now())


def test_the_door_knows_who_was_here_and_who_has_submitted(opened: OpenRound) -> None:
    code = opened.codes[0]
    response = factories.begun(opened, code)
    assert (door(opened.store, code, now()).opened, door(opened.store, code, now()).submitted) == (True, False)
    filling.submit(opened.store, opened.round, response, code.selector, now())
    assert door(opened.store, code, now()).submitted
    assert not door(opened.store, opened.codes[1], now()).opened


def test_the_door_opens_with_the_round_and_shuts_with_it(opened: OpenRound) -> None:
    code, round_ = opened.codes[0], opened.round

    def refusal(moment: datetime) -> type[RoundShutError] | None:
        try:
            door(opened.store, code, moment)
        except RoundShutError as shut:
            assert shut.round == round_  # noqa: PT017 - what the error carries is looked at for each
            return type(shut)
        return None

    assert refusal(round_.opens - SECOND) is NotYetOpenError
    assert refusal(round_.opens) is None
    assert refusal(round_.closes - SECOND) is None
    assert refusal(round_.closes) is OverError
    assert refusal(round_.closes + SECOND) is OverError


def test_a_wrong_code_learns_nothing_of_the_rounds_dates(opened: OpenRound) -> None:
    wrong = Code(opened.codes[0].selector, "0" * 12)
    with pytest.raises(WrongEntryError):
        door(opened.store, wrong, opened.round.closes)


def test_a_closed_round_is_over_even_before_it_ends(opened: OpenRound) -> None:
    close_round(opened.store, opened.round)
    for moment in (opened.round.opens - SECOND, now()):
        with pytest.raises(OverError, match="Filling in has ended"):
            door(opened.store, opened.codes[0], moment)


def test_no_response_begins_in_a_round_that_closes_in_the_meantime(opened: OpenRound, tmp_path: Path) -> None:
    class InterruptedStore(Store):
        """Someone else closes the round while the slow key is made of code and passphrase."""

        @contextmanager
        def write(self) -> Iterator[Self]:
            close_round(opened.store, opened.round)
            with super().write():
                yield self

    with InterruptedStore(factories.settings(tmp_path).database_path) as store, pytest.raises(OverError):
        enter(store, opened.codes[0], PASSPHRASE, now())
    assert response_count(opened.store) == 0


def test_an_old_code_still_opens_the_round_it_was_issued_for(opened: OpenRound) -> None:
    new = factories.open_round(opened.store, opened.catalogue, "2027")
    assert door(opened.store, opened.codes[0], now()).round.name == "2026"
    assert door(opened.store, new.codes[0], now()).round.name == "2027"


def test_errors_of_entering_are_for_respondents_to_read() -> None:
    assert issubclass(WrongEntryError, SurveyError)
    assert not issubclass(WrongEntryError, NotFoundError)
    assert issubclass(OverError, RoundShutError)
