"""A round is counted once and closed for good."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from survey.analysis.counts import side_tally
from survey.errors import SurveyError
from survey.model import CANNOT_SAY, CITY, Carrier, Tally
from survey.rounds.clock import now
from survey.rounds.closing import close_round, returns
from survey.rounds.imports import import_responses
from survey.rounds.publishing import report_of
from survey.store import blocks, imports, reviews, rounds, tallies
from survey.store.connection import Store
from survey.store.responses import Sheet
from tests import factories
from tests.factories import OpenRound, csv_file


@pytest.fixture
def opened(store: Store) -> OpenRound:
    return factories.open_round(store, factories.catalogue(factories.MINIMAL))


def tally(opened: OpenRound) -> Tally:
    return tallies.of_round(opened.store, close_round(opened.store, opened.round).id)


def test_steps_are_counted_as_by_hand(opened: OpenRound) -> None:
    answers = {"a": "1122x", "b": "2"}
    factories.all_submitted(
        opened, {side: [Sheet({"1a": step}, {}) for step in steps] for side, steps in answers.items()}
    )
    (a, b) = tally(opened).groups
    assert (a.side, a.cell, a.submitted, a.steps) == ("a", CITY, 5, {"1a": (2, 2, 1)})
    assert (b.side, b.cell, b.submitted, b.steps) == ("b", CITY, 1, {"1a": (0, 1, 0)})
    assert a.scores == {1: ((1, 1, 2), (1, 2, 2))}
    assert a.joint == {1: ((0, 0, 4, 6, 6, 10),)}


def test_a_random_round_is_counted_as_by_hand(store: Store) -> None:
    known = factories.catalogue()
    chance = random.Random(11)
    opened = factories.open_round(store, known, invited=factories.carriers(known, 30))
    choices = ["1", "2", "3", "4", "5", CANNOT_SAY, ""]
    given = {
        side.id: [
            {question: chance.choice(choices) for question in known.questions} for _ in range(chance.randint(20, 30))
        ]
        for side in known.sides
    }
    factories.all_submitted(
        opened,
        {
            side: [Sheet({q: a for q, a in answers.items() if a}, {}) for answers in all_]
            for side, all_ in given.items()
        },
    )
    counted = tally(opened)
    for side, answers in given.items():
        whole = side_tally(known, counted, side)
        assert whole.submitted == len(answers)
        for question in known.questions:
            by_hand = Counter(each[question] for each in answers)
            assert whole.steps[question] == tuple(by_hand[step] for step in ["1", "2", "3", "4", "5", CANNOT_SAY])
        assert sum(n for _, n in whole.carriers) == len(answers)
        assert counted.invited[side] == 30


def test_only_what_was_submitted_last_is_counted(opened: OpenRound) -> None:
    first, second, third = opened.codes_of("a")[:3]
    factories.saved(opened, factories.submitted(opened, first, Sheet({"1a": "1"}, {})), {"1a": "2"})
    factories.saved(opened, factories.begun(opened, second), {"1a": "2"})
    factories.submitted(opened, third, Sheet({}, {}))
    (group,) = tally(opened).groups
    assert (group.submitted, group.steps) == (2, {"1a": (1, 0, 0)})


def test_imported_and_entered_responses_are_counted_together(opened: OpenRound) -> None:
    factories.all_submitted(opened, {"a": [Sheet({"1a": "1"}, {})] * 3})
    import_responses(opened.store, opened.round, opened.catalogue, b"side;1a\na;2\na;x\na;\n")
    (group,) = (counted := tally(opened)).groups
    assert (group.submitted, group.steps) == (6, {"1a": (3, 1, 1)})
    assert counted.invited == {"a": None, "b": 12}


def test_carriers_are_counted_by_number_and_one_of_two_sources_is_one(store: Store) -> None:
    invited = [Carrier("SV Nord", "a", respondents=2), Carrier("SV Süd", "a")]
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL), invited=invited)
    factories.all_submitted(opened, {"a": [Sheet({"1a": "1"}, {})] * 3})
    rows = [{"side": "a", "carrier": name, "1a": "2"} for name in ("sv nord", "SV Nord", "SV Ost", "", "")]
    import_responses(store, opened.round, opened.catalogue, csv_file(rows))
    (group,) = tally(opened).groups
    assert sorted(n for _, n in group.carriers) == [1, 1, 1, 1, 4]
    assert sorted(number for number, _ in group.carriers) == [1, 2, 3, 4, 5]


def test_a_carrier_on_two_sides_is_two(opened: OpenRound) -> None:
    rows = [{"side": side, "carrier": "SV Nord", "1a": "2"} for side in "aab"]
    import_responses(opened.store, opened.round, opened.catalogue, csv_file(rows))
    a, b = tally(opened).groups
    assert [n for _, n in a.carriers] == [2]
    assert [n for _, n in b.carriers] == [1]
    assert {number for number, _ in a.carriers} != {number for number, _ in b.carriers}


def test_the_numbers_of_carriers_are_drawn_anew(store: Store) -> None:
    known = factories.catalogue(factories.MINIMAL)
    invited = [Carrier(f"SV {n:02}", "b", respondents=n) for n in range(1, 9)]
    opened = factories.open_round(store, known, invited=invited)
    factories.all_submitted(opened, {"b": [Sheet({}, {})] * 36})
    (group,) = tally(opened).groups
    assert sorted(n for _, n in group.carriers) == list(range(1, 9))
    other = factories.open_round(store, known, "2027", invited=invited)
    factories.all_submitted(other, {"b": [Sheet({}, {})] * 36})
    third = factories.open_round(store, known, "2028", invited=invited)
    factories.all_submitted(third, {"b": [Sheet({}, {})] * 36})
    assert len({group.carriers, tally(other).groups[0].carriers, tally(third).groups[0].carriers}) > 1


def test_the_names_of_imported_carriers_are_forgotten(opened: OpenRound) -> None:
    import_responses(opened.store, opened.round, opened.catalogue, b"side;carrier;1a\na;SV Nord;2\n")
    close_round(opened.store, opened.round)
    assert imports.by_carrier(opened.store, opened.round.id) == []


def test_a_closed_round_stays_closed(opened: OpenRound) -> None:
    closed = close_round(opened.store, opened.round)
    assert closed.is_closed
    assert closed.closed_on == now().date().isoformat()
    for round_ in (closed, opened.round):
        with pytest.raises(SurveyError, match="Round “2026” is closed already"):
            close_round(opened.store, round_)


def test_a_round_is_closed_at_once_whatever_its_dates(store: Store) -> None:
    later = factories.added_round(store, opens=now() + timedelta(days=3))
    assert close_round(store, later).is_closed


def test_the_return_is_the_same_after_closing(opened: OpenRound) -> None:
    factories.all_submitted(opened, {"a": [Sheet({"1a": "1"}, {})] * 3})
    import_responses(opened.store, opened.round, opened.catalogue, b"side;1a\nb;2\nb;2\n")
    before = returns(opened.store, opened.round, opened.catalogue)
    assert before == {"a": (3, 12), "b": (2, None)}
    closed = close_round(opened.store, opened.round)
    assert returns(opened.store, closed, opened.catalogue) == before


def test_an_empty_round_closes_and_shows_nothing(opened: OpenRound) -> None:
    counted = tally(opened)
    assert counted.groups == ()
    assert counted.invited == {"a": 12, "b": 12}
    report = report_of(opened.store, factories.current(opened))
    assert {side.published for side in report.returns.values()} == {False}
    for row in report.rows:
        assert {figures.detail for figures in row.sides.values()} == {"hidden"}
        assert {pair.gap for pair in row.pairs.values()} == {None}
    assert report.distributions == {"a": {}, "b": {}}


def test_a_round_without_carriers_closes(store: Store) -> None:
    closed = close_round(store, factories.added_round(store))
    assert not any(side.published for side in report_of(store, closed).returns.values())


def commented(opened: OpenRound, counts: dict[str, int], author: str = "") -> None:
    factories.all_submitted(
        opened,
        {
            side: [
                Sheet({"1a": "2"}, {(1, "feedback"): f"{author}{side} {i}", (1, "proposal"): "mehr"}) for i in range(n)
            ]
            for side, n in counts.items()
        },
    )


def on_review(opened: OpenRound) -> list[tuple[str, int, str, str]]:
    return sorted(
        (comment.side, comment.standard, comment.kind, comment.text)
        for comment in reviews.of_round(opened.store, opened.round.id)
    )


def test_only_sides_with_ten_responses_have_their_comments_reviewed(opened: OpenRound) -> None:
    commented(opened, {"a": 10, "b": 9})
    close_round(opened.store, opened.round)
    assert on_review(opened) == sorted(
        [("a", 1, "feedback", f"a {i}") for i in range(10)] + [("a", 1, "proposal", "mehr")] * 10
    )


def test_a_side_of_one_large_carrier_has_no_comments_reviewed(store: Store) -> None:
    invited = [Carrier("SV Nord", "b", respondents=12), Carrier("SV Süd", "b")]
    opened = factories.open_round(store, factories.catalogue(factories.MINIMAL), invited=invited)
    commented(opened, {"b": 13})
    close_round(store, opened.round)
    assert on_review(opened) == []


def test_no_comment_is_read_before_closing_or_without_submitting(opened: OpenRound) -> None:
    commented(opened, {"a": 11})
    factories.saved(opened, factories.begun(opened, opened.codes_of("a")[-1]), {"feedback_1": "Entwurf"})
    changed = factories.saved(opened, factories.begun(opened, opened.codes_of("b")[0]), {"feedback_1": "b"})
    assert changed == []
    assert on_review(opened) == []
    close_round(opened.store, opened.round)
    assert "Entwurf" not in {text for _, _, _, text in on_review(opened)}
    assert opened.store.value("SELECT count(*) FROM comment") == 0


def test_imported_comments_are_reviewed_too(opened: OpenRound) -> None:
    rows = [{"side": "a", "carrier": f"SV {i}", "1a": "2", "comment_1": f"Papier {i}"} for i in range(10)]
    import_responses(opened.store, opened.round, opened.catalogue, csv_file(rows))
    close_round(opened.store, opened.round)
    assert on_review(opened) == [("a", 1, "feedback", f"Papier {i}") for i in range(10)]


def test_each_cell_gets_a_block_that_stays(store: Store) -> None:
    known = factories.catalogue()
    opened = factories.open_round(store, known, invited=factories.carriers(known, 72))
    factories.all_submitted(opened, {"free": [factories.sheet(known)] * 72})
    counted = tally(opened)
    assert {group.cell for group in counted.groups} == {
        known.path_of(f"Stadtraum {number}")[-1] for number in range(1, 7)
    }
    assert set(blocks.of_round(store, opened.round.id)["free"]) == {group.cell for group in counted.groups}


def test_closing_one_round_leaves_the_others_alone(opened: OpenRound) -> None:
    commented(opened, {"a": 10})
    other = factories.open_round(opened.store, opened.catalogue, "2027")
    commented(other, {"a": 10}, "2027 ")
    close_round(opened.store, opened.round)
    assert opened.store.value("SELECT count(*) FROM comment WHERE round = ?", (other.round.id,)) == 20
    assert not rounds.by_id(opened.store, other.round.id).is_closed
    close_round(opened.store, other.round)
    assert ("a", 1, "feedback", "2027 a 3") in on_review(other)


def test_a_failure_while_closing_leaves_the_round_open(opened: OpenRound) -> None:
    commented(opened, {"a": 10})
    with opened.store.write():
        opened.store.execute("UPDATE answer SET submitted = '?' WHERE submitted <> '-'")
    with pytest.raises(ValueError, match="no answer"):
        close_round(opened.store, opened.round)
    assert not factories.current(opened).is_closed
    assert opened.store.value("SELECT count(*) FROM tally_side") == 0
    assert opened.store.value("SELECT count(*) FROM comment") == 20


def test_closing_asks_for_the_round_by_its_number(opened: OpenRound) -> None:
    with pytest.raises(SurveyError, match="no longer exists"):
        close_round(opened.store, replace(opened.round, id=99))
