"""The report's page: every figure formatted, what is withheld replaced by a sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from survey.report.page import report_page
from survey.report.pictures import Drawing, drawings
from tests.unit.charts.invented import HIDDEN, PAIR, coarse, full, report
from tests.unit.report.judgements import ENGLISH, GERMAN, judged


def test_figures_stand_in_the_form_of_the_language() -> None:
    told = report({"1": [full(3.2), full(4.2)]})
    for spoken, mean, gap, interval in (
        (GERMAN, "3,2", "−1,0", "−1,3 bis −0,7"),
        (ENGLISH, "3.2", "−1.0", "−1.3 to −0.7"),
    ):
        line = report_page(told, spoken, PAIR).lines[0]
        assert (line.a.mean, line.gap, line.interval) == (mean, gap, interval)
        assert (line.a.n, line.a.no_answer) == ("30", "0")


def test_half_points_are_marked_and_have_no_interval() -> None:
    line = report_page(report({"1": [coarse(3.5), full(3.0)]}), GERMAN, PAIR).lines[0]
    assert (line.a.mean, line.b.mean) == ("≈ 3,5", "3,0")
    assert (line.gap, line.interval, line.verdict) == ("+0,5", "", "zu wenige Antworten")


def test_what_is_withheld_is_a_sign_and_never_a_number() -> None:
    line = report_page(report({"1": [HIDDEN, full(3.0)]}), GERMAN, PAIR).lines[0]
    assert (line.a.mean, line.a.n, line.a.no_answer, line.gap, line.interval) == ("•", "•", "•", "•", "")


def test_noticeable_gaps_are_set_off() -> None:
    page = report_page(judged({"1": ("a_higher", 0.9), "2": ("strength", 0.1)}), GERMAN, PAIR)
    assert [line.noticeable for line in page.lines] == [True, False, False]


def test_a_statement_says_whose_doing_it_is() -> None:
    (first, *_) = report_page(report({}), GERMAN, PAIR).sections
    assert [line.about for line in first.items] == ["", "Öffentlicher Träger", "Freie Träger"]


def test_the_period_is_told_in_days() -> None:
    assert report_page(report({}), GERMAN, PAIR).period == "01.01.2026 – 01.03.2026"
    assert report_page(report({}), ENGLISH, PAIR).period == "1 January 2026 – 1 March 2026"


def test_the_period_is_that_of_the_office_and_ends_when_the_round_was_closed() -> None:
    midnight = datetime(2025, 12, 31, 23, tzinfo=UTC)
    told = replace(report({}), opens=midnight, closed_on="2026-02-10")
    assert report_page(told, GERMAN, PAIR).period == "01.01.2026 – 10.02.2026"
    assert report_page(replace(told, zone="UTC"), GERMAN, PAIR).period == "31.12.2025 – 10.02.2026"


def test_every_pair_is_offered_and_a_foreign_one_refused() -> None:
    told = report({})
    page = report_page(told, GERMAN, ("free", "commercial"))
    assert [side.id for side in page.pair] == ["free", "commercial"]
    assert [key for key, _ in page.pairs] == ["public-free", "public-commercial", "free-commercial"]
    for foreign in (("free", "public"), ("free", "nope")):
        with pytest.raises(KeyError):
            report_page(told, GERMAN, foreign)


def test_charts_are_named_after_what_they_show() -> None:
    told = report({})
    assert Drawing("gap", PAIR).name(told) == "gap"
    assert Drawing("gap", PAIR, narrow=True).name(told) == "gap-narrow"
    assert Drawing("standard", ("free", "commercial"), 3).name(told) == "standard-3-free-commercial"
    assert Drawing("standard", PAIR, 3, narrow=True).name(told) == "standard-3-narrow"
    assert all(drawing.name(told) == name for name, drawing in drawings(told).items())
