"""What the matrix of importance and fulfilment draws and says, seen in its artists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from survey.charts.importance import importance_chart
from survey.charts.sentences import importance_alt_text
from survey.language import language
from tests.unit.charts.enriched import rectangle, with_importance
from tests.unit.charts.invented import HIDDEN, PAIR, catalogue, coarse, full, line, lines, report, texts, words, xs, ys

EN = language("en")
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
FIGURES = {
    "1": (full(2.0), full(2.0), full(3.0)),
    "2": (full(4.0), coarse(4.0), HIDDEN),
    "3": (full(3.5), full(3.0), HIDDEN),
    "4": (full(2.5), HIDDEN, HIDDEN),
}
SAID = {
    1: (full(4.5), full(3.0)),
    2: (full(4.0), full(3.0)),
    3: (full(2.0), full(4.0)),
    4: (full(2.5), full(4.0)),
}
BOOK = catalogue(["Eins", "Zwei", "Drei", "Vier"])
FOUND = with_importance(report(FIGURES, BOOK), SAID)


@BOTH_WIDTHS
def test_a_standard_is_further_right_the_more_achieved_and_further_up_the_more_important(narrow: bool) -> None:
    figure = importance_chart(FOUND, PAIR, EN, narrow=narrow)
    places = {number: line(figure, f"spot:public:{number}") for number in (1, 2, 3, 4)}
    assert sorted(places, key=lambda n: xs(places[n])) == [1, 4, 3, 2]
    assert sorted(places, key=lambda n: ys(places[n])) == [1, 2, 4, 3]
    one, two, four = (xs(places[number])[0] for number in (1, 2, 4))
    assert (two - one) / (four - one) == pytest.approx(4)


@BOTH_WIDTHS
def test_both_sides_have_the_same_axes(narrow: bool) -> None:
    figure = importance_chart(FOUND, PAIR, EN, narrow=narrow)
    across = [xs(line(figure, f"spot:{side}:2"))[0] - xs(line(figure, f"spot:{side}:1"))[0] for side in PAIR]
    assert across[0] == pytest.approx(across[1])


def test_panels_stand_side_by_side_and_narrow_ones_below_one_another() -> None:
    wide, narrow = (importance_chart(FOUND, PAIR, EN, narrow=value) for value in (False, True))
    heads = {
        value: [texts(figure, f"side:{side}")[0].get_position() for side in PAIR]
        for value, figure in (("wide", wide), ("narrow", narrow))
    }
    assert heads["wide"][0][1] == heads["wide"][1][1]
    assert heads["wide"][0][0] < heads["wide"][1][0]
    assert heads["narrow"][0][1] < heads["narrow"][1][1]


def test_each_spot_has_its_number_and_the_key_its_title() -> None:
    figure = importance_chart(FOUND, PAIR, EN)
    assert sorted(words(figure, "number:public").split()) == ["1", "2", "3", "4"]
    assert [words(figure, f"name:{number}") for number in (1, 2, 3, 4)] == ["Eins", "Zwei", "Drei", "Vier"]


def test_standards_in_one_place_share_a_mark_and_their_numbers_stand_together() -> None:
    plain = report({str(number): (full(3.0),) for number in SAID}, BOOK)
    same = with_importance(plain, dict.fromkeys(SAID, (full(4.0),)))
    figure = importance_chart(same, ("public",), EN)
    assert len(lines(figure, "spot:public:1,2,3,4")) == 1
    assert words(figure, "number:public") == "1, 2, 3, 4"


def test_a_rounded_mean_makes_a_hollow_mark() -> None:
    figure = importance_chart(FOUND, PAIR, EN)
    assert line(figure, "spot:free:2").get_markerfacecolor() != line(figure, "spot:free:1").get_markerfacecolor()


@BOTH_WIDTHS
def test_what_is_withheld_is_named_and_an_empty_panel_says_so(narrow: bool) -> None:
    figure = importance_chart(FOUND, ("free", "commercial"), EN, narrow=narrow)
    assert "Not in the chart: 4 (too few answers)" in words(figure)
    assert "Not in the chart: 1, 2, 3, 4 (too few answers)" in words(figure)
    assert words(figure, "nothing") == "nothing to show"


@BOTH_WIDTHS
def test_the_fields_are_named_and_begin_at_the_means(narrow: bool) -> None:
    figure = importance_chart(FOUND, ("public",), EN, narrow=narrow)
    assert words(figure, "field:neglected") == "important, but less achieved"
    assert words(figure, "field:extra") == "less important, but achieved"
    field = rectangle(figure, "field:neglected")
    middle = field.get_x() + field.get_width()
    assert xs(line(figure, "spot:public:4"))[0] < middle < xs(line(figure, "spot:public:3"))[0]


def test_without_a_scale_of_importance_there_is_no_chart() -> None:
    plain = replace(FOUND, catalogue=BOOK)
    with pytest.raises(LookupError):
        importance_chart(plain, PAIR, EN)
    with pytest.raises(LookupError):
        importance_alt_text(plain, PAIR, EN)


def test_the_alt_text_names_the_standards_of_each_field() -> None:
    assert importance_alt_text(FOUND, PAIR, EN) == (
        "Importance and fulfilment of the standards, each beside the side's means of all. "
        "Öffentlicher Träger: important, but less achieved: 1; important and achieved: 2; "
        "less important, less achieved: 4; less important, but achieved: 3. "
        "Freie Träger: important and achieved: 3; less important, less achieved: 1; "
        "less important, but achieved: 2; not in the chart: 4 (too few answers)."
    )
