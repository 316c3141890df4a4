"""What the chart of self-image and outside view draws and says, seen in its artists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from survey.charts.selfimage import selfimage_chart
from survey.charts.sentences import selfimage_alt_text
from survey.language import language
from survey.model import BOTH
from tests.unit.charts.invented import (
    HIDDEN,
    PAIR,
    bands,
    catalogue,
    coarse,
    full,
    line,
    lines,
    report,
    texts,
    words,
    xs,
)

EN = language("en")
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
FOUND = report(
    {
        "1b": (full(4.0), full(3.0)),
        "1c": (full(2.5), full(4.0)),
        "2b": (full(3.0), full(3.4)),
        "2c": (coarse(3.0), full(3.2)),
        "3b": (full(3.0), HIDDEN),
    }
)


@BOTH_WIDTHS
def test_only_items_about_one_side_are_shown_and_grouped_by_it(narrow: bool) -> None:
    figure = selfimage_chart(FOUND, PAIR, EN, narrow=narrow)
    order = [words(figure, f"id:{item}") for item in ("1b", "2b", "3b", "1c", "2c", "3c")]
    assert order == ["1b", "2b", "3b", "1c", "2c", "3c"]
    tops = [texts(figure, label)[0].get_position()[1] for label in ("group:public", "id:3b", "group:free", "id:1c")]
    assert tops == sorted(tops)
    assert texts(figure, "id:1a") == []


@BOTH_WIDTHS
def test_a_blind_spot_is_the_own_view_minus_the_other(narrow: bool) -> None:
    figure = selfimage_chart(FOUND, PAIR, EN, narrow=narrow)
    assert [words(figure, f"number:{item}") for item in ("1b", "2b", "1c", "2c")] == ["+1.0", "−0.4", "+1.5", "+0.2"]
    swapped = selfimage_chart(FOUND, PAIR[::-1], EN, narrow=narrow)
    assert [words(swapped, f"number:{item}") for item in ("1b", "2b", "1c", "2c")] == ["+1.0", "−0.4", "+1.5", "+0.2"]


@BOTH_WIDTHS
def test_the_views_stand_at_their_means(narrow: bool) -> None:
    figure = selfimage_chart(FOUND, PAIR, EN, narrow=narrow)
    assert xs(line(figure, "mean:1c:free")) == [4.0]
    assert xs(line(figure, "gap:1c")) == [2.5, 4.0]


@BOTH_WIDTHS
def test_the_largest_is_marked_in_words_and_the_noticeable_set_off(narrow: bool) -> None:
    figure = selfimage_chart(FOUND, PAIR, EN, narrow=narrow)
    assert "largest blind spot" in words(figure, "word:1b")
    assert "largest blind spot" in words(figure, "word:1c")
    assert "largest" not in words(figure, "word:2c")
    assert "interval +1.2 to +1.8" in words(figure, "word:1c")
    assert bands(figure) == ["band:1b", "band:1c"]


@BOTH_WIDTHS
def test_a_view_that_is_withheld_leaves_words_and_no_number(narrow: bool) -> None:
    figure = selfimage_chart(FOUND, PAIR, EN, narrow=narrow)
    assert words(figure, "word:3b") == "Freie Träger: too few answers"
    assert words(figure, "number:3b") == ""
    assert lines(figure, "gap:3b") == []


@BOTH_WIDTHS
def test_without_items_about_a_side_there_is_nothing_to_compare(narrow: bool) -> None:
    book = catalogue()
    standards = tuple(replace(s, items=tuple(replace(i, about=BOTH) for i in s.items)) for s in book.standards)
    neutral = replace(FOUND, catalogue=replace(book, standards=standards))
    assert "nothing to compare" in words(selfimage_chart(neutral, PAIR, EN, narrow=narrow))
    assert selfimage_alt_text(neutral, PAIR, EN).endswith("there is nothing to compare.")


def test_the_alt_text_says_each_sides_largest_blind_spot() -> None:
    text = "Jugendamt und Träger arbeiten planvoll zusammen"
    assert selfimage_alt_text(FOUND, PAIR, EN) == (
        "Self-image and outside view: Öffentlicher Träger and Freie Träger. "
        f"Work of: Öffentlicher Träger. Largest blind spot: 1b {text}, +1.0. "
        "Noticeable differences: 1b. Without a blind spot shown: 3b (too few answers). "
        f"Work of: Freie Träger. Largest blind spot: 1c {text}, +1.5. "
        "Noticeable differences: 1c. Without a blind spot shown: 3c (too few answers)."
    )


def test_a_side_more_critical_of_itself_than_the_other_has_no_largest_blind_spot() -> None:
    critical = report({"1b": (full(2.0), full(4.0))}, catalogue(["Eins"]))
    assert "In nothing more favourable than the outside view." in selfimage_alt_text(critical, PAIR, EN)
    assert "largest" not in words(selfimage_chart(critical, PAIR, EN), "word:1b")
