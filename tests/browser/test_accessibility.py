"""axe finds nothing on any page in any state, in both languages, on wide and narrow screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from survey.language import LANGUAGES, language
from survey.report.html import standalone
from survey.report.pictures import draw, drawings
from survey.rounds.publishing import report_of
from tests import factories
from tests.browser.conftest import Seen
from tests.browser.scenes import IN_EACH_LANGUAGE

pytestmark = pytest.mark.browser

_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule of WCAG 2.0 to 2.2 at level A and AA and every best practice; the size of targets is off by default."""


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(seen: Seen, width: int) -> None:
    assert _found(seen.resize(width)) == []


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
def test_a_page_says_its_language_and_what_it_is(seen: Seen) -> None:
    assert seen.page.get_attribute("html", "lang") == seen.language
    assert seen.page.locator("h1").count() == 1
    assert seen.page.title().endswith(" – Partnerblick")


@pytest.fixture(scope="module")
def report_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return ``report.html`` in each language; one chart stands for all, they differ in nothing axe could see."""
    folder = tmp_path_factory.mktemp("report")
    with factories.store(folder) as store:
        report = report_of(store, factories.closed_round(store, each=10))
    files = {}
    for code in LANGUAGES:
        drawn = drawings(report)
        (chart,) = draw(report, drawn["gap"], language(code), "svg")
        files[code] = folder / f"report-{code}.html"
        files[code].write_bytes(standalone(report, language(code), dict.fromkeys(drawn, chart)))
    return files


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_opens_from_disk_loads_nothing_and_axe_finds_nothing(
    browser: Browser, report_files: dict[str, Path], code: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report_files[code].as_uri())
    assert page.get_attribute("html", "lang") == code
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert _found(page) == []
    page.close()


def _found(page: Page) -> list[str]:
    violations = Axe().run(page, options=_OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in violations for node in rule["nodes"]]
