"""``report.html``: one file that opens from disk and loads nothing."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.report.html import standalone
from survey.report.pictures import draw, of_pair
from tests.pages.markup import Page
from tests.unit.charts.invented import catalogue, full, random_report, report
from tests.unit.report.judgements import ENGLISH, GERMAN

LOADING = ("src", "srcset", "href", "data", "action", "poster", "background", "cite", "formaction")


@pytest.fixture(scope="module")
def told() -> SafeReport:
    return random_report(catalogue(["Ein Standard"]), seed=3)


@pytest.fixture(scope="module")
def page(told: SafeReport) -> Page:
    return page_of(told, GERMAN)


def page_of(told: SafeReport, spoken: Language) -> Page:
    drawn = {
        drawing.name(told): draw(told, drawing, spoken, "svg")[0] for drawing in of_pair(told, told.catalogue.compare)
    }
    return Page("report.html", 200, standalone(told, spoken, drawn).decode())


@pytest.mark.parametrize("spoken", [GERMAN, ENGLISH], ids=["de", "en"])
def test_it_is_sound_html_in_the_language_asked_for(told: SafeReport, spoken: Language) -> None:
    page = page_of(told, spoken)
    assert page.faults == ()
    assert page.language == spoken.code
    assert page.title == f"{page.heading} – Partnerblick"
    assert "%%" not in page.text
    ids = re.findall(r' id="([^"]+)"', page.html)
    assert len(ids) == len(set(ids))


def test_it_loads_nothing_from_anywhere(page: Page) -> None:
    addresses = [element.get(name) or "" for element in page.root.iter() for name in LOADING]
    assert {address.partition(":")[0] for address in addresses if address and address[0] != "#"} == {"data"}
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("iframe")
    (style,) = page.all("style")
    assert not re.search(r"@import|url\(", style.text or "")


def test_its_links_lead_to_places_in_it(page: Page) -> None:
    ids = {element.get("id") for element in page.root.iter()}
    assert {(a.get("href") or "")[1:] for a in page.all("a")} <= ids


def test_its_charts_are_inside_with_a_text_for_each(told: SafeReport, page: Page) -> None:
    assert len(page.all("img")) >= 1 + len(told.catalogue.standards)
    for img in page.all("img"):
        head, _, content = (img.get("src") or "").partition(",")
        assert head == "data:image/svg+xml;base64"
        assert b"<svg" in base64.b64decode(content)
        assert img.get("alt")


def test_texts_of_a_catalogue_are_shown_and_never_run() -> None:
    evil = "</title></style><script>alert(1)</script>\"'<img src=x onerror=alert(1)>"
    book = catalogue([evil], labels=[evil, "zwei", "drei"], statement=evil)
    told = report({"1": [full(2.0), full(2.5)]}, replace(book, title=evil, place=evil, source=evil))
    page = Page("report.html", 200, standalone(told, GERMAN, {}).decode())
    assert "<script>" not in page.html
    assert "<img src=x" not in page.html
    assert page.text.count(evil) > 5
