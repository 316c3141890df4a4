"""Tables for people and for machines."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from survey.analysis.safereport import PairFigures, SafeReport
from survey.language import Language
from survey.report import spreadsheets
from survey.report.document import report_json
from tests.unit.charts.invented import HIDDEN, PAIR, coarse, full, report
from tests.unit.report.judgements import ENGLISH, GERMAN, KEY


def table(content: bytes, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


@pytest.fixture
def told() -> SafeReport:
    found = report({"1": [full(3.123456), full(3.2)], "1a": [coarse(2.5), full(3.0)], "1b": [HIDDEN, full(3.0)]})
    return replace(found, distributions={"public": {}, "free": {"1a": (0, 1, 9, 3, 0, 2)}, "commercial": {}})


def test_people_get_semicolons_a_decimal_comma_and_german_headers(told: SafeReport) -> None:
    content = spreadsheets.gaps(told, PAIR, GERMAN, plain=False)
    assert content.startswith(b"\xef\xbb\xbfEbene;Nr.;Titel;")
    assert content.count(b"\r\n") == content.count(b"\n") == 13
    (first, *_) = table(content, ";")
    assert first["Seite A"] == "Öffentlicher Träger"
    assert first["Mittelwert A"] == "3,12"
    assert first["Befund"] == "gemischt"


def test_in_english_they_get_a_point(told: SafeReport) -> None:
    (first, *_) = table(spreadsheets.gaps(told, PAIR, ENGLISH, plain=False), ";")
    assert first["Mean A"] == "3.12"
    assert first["Verdict"] == "mixed"


@pytest.mark.parametrize("spoken", [GERMAN, ENGLISH], ids=["de", "en"])
def test_machines_get_the_same_in_every_language(told: SafeReport, spoken: Language) -> None:
    content = spreadsheets.gaps(told, PAIR, spoken, plain=True)
    assert content == spreadsheets.gaps(told, PAIR, GERMAN, plain=True)
    assert content.decode().splitlines()[0] == ",".join(spreadsheets.GAP_COLUMNS)
    (first, *_) = table(content, ",")
    assert (first["mean_a"], first["gap"], first["n_a"]) == ("3.1235", "-0.0765", "30")


def test_what_is_withheld_is_empty(told: SafeReport) -> None:
    rows = {row["id"]: row for row in table(spreadsheets.gaps(told, PAIR, GERMAN, plain=True), ",")}
    assert {rows["1b"][f"{name}_a"] for name in ("n", "mean", "median", "sd", "no_answer", "agreement")} == {""}
    assert (rows["1b"]["gap"], rows["1b"]["verdict"]) == ("", "too_few")
    assert (rows["1a"]["mean_a"], rows["1a"]["sd_a"]) == ("2.5000", "")


def test_a_number_that_rounds_to_zero_has_no_sign(told: SafeReport) -> None:
    rows = list(told.rows)
    rows[0] = replace(rows[0], pairs={**rows[0].pairs, KEY: PairFigures("mixed", -0.00001, -0.00004, 0.1, -0.0)})
    tiny = replace(told, rows=tuple(rows))
    (plain, *_) = table(spreadsheets.gaps(tiny, PAIR, GERMAN, plain=True), ",")
    assert (plain["gap"], plain["ci_low"], plain["delta"]) == ("0.0000", "0.0000", "0.0000")
    (spoken, *_) = table(spreadsheets.gaps(tiny, PAIR, GERMAN, plain=False), ";")
    assert "-0,00" not in spoken.values()


def test_distributions_have_a_row_for_every_step_and_for_cannot_say(told: SafeReport) -> None:
    rows = table(spreadsheets.distribution(told, GERMAN, plain=True), ",")
    assert [(row["item"], row["side"], row["step"], row["n"]) for row in rows] == [
        ("1a", "free", step, n) for step, n in zip("12345x", "019302", strict=True)
    ]
    (first, *_) = table(spreadsheets.distribution(told, GERMAN, plain=False), ";")
    assert first == {"Aussage": "1a", "Seite": "Freie Träger", "Bewertung": "1", "Anzahl": "0"}


def test_a_report_without_anything_to_show_has_headers_all_the_same() -> None:
    empty = report({})
    assert table(spreadsheets.distribution(empty, GERMAN, plain=True), ",") == []
    assert spreadsheets.distribution(empty, GERMAN, plain=True) == b"item,side,step,n\n"
    assert len(table(spreadsheets.gaps(empty, PAIR, GERMAN, plain=True), ",")) == 12


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_marked(cell: str) -> None:
    assert spreadsheets.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "1", "'", "−1", "ä"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert spreadsheets.harmless(cell) == cell


def test_json_holds_every_digit_and_null_for_what_is_withheld(told: SafeReport) -> None:
    content = report_json(told)
    assert b"3.123456" in content
    assert b'"mean": null' in content
    assert b"NaN" not in content
    assert "Öffentlicher Träger" in content.decode()
