"""What a gap chart draws and says, seen in its artists."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.colors import same_color

from survey.analysis.safereport import SideReturn
from survey.charts import style
from survey.charts.gap import items_chart, standards_chart
from survey.language import language
from survey.model import Catalogue
from tests.unit.charts.invented import (
    FIVE,
    HIDDEN,
    PAIR,
    bands,
    catalogue,
    coarse,
    compared,
    full,
    line,
    lines,
    random_report,
    report,
    texts,
    words,
    xs,
    ys,
)

DE, EN = language("de"), language("en")
REPORT = report(
    {
        "1": (full(2.9), full(4.2), full(3.0)),
        "2": (full(3.5), full(3.1), full(4.5)),
        "3": (HIDDEN, HIDDEN, full(2.0)),
        "1a": (full(4.0), full(2.5), full(3.0)),
        "1b": (coarse(3.5), full(3.2), HIDDEN),
    }
)
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@BOTH_WIDTHS
def test_marks_stand_at_the_means_of_their_sides(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=narrow)
    assert xs(line(figure, "mean:1:public")) == [2.9]
    assert xs(line(figure, "mean:1:free")) == [4.2]
    assert words(figure, "value:1:public") == "2,9"
    assert lines(figure, "mean:1:commercial") == []


@BOTH_WIDTHS
def test_the_gap_is_drawn_from_one_mean_to_the_other_and_printed(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=narrow)
    assert xs(line(figure, "gap:1")) == [2.9, 4.2]
    assert [words(figure, f"number:{row}") for row in "12"] == ["−1,3", "+0,4"]
    assert words(standards_chart(REPORT, PAIR, EN, narrow=narrow), "number:1") == "−1.3"


def test_the_gap_stands_in_its_interval_beside_zero() -> None:
    figure = standards_chart(REPORT, PAIR, DE)
    assert xs(line(figure, "point:1")) == pytest.approx([-1.3])
    assert xs(line(figure, "interval:1")) == pytest.approx([-1.6, -1.0])
    panel = line(figure, "interval:1").axes
    assert panel is not None
    assert panel.get_xlim() == (-2.0, 2.0)


def test_a_narrow_chart_says_the_interval_in_words() -> None:
    figure = standards_chart(REPORT, PAIR, EN, narrow=True)
    assert words(figure, "word:1") == "noticeable · interval −1.6 to −1.0"
    assert words(figure, "word:2") == "interval +0.1 to +0.7"


@BOTH_WIDTHS
def test_standards_stand_in_the_order_of_the_catalogue(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=narrow)
    heights = [texts(figure, f"id:{row}")[0].get_position()[1] for row in "123"]
    assert all(above < below for above, below in pairwise(heights))
    assert words(figure, "id:2") == "2"
    assert words(figure, "name:2") == "Interessen vertreten"


@BOTH_WIDTHS
def test_a_noticeable_gap_is_set_off_by_band_weight_and_word(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=narrow)
    assert bands(figure) == ["band:1"]
    fonts = [texts(figure, f"name:{row}")[0].get_fontproperties().get_file() for row in "12"]
    assert fonts == [str(style.BOLD), str(style.REGULAR)]
    assert line(figure, "gap:1").get_linewidth() > line(figure, "gap:2").get_linewidth()
    assert DE.gettext("noticeable") in words(figure, "word:1")
    assert DE.gettext("noticeable") not in words(figure, "word:2")


@BOTH_WIDTHS
def test_a_row_that_is_withheld_is_there_and_says_so(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, EN, narrow=narrow)
    assert words(figure, "name:3") == "Vielfalt und Engagement"
    assert words(figure, "absence:3") == "too few answers"
    for label in ("mean:3:public", "mean:3:free", "gap:3", "interval:3", "point:3"):
        assert lines(figure, label) == []
    assert words(figure, "number:3") == ""


@BOTH_WIDTHS
def test_a_row_with_one_side_shows_it_and_names_the_other(narrow: bool) -> None:
    figure = standards_chart(REPORT, ("public", "commercial"), EN, narrow=narrow)
    assert xs(line(figure, "mean:3:commercial")) == [2.0]
    assert lines(figure, "mean:3:public") == []
    assert lines(figure, "gap:3") == []
    assert words(figure, "absence:3") == "Öffentlicher Träger: too few answers"


@BOTH_WIDTHS
def test_a_side_withheld_for_its_carriers_is_not_said_to_have_few_answers(narrow: bool) -> None:
    returns = {"free": SideReturn(12, 40, published=False, reason="carriers")}
    figure = standards_chart(report({"1": (full(3.0), HIDDEN)}, returns=returns), PAIR, EN, narrow=narrow)
    assert words(figure, "absence:1") == "Freie Träger: not shown"
    assert words(figure, "legend:free") == "Freie Träger (n = 12 of 40; not shown, too few carriers)"


@BOTH_WIDTHS
def test_means_in_half_points_are_hollow_and_their_gap_is_called_rounded(narrow: bool) -> None:
    figure = items_chart(REPORT, 1, PAIR, EN, narrow=narrow)
    assert same_color(line(figure, "mean:1b:public").get_markerfacecolor(), style.PAPER)
    assert not same_color(line(figure, "mean:1b:free").get_markerfacecolor(), style.PAPER)
    assert lines(figure, "interval:1b") == []
    assert words(figure, "word:1b") == "rounded"
    assert words(figure, "number:1b") == "+0.3"
    assert "Hollow: fewer than ten ratings" in words(figure)


@BOTH_WIDTHS
def test_what_does_not_occur_is_not_explained(narrow: bool) -> None:
    calm = report({"1": (full(3.0), full(3.1))})
    said = words(standards_chart(calm, PAIR, EN, narrow=narrow))
    assert "Hollow" not in said
    assert "Noticeable" not in said
    empty = words(standards_chart(report({}), PAIR, EN, narrow=narrow))
    assert "minus mean" not in empty
    assert "nterval" not in empty


def test_swapping_the_sides_mirrors_the_gap() -> None:
    swapped = standards_chart(REPORT, ("free", "public"), DE)
    assert xs(line(swapped, "gap:1")) == [4.2, 2.9]
    assert xs(line(swapped, "point:1")) == pytest.approx([1.3])
    assert xs(line(swapped, "interval:1")) == pytest.approx([1.0, 1.6])
    assert words(swapped, "number:1") == "+1,3"
    assert bands(swapped) == ["band:1"]


@pytest.mark.parametrize("pair", [PAIR, ("public", "commercial"), ("commercial", "free")])
def test_sides_differ_by_shape_and_colour_and_keep_theirs_in_every_pair(pair: tuple[str, str]) -> None:
    figure = standards_chart(REPORT, pair, DE)
    marks = style.marks(REPORT.catalogue)
    for side in pair:
        for label in (f"mean:1:{side}", f"legend:{side}", f"direction:{side}"):
            drawn = line(figure, label)
            assert drawn.get_marker() == marks[side].shape
            assert same_color(drawn.get_markerfacecolor(), marks[side].colour)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (SideReturn(24, 30, published=True), "Freie Träger (n = 24 of 30)"),
        (SideReturn(1240, None, published=True), "Freie Träger (n = 1,240)"),
        (SideReturn(None, 9, published=False, reason="few"), "Freie Träger (fewer than 5 answers)"),
    ],
)
@BOTH_WIDTHS
def test_the_legend_says_how_many_answered(returned: SideReturn, said: str, narrow: bool) -> None:
    figure = standards_chart(replace(REPORT, returns={**REPORT.returns, "free": returned}), PAIR, EN, narrow=narrow)
    assert words(figure, "legend:free") == said


@BOTH_WIDTHS
def test_an_item_chart_shows_each_statement_and_whose_doing_it_is(narrow: bool) -> None:
    figure = items_chart(REPORT, 1, PAIR, EN, narrow=narrow)
    assert [words(figure, f"id:1{letter}") for letter in "abc"] == ["1a", "1b", "1c"]
    assert words(figure, "name:1a") == "Jugendamt und Träger arbeiten planvoll zusammen."
    assert texts(figure, "note:1a") == []
    assert words(figure, "note:1b") == "Work of: Öffentlicher Träger"
    assert "1 Gesamtsystem nach Bedarf" in words(figure)
    assert xs(line(figure, "gap:1a")) == [4.0, 2.5]


@BOTH_WIDTHS
def test_means_that_lie_together_are_both_seen_at_their_true_place(narrow: bool) -> None:
    figure = standards_chart(report({"1": (full(3.5), full(3.52))}), PAIR, DE, narrow=narrow)
    public, free = line(figure, "mean:1:public"), line(figure, "mean:1:free")
    assert xs(public) + xs(free) == [3.5, 3.52]
    assert ys(public) < ys(free)


@BOTH_WIDTHS
def test_equal_means_keep_their_two_values_apart(narrow: bool) -> None:
    figure = standards_chart(report({"1": (full(3.0), full(3.0))}), PAIR, DE, narrow=narrow)
    left, right = (texts(figure, f"value:1:{side}")[0] for side in PAIR)
    assert (left.get_horizontalalignment(), right.get_horizontalalignment()) == ("right", "left")
    assert words(figure, "number:1") == "0,0"


@BOTH_WIDTHS
def test_every_step_of_the_scale_is_named_at_its_place(narrow: bool) -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=narrow)
    assert [words(figure, f"step:{step}") for step in range(1, 6)] == list(FIVE)


def test_names_that_do_not_fit_give_way_to_numbers_with_a_key() -> None:
    labels = [f"trifft ungefähr zu {step} Zehnteln zu" for step in range(1, 11)]
    figure = standards_chart(random_report(catalogue(labels=labels), 1), PAIR, EN, narrow=True)
    assert [words(figure, f"step:{step}") for step in (1, 10)] == ["1", "10"]
    said = words(figure).replace("\N{NO-BREAK SPACE}", " ")
    assert "Scale: 1 trifft ungefähr zu 1 Zehnteln zu · 2 trifft" in said


def test_the_axis_of_the_gap_holds_the_widest_interval() -> None:
    wide = report({"1": (full(3.0), full(3.2))})
    row = wide.rows[0]
    pairs = {**row.pairs, "public-free": compared(full(3.0), full(3.2), half_width=2.1)}
    figure = standards_chart(replace(wide, rows=(replace(row, pairs=pairs), *wide.rows[1:])), PAIR, DE)
    panel = line(figure, "interval:1").axes
    assert panel is not None
    assert panel.get_xlim() == (-2.5, 2.5)


def test_a_full_pair_without_an_interval_has_its_gap_drawn_without_one() -> None:
    found = report({"1": (full(3.0), full(4.0))})
    row = found.rows[0]
    bare = replace(row.pairs["public-free"], verdict="mixed", ci_low=None, ci_high=None)
    figure = standards_chart(
        replace(found, rows=(replace(row, pairs={"public-free": bare}), *found.rows[1:])), PAIR, DE
    )
    assert lines(figure, "interval:1") == []
    assert same_color(line(figure, "point:1").get_markerfacecolor(), style.INK)


def test_texts_come_in_the_language_of_the_chart() -> None:
    german = catalogue()
    english: Catalogue = replace(catalogue(titles=("Whole system", "Interests", "Diversity")), language="en")
    book = replace(german, translations={"en": english})
    figure = standards_chart(report({"1": (full(3.0), full(4.0))}, book), PAIR, EN)
    assert words(figure, "name:1") == "Whole system"
    assert words(standards_chart(report({}, book), PAIR, DE), "name:1") == "Gesamtsystem nach Bedarf"


def test_a_phone_reads_it_one_to_one() -> None:
    figure = standards_chart(REPORT, PAIR, DE, narrow=True)
    assert figure.get_figwidth() * 96 == pytest.approx(360)
    assert min(float(text.get_fontsize()) for text in texts(figure)) * 96 / 72 >= 12


def test_an_unknown_side_or_standard_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        standards_chart(REPORT, ("public", "nobody"), DE)
    with pytest.raises(KeyError):
        items_chart(REPORT, 99, PAIR, DE)
