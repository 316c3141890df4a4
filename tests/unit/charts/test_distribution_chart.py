"""What the chart of a standard's ratings draws and says, seen in its artists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport, SideReturn
from survey.charts.distribution import distribution_chart
from survey.charts.sentences import distribution_alt_text
from survey.language import language
from survey.model import Catalogue
from tests.unit.charts.enriched import rectangle, rectangles
from tests.unit.charts.invented import FIVE, PAIR, catalogue, coarse, full, report, texts, words

EN = language("en")
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def spread(counts: Mapping[str, Mapping[str, tuple[int, ...]]], book: Catalogue | None = None) -> SafeReport:
    """Return a report with these distributions, by side and item."""
    found = report({"1a": (full(3.0), full(3.0)), "1b": (coarse(3.5), full(3.0))}, book)
    return replace(found, distributions=counts)


FOUND = spread(
    {"public": {"1a": (0, 5, 10, 20, 5, 10)}, "free": {"1a": (10, 10, 10, 5, 5, 0), "1b": (0, 0, 40, 0, 0, 0)}}
)


def ends(figure: Figure, item: str, side: str, step: int) -> tuple[float, float]:
    """Return left and right end of a step's part of a bar, without the seam."""
    part = rectangle(figure, f"share:{item}:{side}:{step}")
    return part.get_x() - 0.4, part.get_x() + part.get_width() + 0.4


@BOTH_WIDTHS
def test_each_step_is_as_wide_as_its_share_and_follows_the_one_below(narrow: bool) -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN, narrow=narrow)
    parts = [ends(figure, "1a", "public", step) for step in (2, 3, 4, 5)]
    widths = [right - left for left, right in parts]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 2, 4, 1])
    assert [left for left, _ in parts[1:]] == pytest.approx([right for _, right in parts[:-1]])
    assert rectangles(figure, "share:1a:public:1") == []


@BOTH_WIDTHS
def test_the_middle_step_of_an_odd_scale_straddles_one_line_in_all_bars(narrow: bool) -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN, narrow=narrow)
    centres = [sum(ends(figure, *bar, 3)) / 2 for bar in (("1a", "public"), ("1a", "free"), ("1b", "free"))]
    assert centres == pytest.approx([centres[0]] * 3)


@BOTH_WIDTHS
def test_bars_of_an_even_scale_meet_the_line_between_the_two_middle_steps(narrow: bool) -> None:
    book = catalogue(labels=("nein", "eher nein", "eher ja", "ja"))
    found = spread({"public": {"1a": (1, 2, 3, 4, 0)}, "free": {"1a": (7, 1, 1, 1, 0)}}, book)
    figure = distribution_chart(found, 1, PAIR, EN, narrow=narrow)
    for side in PAIR:
        assert ends(figure, "1a", side, 2)[1] == pytest.approx(ends(figure, "1a", side, 3)[0])
    assert ends(figure, "1a", "public", 3)[0] == pytest.approx(ends(figure, "1a", "free", 3)[0])


def test_shares_are_of_the_ratings_and_written_where_there_is_room() -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN)
    assert [words(figure, f"per-cent:1a:public:{step}") for step in (2, 3, 4, 5)] == ["12", "25", "50", "12"]
    assert words(figure, "n:1a:public") == "n = 40"
    rare = spread({"public": {"1a": (1, 0, 0, 0, 199, 0)}})
    assert words(distribution_chart(rare, 1, PAIR, EN), "per-cent:1a:public:1") == ""


@BOTH_WIDTHS
def test_cannot_say_stands_beside_the_bars_as_a_share_of_all_answers(narrow: bool) -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN, narrow=narrow)
    assert words(figure, "no_answer:1a:public") == "20%"
    assert words(figure, "no_answer:1a:free") == "0%"
    beside = rectangle(figure, "no_answer:1a:public").get_x()
    assert beside > max(ends(figure, "1a", side, 5)[1] for side in PAIR)
    assert words(figure, "head:no_answer") == "kann ich nicht beurteilen"


@BOTH_WIDTHS
def test_a_bar_without_a_distribution_says_why(narrow: bool) -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN, narrow=narrow)
    assert words(figure, "absence:1b:public") == "too few ratings to show their distribution"
    assert words(figure, "absence:1c:free") == "too few answers"
    assert rectangles(figure, "share:1b:public:3") == []
    few = replace(FOUND, returns={**FOUND.returns, "free": SideReturn(12, 20, published=False, reason="carriers")})
    assert words(distribution_chart(few, 1, PAIR, EN, narrow=narrow), "absence:1c:free") == "not shown"


@BOTH_WIDTHS
def test_every_standard_has_the_same_scale(narrow: bool) -> None:
    wide_reach = {"public": {"1a": (0, 0, 10, 10, 0, 0), "2a": (50, 0, 0, 0, 50, 0)}}
    first, second = (distribution_chart(spread(wide_reach), number, PAIR, EN, narrow=narrow) for number in (1, 2))
    half, other = (ends(first, "1a", "public", 3), ends(second, "2a", "public", 1))
    assert half[1] - half[0] == pytest.approx(other[1] - other[0])


@BOTH_WIDTHS
def test_the_steps_are_named_in_the_order_of_the_scale(narrow: bool) -> None:
    figure = distribution_chart(FOUND, 1, PAIR, EN, narrow=narrow)
    assert tuple(words(figure, f"step:{step}") for step in range(1, 6)) == FIVE
    assert len(texts(figure, "step:5")) == 1


def test_the_alt_text_says_where_each_side_rates_high_and_low_and_what_is_withheld() -> None:
    assert distribution_alt_text(FOUND, 1, PAIR, EN) == (
        "1 Gesamtsystem nach Bedarf. Ratings of Öffentlicher Träger and Freie Träger. "
        "Öffentlicher Träger, ratings above the middle of the scale: 62% at 1a. "
        "“kann ich nicht beurteilen” most often at 1a, 20%. "
        "Öffentlicher Träger without a distribution: 1b (too few ratings to show their distribution). "
        "Öffentlicher Träger without a distribution: 1c (too few answers). "
        "Freie Träger, ratings above the middle of the scale: 25% at 1a, 0% at 1b. "
        "Freie Träger without a distribution: 1c (too few answers)."
    )


def test_no_such_standard_or_side_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        distribution_chart(FOUND, 99, PAIR, EN)
    with pytest.raises(KeyError):
        distribution_chart(FOUND, 1, ("public", "nobody"), EN)
