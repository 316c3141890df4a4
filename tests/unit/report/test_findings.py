"""The key findings say in sentences what the figures say."""

from __future__ import annotations

from survey.analysis.safereport import SideReturn
from survey.report.findings import findings
from tests.unit.charts.invented import PAIR
from tests.unit.report.judgements import ENGLISH, GERMAN, judged, sentences


def test_the_return_comes_first() -> None:
    told = judged({})
    assert sentences(told)[0].endswith(": Öffentlicher Träger 24 von 30; Freie Träger 24 von 30.")
    assert sentences(told, "en")[0] == "Responses: Öffentlicher Träger 24 of 30; Freie Träger 24 of 30."


def test_a_small_or_open_return_is_told_as_far_as_it_may_be() -> None:
    told = judged(
        {},
        {
            "public": SideReturn(submitted=None, invited=9, published=False, reason="few"),
            "free": SideReturn(submitted=1234, invited=None, published=True),
        },
    )
    assert sentences(told)[0].endswith(": Öffentlicher Träger unter 5; Freie Träger 1.234.")


def test_noticeable_gaps_are_counted_by_who_sees_it_more_favourably() -> None:
    told = judged({"1": ("a_higher", 0.8), "2": ("b_higher", -1.2), "3": ("mixed", 0.1)})
    assert (
        "Bei 2 von 3 Standards sehen die beiden Seiten die Partnerschaft merklich verschieden (günstiger bewertet von: "
        "Öffentlicher Träger 1, Freie Träger 1)." in sentences(told)
    )


def test_one_noticeable_gap_is_told_in_the_same_sentence() -> None:
    told = judged({"1": ("a_higher", 0.8), "2": ("mixed", 0.0)})
    assert any(sentence.startswith("In 1 of 2 standards") for sentence in sentences(told, "en"))


def test_that_there_is_no_noticeable_gap_is_a_finding() -> None:
    told = judged({"1": ("strength", 0.1), "2": ("strength", 0.0), "3": ("need", -0.1)})
    assert any(sentence.startswith("Bei keinem von 3 Standards") for sentence in sentences(told))


def test_the_widest_gap_is_named_with_both_means_its_sign_and_a_link() -> None:
    told = judged({"1": ("a_higher", 0.8), "2": ("b_higher", -1.2)})
    (widest,) = [finding for finding in findings(told, PAIR, GERMAN) if finding.standard is not None]
    assert widest.standard == 2
    assert "„Interessen vertreten“" in widest.sentence
    assert "Öffentlicher Träger 1,8, Freie Träger 3,0, Wahrnehmungslücke −1,2." in widest.sentence
    (widest,) = [finding for finding in findings(told, PAIR, ENGLISH) if finding.standard is not None]
    assert "gap −1.2." in widest.sentence


def test_where_both_sides_agree_to_the_last_digit_shown_no_gap_is_called_the_widest() -> None:
    told = judged({"1": ("strength", 0.04), "2": ("strength", 0.0), "3": ("strength", -0.03)})
    assert all(finding.standard is None for finding in findings(told, PAIR, GERMAN))


def test_shared_strengths_and_needs_are_listed_by_number_and_title() -> None:
    told = judged({"1": ("strength", 0.1), "2": ("need", 0.0), "3": ("strength", -0.1)})
    assert any(
        sentence.endswith(": 1 Gesamtsystem nach Bedarf; 3 Vielfalt und Engagement.") for sentence in sentences(told)
    )
    assert any(sentence.endswith(": 2 Interessen vertreten.") for sentence in sentences(told))


def test_what_could_not_be_compared_is_counted() -> None:
    one = judged({"1": ("strength", 0.1), "2": ("need", 0.0)})
    assert (
        sentences(one)[-1] == "Für 1 von 3 Standards gibt es zu wenige Antworten, um die beiden Seiten zu vergleichen."
    )
    none = judged({"1": ("strength", 0.1), "2": ("need", 0.0), "3": ("mixed", 0.2)})
    assert "zu wenige" not in " ".join(sentences(none))


def test_where_nothing_can_be_compared_only_that_is_told() -> None:
    found = sentences(judged({}))
    assert len(found) == 2
    assert found[-1].startswith("Für 3 von 3 Standards gibt es zu wenige Antworten")
