"""Scripts make things nicer and nothing depends on them; no page complains, and none asks anyone but the site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Seen
from tests.browser.scenes import IN_EACH_LANGUAGE, Place, choose, press, radio, save
from tests.factories import PASSPHRASE

pytestmark = pytest.mark.browser


@pytest.fixture
def plain_page(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(base_url=place.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
def test_no_page_complains_on_the_console(seen: Seen) -> None:
    assert seen.complaints == []


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
def test_every_page_asks_the_site_alone(seen: Seen, place: Place) -> None:
    own = {urlsplit(address).netloc for address in (place.url, place.empty)}
    assert seen.asked
    assert {urlsplit(address).netloc for address in seen.asked} <= own


def test_a_link_fills_in_the_code_and_the_address_forgets_it(page: Page, place: Place) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/#{place.codes['fresh']}")
    expect(page.locator("#code")).to_have_value(place.codes["fresh"])
    expect(page.locator("#code")).to_be_focused()
    assert page.url == f"{place.url}/"
    page.go_back()
    assert place.codes["fresh"] not in page.url
    assert not [address for address in asked if place.codes["fresh"] in address]


def test_a_link_fills_in_the_code_where_the_start_page_is_open_already(page: Page, place: Place) -> None:
    page.goto("/")
    page.evaluate("code => { location.hash = code; }", place.codes["fresh"])
    expect(page.locator("#code")).to_have_value(place.codes["fresh"])
    assert page.url == f"{place.url}/"


def test_the_skip_link_is_not_taken_for_a_code(page: Page) -> None:
    page.goto("/#content")
    expect(page.locator("#code")).to_have_value("")


def test_without_scripts_a_link_leads_to_the_field_to_type_in(plain_page: Page, place: Place) -> None:
    plain_page.goto(f"/#{place.codes['fresh']}")
    expect(plain_page.locator("#code")).to_have_value("")
    expect(plain_page.locator("#code")).to_be_editable()


def test_without_scripts_one_signs_in_answers_switches_the_language_and_signs_out(
    plain_page: Page, place: Place
) -> None:
    page = plain_page
    page.goto("/")
    page.fill("#code", place.codes["leaving"])
    press(page, "main button")
    page.fill("#passphrase", PASSPHRASE)
    press(page, "main button")
    page.click("a[href='/fragebogen/1']")
    choose(page, "1a", 4)
    page.fill("#feedback_1", "Ohne Skripte getippt.")
    press(page, "header button[lang=en]")
    expect(page.locator(radio("1a", 4))).to_be_checked()
    expect(page.locator("main .button >> nth=0")).to_have_text("Save and continue")
    save(page)
    assert page.url.endswith("/fragebogen/2")
    page.fill("#feedback_2", "zu lang " * 600)
    save(page)
    expect(page.locator("#errors")).to_be_visible()
    assert page.title().startswith("Error: ")
    page.goto("/fragebogen/pruefen")
    expect(page.get_by_text("Ohne Skripte getippt.")).to_be_visible()
    press(page, "header form[action='/abmelden'] button")
    expect(page.locator("main [role=status]")).to_contain_text("You are signed out")
