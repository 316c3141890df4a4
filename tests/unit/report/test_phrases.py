"""Figures in words, and what is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from survey.analysis.safereport import SideFigures, SideReturn, Verdict
from survey.language import language
from survey.report.phrases import mean_in_words, returned, suppression, verdict_in_words
from tests.unit.charts.invented import HIDDEN, PAIR, catalogue, coarse, full, report
from tests.unit.report.judgements import ENGLISH, GERMAN, without


@pytest.mark.parametrize(
    ("verdict", "german", "english"),
    [
        ("strength", "gemeinsame Stärke", "shared strength"),
        ("need", "gemeinsamer Entwicklungsbedarf", "shared need for development"),
        ("mixed", "gemischt", "mixed"),
        ("too_few", "zu wenige Antworten", "too few answers"),
        ("a_higher", "Jugendamt sieht es günstiger", "Jugendamt sees it more favourably"),
        ("b_higher", "Freie Träger sehen es günstiger", "Freie Träger see it more favourably"),
    ],
)
def test_a_verdict_names_who_sees_it_more_favourably(verdict: Verdict, german: str, english: str) -> None:
    assert verdict_in_words(verdict, catalogue(), PAIR, GERMAN) == german
    assert verdict_in_words(verdict, catalogue(), PAIR, ENGLISH) == english


def test_swapping_the_sides_swaps_who_is_named() -> None:
    assert verdict_in_words("a_higher", catalogue(), PAIR, GERMAN) == verdict_in_words(
        "b_higher", catalogue(), (PAIR[1], PAIR[0]), GERMAN
    )


@pytest.mark.parametrize(
    ("part", "german"),
    [
        (SideReturn(24, 30, published=True), "24 von 30"),
        (SideReturn(1240, 3000, published=True), "1.240 von 3.000"),
        (SideReturn(24, None, published=True), "24"),
        (SideReturn(None, 30, published=False, reason="few"), "unter 5"),
        (SideReturn(None, None, published=False, reason="few"), "unter 5"),
        (SideReturn(7, 7, published=False, reason="carriers"), "7 von 7"),
    ],
)
def test_the_return_of_a_side(part: SideReturn, german: str) -> None:
    assert returned(part, 5, GERMAN) == german


@pytest.mark.parametrize(
    ("figures", "german", "english"),
    [
        (full(3.25), "3,2", "3.2"),
        (full(3.96), "4,0", "4.0"),
        (coarse(3.5), "≈ 3,5", "≈ 3.5"),
        (HIDDEN, "•", "•"),
        (SideFigures("full", n=0), "•", "•"),
    ],
)
def test_a_mean_shows_how_exact_it_is(figures: SideFigures, german: str, english: str) -> None:
    assert mean_in_words(figures, GERMAN) == german
    assert mean_in_words(figures, ENGLISH) == english


class TestWhatIsNotShown:
    """One sentence says how much is not shown, and why."""

    everything = report(
        {key: [full(3.0)] * 3 for key in ("1", "1a", "1b", "1c", "2", "2a", "2b", "2c", "3", "3a", "3b", "3c")}
    )

    def test_nothing(self) -> None:
        assert suppression(self.everything, GERMAN).endswith("; hier musste nichts weggelassen werden.")
        assert "mindestens 5 Antwortbögen" in suppression(self.everything, GERMAN)

    def test_the_threshold_of_the_round(self) -> None:
        assert "mindestens 8 Antwortbögen" in suppression(replace(self.everything, k=8), GERMAN)

    def test_some_figures(self) -> None:
        rows = list(self.everything.rows)
        rows[0] = replace(rows[0], sides={**rows[0].sides, "free": HIDDEN})
        rows[1] = replace(rows[1], sides={**rows[1].sides, "free": HIDDEN, "public": HIDDEN})
        text = suppression(replace(self.everything, rows=tuple(rows)), GERMAN)
        assert text.endswith("; deshalb fehlen hier 3 Angaben.")

    def test_a_side(self) -> None:
        text = suppression(without(self.everything, "commercial"), GERMAN)
        assert text.endswith("; deshalb fehlen hier alle Angaben zu: Privat-gewerbliche Anbieter.")

    def test_a_side_and_some_figures(self) -> None:
        told = without(self.everything, "commercial")
        rows = list(told.rows)
        rows[0] = replace(rows[0], sides={**rows[0].sides, "free": HIDDEN})
        text = suppression(replace(told, rows=tuple(rows)), GERMAN)
        assert text.endswith(
            "; deshalb fehlen hier alle Angaben zu: Privat-gewerbliche Anbieter, und 1 weitere Angaben."
        )

    def test_in_english(self) -> None:
        text = suppression(without(self.everything, "commercial"), language("en"))
        assert text.endswith("; therefore nothing of Privat-gewerbliche Anbieter is shown.")
