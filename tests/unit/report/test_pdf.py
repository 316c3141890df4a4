"""The report on paper: complete, valid, the same every time, and silent on what is not published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from survey.analysis.safereport import Remark, SafeReport, SideReturn
from survey.charts.alt import alt_text
from survey.language import Language, language
from survey.model import Scale
from survey.report.page import report_page
from survey.report.pdf import Chart, Source, pdf, pictures
from survey.report.pieces import in_pieces
from tests.unit.charts.invented import full, random_report, report
from tests.unit.report.told import DOT, asked, divided, everything, faults, pages, reader

DE, EN = language("de"), language("en")


def undrawn(told: SafeReport, spoken: Language = EN) -> bytes:
    """Return the PDF with a dot for every chart: drawing takes most of the time."""
    return pdf(told, spoken, {chart.name: DOT for chart in charts_of(told, spoken)})


def charts_of(told: SafeReport, spoken: Language = EN) -> list[Chart]:
    page = report_page(told, spoken, told.catalogue.compare)
    found = pictures(Source(told, told.catalogue, page, spoken))
    return [chart for of_chapter in found.values() for chart in of_chapter]


def words(told: SafeReport) -> str:
    return " ".join(pages(undrawn(told)))


def structure(content: bytes) -> Iterator[Any]:
    """Yield every element of the structure tree."""
    waiting: list[Any] = [reader(content).root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        if not hasattr(element, "keys"):
            continue
        yield element
        children = element.get("/K", [])
        children = children if isinstance(children, list) else [children]
        waiting += [child.get_object() for child in children]


@pytest.fixture(scope="module")
def printed() -> bytes:
    """Return a small report with its charts."""
    return pdf(everything(), EN)


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("spoken", [DE, EN], ids=["de", "en"])
def test_it_is_valid_for_archives_and_screen_readers(profile: str, spoken: Language) -> None:
    assert faults(undrawn(everything(), spoken), profile) == []


def test_with_its_charts_it_is_valid_too(printed: bytes) -> None:
    assert faults(printed, "2a") == []
    assert faults(printed, "ua1") == []


def test_it_says_its_language_and_its_title(printed: bytes) -> None:
    content = reader(printed)

    assert str(content.root_object["/Lang"]) == "en"
    assert content.metadata is not None
    assert content.metadata.title == "Comparison report 2026"
    assert str(reader(undrawn(everything(), DE)).root_object["/Lang"]) == "de"


def test_every_chart_says_what_it_shows(printed: bytes) -> None:
    told = everything()
    charts = charts_of(told)
    alts = [str(element["/Alt"]) for element in structure(printed) if "/Alt" in element]

    assert alt_text(told, told.catalogue.compare, EN) in alts
    assert sorted(alts) == sorted(chart.alt for chart in charts)
    assert len({chart.name for chart in charts}) == len(charts)


def test_tables_have_head_cells_and_headings_are_headings(printed: bytes) -> None:
    kinds = [element.get("/S") for element in structure(printed)]

    assert kinds.count("/TH") > 50
    assert {"/H1", "/H2", "/TOC", "/Caption", "/Table", "/Figure", "/L"} <= set(kinds)


def test_bookmarks_lead_to_every_chapter(printed: bytes) -> None:
    def titles(outline: Any) -> Iterator[str]:  # noqa: ANN401 - nested as deep as the chapters are
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    assert list(titles(reader(printed).outline)) == [
        "Key findings",
        "How to read this",
        "How the two sides see the standards",
        "Self-image and outside view",
        "Importance and fulfilment",
        "Development over the years",
        "Parts of the city",
        "Further comparisons",
        "Öffentlicher Träger and Privat-gewerbliche Anbieter",
        "Freie Träger and Privat-gewerbliche Anbieter",
        "Standard by standard",
        "1 Gesamtsystem nach Bedarf",
        "2 Interessen vertreten",
        "Method",
        "Appendix: distributions",
    ]


def test_the_title_page_has_room_for_paper_number_and_order_of_deliberation() -> None:
    title = pages(undrawn(everything()))[0]

    assert "Comparison report 2026" in title
    assert "Paper no." in title
    assert "Order of deliberation Committee Meeting on Public or not Result" in title
    assert "1 January 2026 – 1 March 2026" in title


def test_every_page_after_the_title_says_its_number_of_how_many() -> None:
    found = pages(undrawn(everything()))

    assert "Page 1 of" not in found[0]
    for number, page in enumerate(found[1:], 2):
        assert f"Page {number} of {len(found)}" in page


def test_the_same_report_gives_the_same_bytes(printed: bytes) -> None:
    assert pdf(everything(), EN) == printed


def test_charts_that_are_drawn_already_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.report.pdf.draw", None)

    assert undrawn(everything())


def test_what_is_withheld_is_a_dot_and_what_is_coarse_says_so() -> None:
    text = words(everything())

    assert re.search(r"zusammen\. 4\.1 30 0 ≈ 3\.5 7 0 \+0\.6 too few answers", text)
    assert re.search(r"Interessen vertreten 4\.0 30 0 • • • • too few answers", text)
    assert "Privat-gewerbliche Anbieter 9 fewer than 5 • not shown, too few answers" in text


def test_a_report_of_nothing_but_withheld_figures_shows_none() -> None:
    few = SideReturn(None, None, published=False, reason="few")
    text = words(report({}, returns=dict.fromkeys(("public", "free", "commercial"), few)))

    assert "therefore nothing of Öffentlicher Träger, Freie Träger, Privat-gewerbliche Anbieter is shown" in text
    assert re.findall(r"\d\.\d", text.replace("are 3.5 or above", "").replace("are below 3.5", "")) == ["3.5"]
    assert "None" not in text
    assert "nan" not in text.split()


def test_comments_stand_with_their_standard_and_held_ones_are_counted() -> None:
    text = words(everything())

    assert "Released comments Freie Träger, Proposal for a solution Öfter reden. Und zuhören." in text
    assert "Comments held back: Freie Träger fewer than 5; Öffentlicher Träger 12." in text


def test_years_and_parts_of_the_city_have_their_tables() -> None:
    text = words(everything())

    assert "1 Gesamtsystem nach Bedarf 2.5 2.9 +0.4 −0.1 to +0.9" in text
    assert "2 Interessen vertreten (changed since 2025, not comparable) • 4.0" in text
    assert "Nordraum: 14 responses" in text
    assert "1 Gesamtsystem nach Bedarf 3.8 ≈ 4.5 2.9" in text


def test_a_side_that_is_divided_within_itself_is_named() -> None:
    text = words(report({"1": (divided(full(3.0)), full(4.0))}))

    assert "Divided within itself: Öffentlicher Träger." in text


def test_without_areas_years_importance_and_comments_their_chapters_are_left_out() -> None:
    text = words(report({"1": (full(3.0), full(4.0))}))

    for title in ("Importance and fulfilment", "Development over the years", "Parts of the city", "Appendix"):
        assert title not in text


def test_what_users_wrote_is_never_markup() -> None:
    wild = "*fett* #panic() $x$ <a> @b `c` \\ \x00 \ue000 中文"
    book = asked((wild, "=1+1"), title=wild, place="#place", source=wild)
    told = replace(everything(book), remarks=(Remark("free", 1, "feedback", wild),))
    content = undrawn(told)

    assert faults(content, "2a") == []
    assert "*fett* #panic() $x$ <a> @b `c` \\" in " ".join(pages(content))


def many_standards() -> SafeReport:
    """Return a report of twenty standards with long titles."""
    long = "Ein Standard mit einem recht langen Titel, der mehrere Zeilen einer schmalen Spalte braucht, Nummer"
    return random_report(replace(asked([f"{long} {number}" for number in range(1, 21)]), importance=None), seed=1)


def test_a_table_longer_than_a_page_repeats_its_head() -> None:
    opening = [" ".join(page.extract_text().split()) for page in reader(undrawn(many_standards())).pages[:6]]
    start = next(index for index, page in enumerate(opening) if "All standards: means, gaps and verdicts" in page)

    for page in opening[start : start + 2]:
        assert "Nummer" in page
        assert "Gap 95 % interval Verdict" in page


def test_a_chart_too_high_for_a_page_is_cut_between_standards() -> None:
    told = many_standards()
    content = pdf(told, EN, {chart.name: DOT for chart in charts_of(told) if chart.name != "gap"})
    alts = [str(element["/Alt"]) for element in structure(content) if "/Alt" in element]
    parts = list(in_pieces(told, 2))

    assert [len(part.catalogue.standards) for part in parts] == [10, 10]
    assert alt_text(told, told.catalogue.compare, EN) not in alts
    assert {alt_text(part, told.catalogue.compare, EN) for part in parts} <= set(alts)


@pytest.mark.parametrize("steps", [2, 10])
@pytest.mark.parametrize("missing", [None, "public", "free"])
def test_any_scale_and_a_missing_side_are_valid(steps: int, missing: str | None) -> None:
    labels = tuple(f"Stufe mit einem langen Namen {step}" for step in range(1, steps + 1))
    book = replace(asked(), importance=None, fulfilment=Scale("Wie weit?", labels, "weiß nicht"))

    content = undrawn(random_report(book, seed=steps, missing=missing))

    assert faults(content, "ua1") == []
