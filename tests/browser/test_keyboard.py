"""By keyboard alone: the focus follows the page and is always seen, and Enter does what one expects."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen
from tests.browser.scenes import IN_GERMAN, Place, radio, save
from tests.factories import PASSPHRASE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("seen", IN_GERMAN, indirect=True, scope="session")
def test_the_focus_follows_the_page_is_always_seen_and_never_trapped(seen: Seen) -> None:
    page = seen.resize(1280)
    page.evaluate("measures.begin()")
    visited = []
    for _ in (stops := page.evaluate("measures.stops()")):
        page.keyboard.press("Tab")
        focus = page.evaluate("measures.focus()")
        assert focus is not None
        assert focus["ringed"], focus
        assert focus["inSight"], focus
        visited.append(focus["stop"])
    assert visited == stops
    page.keyboard.press("Tab")
    left = page.evaluate("measures.focus()")
    assert left is None or left["stop"] == stops[0]


def test_the_skip_link_leads_past_the_head_of_the_page(page: Page) -> None:
    page.goto("/berichte/2024")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".crumb a")).to_be_focused()


def test_arrows_choose_an_answer_and_enter_on_it_saves_and_continues(page_of: Callable[..., Page]) -> None:
    page = page_of("typing", "en")
    page.goto("/fragebogen/1")
    page.focus(radio("1a", 1))
    page.keyboard.press("ArrowRight")
    expect(page.locator(radio("1a", 2))).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/fragebogen/2")
    assert page.get_attribute("html", "lang") == "en"
    page.goto("/fragebogen/1")
    expect(page.locator(radio("1a", 2))).to_be_checked()


def test_enter_in_a_comment_begins_a_new_line(page_of: Callable[..., Page]) -> None:
    page = page_of("typing")
    page.goto("/fragebogen/3")
    page.focus("#feedback_3")
    page.keyboard.type("eins")
    page.keyboard.press("Enter")
    page.keyboard.type("zwei")
    assert page.input_value("#feedback_3") == "eins\nzwei"
    assert page.url.endswith("/fragebogen/3")


def test_enter_in_the_fields_of_the_entrance_continues(page: Page, place: Place) -> None:
    page.goto("/")
    page.focus("#code")
    page.keyboard.type(place.codes["done"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/kennwort")
    page.focus("#passphrase")
    page.keyboard.type(PASSPHRASE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/fragebogen/")
    assert page.get_attribute("html", "lang") == "de"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page_of: Callable[..., Page]) -> None:
    page = page_of("typing")
    page.goto("/fragebogen/4")
    page.fill("#proposal_4", "zu lang " * 600)
    save(page)
    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#proposal_4")).to_be_focused()
    expect(page.locator("#proposal_4")).to_have_attribute("aria-invalid", "true")
    assert page.locator("#proposal_4").evaluate("field => field.labels.length") == 1
