"""What a gap chart tells those who cannot see it."""

from __future__ import annotations

from survey.charts.alt import alt_text
from survey.language import language
from tests.unit.charts.invented import HIDDEN, PAIR, coarse, full, report

EN = language("en")
REPORT = report(
    {
        "1": (full(2.9), full(4.2)),
        "2": (full(4.0), full(3.2)),
        "3": (HIDDEN, full(3.0)),
        "1a": (coarse(4.0), full(3.8)),
        "1b": (full(3.0), full(3.02)),
    }
)


def test_it_says_the_largest_gap_its_direction_the_noticeable_and_the_withheld() -> None:
    assert alt_text(REPORT, PAIR, EN) == (
        "Öffentlicher Träger and Freie Träger compared. "
        "Largest gap: 1 Gesamtsystem nach Bedarf, −1.3; more favourable: Freie Träger. "
        "Noticeable gaps: 2 of 2 (1, 2). "
        "Without a gap: 3 (too few answers)."
    )


def test_swapped_sides_swap_the_sign_and_not_the_finding() -> None:
    assert "Bedarf, +1.3; more favourable: Freie Träger." in alt_text(REPORT, ("free", "public"), EN)


def test_of_one_standard_it_speaks_of_its_items() -> None:
    assert alt_text(REPORT, PAIR, EN, 1) == (
        "1 Gesamtsystem nach Bedarf. Öffentlicher Träger and Freie Träger compared. "
        "Largest gap: 1a Jugendamt und Träger arbeiten planvoll zusammen, +0.2; more favourable: Öffentlicher Träger. "
        "Noticeable gaps: 0 of 2. "
        "Without a gap: 1c (too few answers)."
    )


def test_views_that_agree_favour_no_side() -> None:
    same = report({str(number): (full(3.0), full(3.02)) for number in (1, 2, 3)})
    assert "Largest gap: 1 Gesamtsystem nach Bedarf, 0.0." in alt_text(same, PAIR, EN)


def test_without_any_gap_it_says_why() -> None:
    assert alt_text(report({}), PAIR, EN).endswith("No gap can be shown: too few answers.")
    assert "Noticeable" not in alt_text(report({}), PAIR, EN)


def test_numbers_are_written_as_its_language_writes_them() -> None:
    assert "−1,3" in alt_text(REPORT, PAIR, language("de"))
