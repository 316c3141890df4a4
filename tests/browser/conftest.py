"""Chromium, a site to visit with it, and a page of that site in each state."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, ViewportSize, expect, sync_playwright

from tests.browser import scenes
from tests.browser.scenes import Place, Scene
from tests.browser.sites import served, site_settings

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
"""Milliseconds until a click or a page counts as failed: machines that test are busy."""

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
_MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
_PALE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"/>'
_REFUSED = "Failed to load resource: the server responded with a status of 4"


@dataclass(frozen=True)
class Seen:
    """A page in a state: what it said on the console and which addresses it asked for on the way there."""

    page: Page
    scene: Scene
    language: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def resize(self, width: int, height: int = 800) -> Page:
        """Return the page in a window of this size, scrolled to its top."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("scrollTo(0, 0)")
        return self.page


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a single test where there is no browser, so that this is said once."""
    if _chromium() is None:
        spare = [item for item in items if item.get_closest_marker("browser")][1:]
        config.hook.pytest_deselected(items=spare)
        items[:] = [item for item in items if item not in spare]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    executable = _chromium()
    if executable is None:
        said = "NO BROWSER FOUND, NOTHING IS TESTED IN ONE: install chromium, or name it in SURVEY_CHROMIUM"
        if os.environ.get("SURVEY_REQUIRE_BROWSER") == "1":
            pytest.fail(said, pytrace=False)
        pytest.skip(said)
    running = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def place(browser: Browser, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("place")
    settings = site_settings(folder)
    empty = site_settings(folder).model_copy(update={"database": "empty.sqlite"})
    with served(settings) as _, served(empty) as empty_address:
        yield scenes.place(settings, empty_address, playwright)


@pytest.fixture(scope="session")
def seen(request: pytest.FixtureRequest, browser: Browser, place: Place) -> Iterator[Seen]:
    """Give a page in the state of `request.param`, a scene and a language; tests leave it in that state."""
    scene, language = request.param
    context = browser.new_context(
        base_url=place.url, storage_state=place.sessions[scene.who, language], viewport=DESKTOP
    )
    context.set_default_timeout(PATIENCE)
    found = Seen(context.new_page(), scene, language)
    found.page.on("console", lambda message: found.complaints.extend(_complaint(message)))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    context.on("request", lambda request: found.asked.append(request.url))
    if scene.pale:
        context.route("**/charts/**", lambda route: route.fulfill(body=_PALE, content_type="image/svg+xml"))
    scene.arrive(found.page, place)
    found.page.evaluate(_MEASURES)
    yield found
    context.close()


@pytest.fixture
def page(browser: Browser, place: Place) -> Iterator[Page]:
    """Give a new page of the site, to a visitor whom it does not know."""
    context = browser.new_context(base_url=place.url, viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_of(browser: Browser, place: Place) -> Iterator[Callable[..., Page]]:
    """Open a page for a respondent of `place`, who reads in a language."""
    contexts = []

    def opened(who: str, language: str = "de") -> Page:
        session = place.sessions[who, language]
        context = browser.new_context(base_url=place.url, viewport=DESKTOP, storage_state=session)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _chromium() -> str | None:
    named = os.environ.get("SURVEY_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("chromium", path=f"/usr/bin{os.pathsep}{os.environ.get('PATH', '')}")


def _complaint(message: ConsoleMessage) -> list[str]:
    """Return what a message complains about; that a page came with a status like 404 is none."""
    refused = message.text.startswith(_REFUSED) and message.page and message.location["url"] == message.page.url
    return [] if refused or message.type not in {"error", "warning"} else [message.text]
