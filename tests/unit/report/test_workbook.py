"""The workbook: numbers that are numbers, words that stay words, and nothing that is not published."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from survey.analysis.safereport import Remark, SafeReport
from survey.language import LANGUAGES, language
from survey.report.workbook import workbook
from tests.unit.charts.invented import full, report
from tests.unit.report.told import asked, everything, opened, table

EN = language("en")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    '=HYPERLINK("http://example.org")',
    "https://example.org",
    "\t=1",
    "12",
)


def rows(told: SafeReport, sheet: str) -> list[dict[str, object]]:
    return [{title: cell.value for title, cell in row.items()} for row in table(opened(workbook(told, EN))[sheet])]


def test_each_topic_has_its_sheet() -> None:
    assert opened(workbook(everything(), EN)).sheetnames == [
        "Overview",
        "Standards",
        "Statements",
        "Importance",
        "Self-image",
        "Distributions",
        "Parts of the city",
        "Development",
        "Comments",
        "Method",
    ]


def test_topics_without_anything_have_none() -> None:
    bare = report({"1": (full(3.0), full(4.0))})

    assert opened(workbook(bare, EN)).sheetnames == ["Overview", "Standards", "Statements", "Self-image", "Method"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_topic_has_a_frozen_head_and_a_filter_over_all_rows(code: str) -> None:
    for sheet in opened(workbook(everything(), language(code))).worksheets[1:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])


def test_figures_are_numbers_with_every_digit_and_a_form() -> None:
    row = table(opened(workbook(everything(), EN))["Standards"])[0]

    assert (row["Side A"].value, row["Side B"].value, row["No."].value) == ("Öffentlicher Träger", "Freie Träger", "1")
    assert row["Mean A"].value == 2.875
    assert row["Mean A"].number_format == "0.00"
    assert row["n A"].value == 30
    assert row["n A"].number_format == "#,##0"
    assert row["Gap A − B"].value == -1.25
    assert row["Gap A − B"].number_format.startswith("+0.00;-0.00")


def test_every_pair_of_sides_is_compared() -> None:
    found = {(row["Side A"], row["Side B"]) for row in rows(everything(), "Statements")}

    assert found == {
        ("Öffentlicher Träger", "Freie Träger"),
        ("Öffentlicher Träger", "Privat-gewerbliche Anbieter"),
        ("Freie Träger", "Privat-gewerbliche Anbieter"),
    }


def test_what_is_withheld_is_a_dot_and_what_is_coarse_a_rounded_number() -> None:
    told = table(opened(workbook(everything(), EN))["Statements"])
    row = next(row for row in told if row["No."].value == "1a")
    hidden = next(row for row in told if row["No."].value == "2a")

    assert row["Mean B"].value == 3.5
    assert "≈" in row["Mean B"].number_format
    assert [row[name].value for name in ("Median B", "Standard deviation B", "95 % interval from")] == ["•"] * 3
    assert {hidden[name].value for name in ("Mean A", "n A", "Mean B", "n B", "Gap A − B", "Cliff's delta")} == {"•"}


def test_an_interval_that_does_not_exist_is_not_taken_for_a_withheld_one() -> None:
    told = report({"1": (full(3.0), full(4.0))})
    pair = replace(told.rows[0].pairs["public-free"], ci_low=None, ci_high=None)
    rows_ = (replace(told.rows[0], pairs={**told.rows[0].pairs, "public-free": pair}), *told.rows[1:])

    row = rows(replace(told, rows=rows_), "Standards")[0]

    assert (row["Gap A − B"], row["95 % interval from"], row["95 % interval to"]) == (-1, "–", "–")


def test_the_overview_counts_the_return_and_says_where_it_may_not() -> None:
    sheet = opened(workbook(everything(), EN))["Overview"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=9)]

    assert found == [
        ["Side", "Invited", "Submitted", "Share", "Results"],
        ["Öffentlicher Träger", 30, 24, 0.8, "shown"],
        ["Freie Träger", 30, 24, 0.8, "shown"],
        ["Privat-gewerbliche Anbieter", 9, "fewer than 5", "•", "not shown, too few answers"],
    ]


def test_distributions_count_each_step() -> None:
    free, public = (
        next(row for row in rows(everything(), "Distributions") if row["No."] == "1a" and row["Side"] == side)
        for side in ("Freie Träger", "Privat-gewerbliche Anbieter")
    )

    assert (free["1 gar nicht"], free["5 vollständig"], free["kann ich nicht beurteilen"]) == (0, 6, 2)
    assert public["1 gar nicht"] == "•"


def test_development_breaks_where_the_wording_changed() -> None:
    told = [row for row in rows(everything(), "Development") if row["Side"] == "Öffentlicher Träger"]
    kept = next(row for row in told if row["Level"] == "Standard" and row["No."] == "1")
    broken = next(row for row in told if row["Level"] == "Standard" and row["No."] == "2")

    assert (kept["Mean 2025"], kept["Mean 2026"], kept["Change since the last round"]) == (2.5, 2.875, 0.375)
    assert (broken["Mean 2025"], broken["Mean 2026"], broken["Series broken since"]) == ("–", 4, "2025")


def test_parts_of_the_city_show_their_means() -> None:
    found = rows(everything(), "Parts of the city")

    assert [(row["Part of the city"], row["Submitted"], row["Mean"]) for row in found] == [
        ("Nordraum", 14, 3.75),
        ("city-wide or without an area, Am Ufer", 10, 4.5),
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    book = asked((text, "Titel"), title=text, place=text, source=text)
    told = replace(everything(book), remarks=(Remark("free", 1, "feedback", text),))
    content = workbook(told, EN)
    shown = text.replace("\t", " ")

    assert rows(told, "Standards")[0]["Title"] == shown
    for name in ("Standards", "Comments"):
        cell = table(opened(content)[name])[0]["Title" if name == "Standards" else "Text"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (shown, "s", None)
    with ZipFile(BytesIO(content)) as parts:
        written = [parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))]
    assert not any(re.search(r"<f[ >]|<hyperlink|/hyperlink", part) for part in written)


def test_letters_that_no_workbook_may_hold_do_no_harm() -> None:
    told = replace(everything(), remarks=(Remark("free", 1, "feedback", "a\x00b\x0bc\ufffed 🦄\nneu"),))

    assert rows(told, "Comments")[0]["Text"] == "a\ufffdb\ufffdc\ufffdd 🦄\nneu"


def test_the_same_report_gives_the_same_bytes_and_its_own_date() -> None:
    content = workbook(everything(), EN)

    assert workbook(everything(), EN) == content
    assert opened(content).properties.created.isoformat() == "2026-03-02T00:00:00"
    assert opened(content).properties.title == "Comparison report 2026"


def test_method_explains_each_word_and_sign() -> None:
    told = {str(row["Word or sign"]): row["Meaning"] for row in rows(everything(), "Method")}

    assert {"Mean", "n", "Gap", "≈", "•"} <= told.keys()
    assert "Comments held back: Freie Träger fewer than 5; Öffentlicher Träger 12." in {
        row["Meaning"] for row in rows(everything(), "Method")
    }
