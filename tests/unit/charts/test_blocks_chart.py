"""What the chart of the blocks draws and says, seen in its artists."""

from __future__ import annotations

import pytest

from survey.analysis.safereport import Point
from survey.charts.blockmeans import block_means
from survey.charts.blocks import blocks_chart
from survey.charts.sentences import blocks_alt_text
from survey.language import language
from tests.unit.charts.enriched import with_blocks
from tests.unit.charts.invented import HIDDEN, catalogue, coarse, full, line, lines, report, texts, words, xs

EN = language("en")
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
PLAIN = report(
    {"1": (full(3.0), full(3.2)), "2": (coarse(2.5), full(3.2)), "3": (HIDDEN, full(3.6))},
    catalogue(["Eins", "Zwei", "Drei"]),
)
FOUND = with_blocks(
    PLAIN,
    "free",
    {
        ("",): {"1": Point("full", 10, 3.5), "3": Point("full", 10, 3.0)},
        ("A › 1",): {"1": Point("coarse", 7, 2.5), "3": Point("full", 10, 4.0)},
    },
)


def names(*blocks: tuple[str, ...]) -> list[str]:
    """Return what these blocks are called."""
    found = with_blocks(PLAIN, "free", {cells: {} for cells in blocks})
    return [part.name for part in block_means(found, "free", "public", EN).parts]


@BOTH_WIDTHS
def test_each_block_has_a_mark_at_its_mean_and_the_other_side_a_line_through_all(narrow: bool) -> None:
    figure = blocks_chart(FOUND, "free", "public", EN, narrow=narrow)
    assert [xs(line(figure, f"mean:1:{block}")) for block in ("0", "1")] == [[2.5], [3.5]]
    assert xs(line(figure, "mean:1:other")) == [3.0]
    assert xs(line(figure, "whole:1")) == [3.0, 3.0]
    assert words(figure, "value:1:1") == "3.5"
    assert words(figure, "part:1:0") == "Stadtraum 1"
    assert words(figure, "part:1:other") == "Öffentlicher Träger"


@BOTH_WIDTHS
def test_blocks_stand_in_the_order_of_the_areas_whatever_their_means(narrow: bool) -> None:
    figure = blocks_chart(FOUND, "free", "public", EN, narrow=narrow)
    for row in "13":
        tops = [texts(figure, f"part:{row}:{block}")[0].get_position()[1] for block in ("0", "1", "other")]
        assert tops == sorted(tops)
    assert "“Freie Träger” by area: Stadtraum 1 (n\u00a0=\u00a010) · rest of the city (n\u00a0=\u00a010)" in words(
        figure
    )


@BOTH_WIDTHS
def test_a_standard_that_blocks_do_not_show_has_the_whole_sides_mean(narrow: bool) -> None:
    figure = blocks_chart(FOUND, "free", "public", EN, narrow=narrow)
    assert words(figure, "part:2:whole") == "Freie Träger, as a whole"
    assert xs(line(figure, "mean:2:whole")) == [3.2]
    assert lines(figure, "mean:2:0") == []


@BOTH_WIDTHS
def test_another_side_that_is_withheld_has_words_and_no_line(narrow: bool) -> None:
    figure = blocks_chart(FOUND, "free", "public", EN, narrow=narrow)
    assert words(figure, "absence:3:other") == "too few answers"
    assert lines(figure, "whole:3") == []


def test_few_ratings_make_a_hollow_mark() -> None:
    figure = blocks_chart(FOUND, "free", "public", EN)
    assert line(figure, "mean:1:0").get_markerfacecolor() != line(figure, "mean:1:1").get_markerfacecolor()
    assert "Hollow: few ratings, rounded to half a point." in words(figure)


@BOTH_WIDTHS
def test_a_side_that_is_not_split_says_so(narrow: bool) -> None:
    figure = blocks_chart(FOUND, "public", "free", EN, narrow=narrow)
    assert "The answers of “Öffentlicher Träger” are shown as a whole only, not by area." in words(figure)
    assert blocks_alt_text(FOUND, "public", "free", EN).endswith("as a whole only, not by area.")


@pytest.mark.parametrize(
    ("blocks", "called"),
    [
        ([("",), ("A",)], ["Typ A", "rest of the city"]),
        ([("A",), ("A › 2",)], ["Stadtraum 2", "rest of Typ A"]),
        ([("A", "A › 1", "A › 2"), ("B › 3",)], ["Typ A", "Stadtraum 3"]),
        ([("A › 1", "A › 2"), ("B",)], ["Stadtraum 1, Stadtraum 2", "Typ B"]),
        ([("", "B"), ("A",)], ["Typ A", "Typ B, rest of the city"]),
        ([("C › 9",), ("C",), ("A",)], ["Typ A", "9", "rest of C"]),
    ],
)
def test_a_block_is_called_after_its_areas(blocks: list[tuple[str, ...]], called: list[str]) -> None:
    assert names(*blocks) == called


def test_the_alt_text_says_where_the_areas_lie_beside_the_other_side() -> None:
    assert blocks_alt_text(FOUND, "free", "public", EN) == (
        "Freie Träger by area (Stadtraum 1, rest of the city) beside Öffentlicher Träger as a whole. "
        "Areas on both sides of Öffentlicher Träger: 1. "
        "Not shown by area: 2."
    )
