"""What the chart of the trend draws and says, seen in its artists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from survey.analysis.safereport import PastRound, Point, SafeReport
from survey.charts.sentences import trend_alt_text
from survey.charts.trend import trend_chart
from survey.language import language
from tests.unit.charts.enriched import past
from tests.unit.charts.invented import PAIR, catalogue, full, line, lines, report, texts, words, xs, ys

EN = language("en")
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
NOW = report({"1": (full(3.0), full(4.0)), "2": (full(3.5), full(3.52))}, catalogue(["Eins", "Zwei"]))
HIDDEN = Point("hidden")


def point(mean: float) -> Point:
    return Point("full", 30, mean)


def over(*rounds: PastRound) -> SafeReport:
    return replace(NOW, past=rounds)


def before(name: str, one: Sequence[Point], two: Sequence[Point] = (), breaks: Sequence[str] = ()) -> PastRound:
    return past(NOW, name, {"1": one, **({"2": two} if two else {})}, breaks)


THREE = over(
    before("2024", (point(2.0), point(3.6)), (point(3.0), point(3.0))),
    before("2025", (point(2.5), point(3.8)), (point(3.0), point(3.0))),
)


@BOTH_WIDTHS
def test_means_run_from_the_earliest_round_to_this_one(narrow: bool) -> None:
    figure = trend_chart(THREE, PAIR, EN, narrow=narrow)
    course = line(figure, "line:1:public")
    assert xs(course) == sorted(xs(course))
    down = ys(course)
    assert down[0] - down[1] == pytest.approx(down[1] - down[2])
    assert down[0] > down[2]
    assert [text.get_text() for text in texts(figure, "round")] == ["2024", "2025", "2026"] * 2


@BOTH_WIDTHS
def test_the_values_of_this_round_are_written_and_kept_apart(narrow: bool) -> None:
    figure = trend_chart(THREE, PAIR, EN, narrow=narrow)
    assert words(figure, "value:1:public") == "3.0"
    assert [words(figure, f"value:2:{side}") for side in PAIR] == ["3.5", "3.5"]
    public, free = (texts(figure, f"value:2:{side}")[0].get_position()[1] for side in PAIR)
    assert public - free == pytest.approx(11)


@BOTH_WIDTHS
def test_a_changed_wording_breaks_the_line_and_is_marked_in_words(narrow: bool) -> None:
    broken = over(
        before("2024", (point(2.0), point(3.6))),
        before("2025", (point(2.5), point(3.8)), breaks=["1"]),
    )
    figure = trend_chart(broken, PAIR, EN, narrow=narrow)
    assert lines(figure, "line:1:public") == []
    assert len(lines(figure, "mean:1:public:0")) == 1
    assert "Series interrupted: wording or scale changed" in words(figure, "word:1")
    assert "Series interrupted: wording or scale changed" not in words(figure, "word:2")


def test_a_line_begins_after_the_last_break() -> None:
    broken = over(
        before("2023", (point(2.0), point(3.6))),
        before("2024", (point(2.0), point(3.6)), breaks=["1"]),
        before("2025", (point(2.5), point(3.8))),
    )
    course = line(trend_chart(broken, PAIR, EN), "line:1:public")
    assert len(xs(course)) == 2


@BOTH_WIDTHS
def test_a_missing_mean_is_left_out_of_the_line_and_said(narrow: bool) -> None:
    gap = over(
        before("2023", (point(2.0), point(3.6))),
        before("2024", (point(2.2), point(3.6))),
        before("2025", (HIDDEN, point(3.8))),
    )
    figure = trend_chart(gap, PAIR, EN, narrow=narrow)
    assert len(xs(line(figure, "line:1:public"))) == 2
    assert len(xs(line(figure, "line:1:free"))) == 4
    assert words(figure, "word:1") == "Öffentlicher Träger, no value shown: 2025"
    assert words(figure, "word:2") == "Not asked: 2023, 2024, 2025"


def test_a_mean_off_this_rounds_scale_is_not_drawn() -> None:
    other_scale = over(before("2025", (point(7.5), point(3.8)), breaks=["1"]))
    assert lines(trend_chart(other_scale, PAIR, EN), "mean:1:public:0") == []


@BOTH_WIDTHS
def test_all_panels_have_the_same_axis(narrow: bool) -> None:
    figure = trend_chart(THREE, PAIR, EN, narrow=narrow)
    falls = [ys(line(figure, f"mean:{row}:free:0"))[0] - ys(line(figure, f"mean:{row}:free:2"))[0] for row in (1, 2)]
    assert falls[0] / falls[1] == pytest.approx(0.4 / 0.52)


@BOTH_WIDTHS
def test_a_first_round_has_no_trend_and_says_so(narrow: bool) -> None:
    assert "no earlier published round" in words(trend_chart(NOW, PAIR, EN, narrow=narrow))
    assert "no earlier published round" in trend_alt_text(NOW, PAIR, EN)


def test_the_alt_text_says_the_largest_rise_and_fall_since_the_series_began() -> None:
    assert trend_alt_text(THREE, PAIR, EN) == (
        "Means of Öffentlicher Träger and Freie Träger from 2024 to 2026. "
        "Öffentlicher Träger, largest rise: 1 Eins, +1.0. Freie Träger, largest rise: 2 Zwei, +0.5."
    )


def test_the_alt_text_names_breaks_missing_values_and_what_did_not_move() -> None:
    found = over(before("2025", (HIDDEN, point(4.0)), (point(4.0), point(4.0)), breaks=["2"]))
    assert trend_alt_text(found, PAIR, EN) == (
        "Means of Öffentlicher Träger and Freie Träger from 2025 to 2026. "
        "Öffentlicher Träger, values not shown in some round: 1. "
        "Freie Träger: unchanged. "
        "Series interrupted, wording or scale changed: 2."
    )


def test_the_alt_text_says_a_fall() -> None:
    found = over(before("2025", (point(3.6), point(4.0))))
    assert "Öffentlicher Träger, largest fall: 1 Eins, −0.6." in trend_alt_text(found, PAIR, EN)
