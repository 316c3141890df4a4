"""Two tabs, the back button and a session that ends: nothing that was typed is lost or overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scenes import Place, choose, press, radio, save
from tests.factories import PASSPHRASE

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_two_tabs_that_differ_are_both_shown_and_the_respondent_decides(page_of: OpenPage) -> None:
    first = page_of("twice")
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto("/fragebogen/5")
    choose(first, "5a", 2)
    choose(first, "5b", 3)
    save(first)
    choose(second, "5a", 5)
    choose(second, "5c", 1)
    second.fill("#feedback_5", "aus dem zweiten Fenster")
    save(second)
    expect(second.locator("h1")).to_have_text("Zwei verschiedene Eingaben")
    shown = second.locator("fieldset")
    expect(shown).to_have_count(1)
    expect(shown.locator("legend")).to_contain_text("Das Jugendamt fördert die Vielfalt der Träger.")
    expect(shown.locator("label >> nth=0")).to_have_text("Gespeichert: kaum")
    expect(shown.locator("label >> nth=1")).to_have_text("Ihre Eingabe eben: vollständig")
    second.click("label[for='5a-mine']")
    save(second)
    assert second.url.endswith("/fragebogen/6")
    first.goto("/fragebogen/5")
    for question, step in (("5a", 5), ("5b", 3), ("5c", 1)):
        expect(first.locator(radio(question, step))).to_be_checked()
    expect(first.locator("#feedback_5")).to_have_value("aus dem zweiten Fenster")


def test_a_tab_in_which_nothing_was_changed_overwrites_nothing(page_of: OpenPage) -> None:
    first = page_of("twice")
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto("/fragebogen/7")
    choose(first, "7a", 4)
    save(first)
    choose(second, "7b", 2)
    save(second)
    assert second.url.endswith("/fragebogen/8")
    first.goto("/fragebogen/7")
    expect(first.locator(radio("7a", 4))).to_be_checked()
    expect(first.locator(radio("7b", 2))).to_be_checked()


def test_back_after_saving_shows_what_is_saved_and_can_change_it(page_of: OpenPage) -> None:
    page = page_of("twice")
    page.goto("/fragebogen/8")
    choose(page, "8a", 3)
    save(page)
    page.go_back()
    expect(page.locator(radio("8a", 3))).to_be_checked()
    choose(page, "8a", 1)
    save(page)
    assert page.url.endswith("/fragebogen/9")
    page.goto("/fragebogen/8")
    expect(page.locator(radio("8a", 1))).to_be_checked()


def test_back_after_submitting_and_submitting_again_changes_nothing(page_of: OpenPage) -> None:
    page = page_of("submitting")
    page.goto("/fragebogen/10")
    choose(page, "10a", 4)
    save(page)
    page.goto("/fragebogen/pruefen")
    press(page, "main button")
    expect(page.locator("h1")).to_have_text("Vielen Dank, Ihre Antworten sind angekommen")
    page.go_back()
    expect(page.locator("main button")).to_be_visible()
    press(page, "main button")
    assert page.url.endswith("/fragebogen/quittung")
    expect(page.locator("main")).to_contain_text("1 von 72 Fragen beantwortet")


def test_back_after_signing_out_shows_no_answers(page_of: OpenPage, place: Place) -> None:
    page = page_of("done")
    page.goto("/fragebogen/1")
    press(page, "header form[action='/abmelden'] button")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Wie sehen Sie unsere Partnerschaft?")
    expect(page.locator("input[type=radio]")).to_have_count(0)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_session_that_ends_while_someone_types_keeps_what_was_typed(
    page_of: OpenPage, place: Place, language: str
) -> None:
    page = page_of("returning", language)
    text = f"Lange überlegt.\n\n„Zweiter“ Absatz & <b>kein</b> Markup, {language}"
    page.goto("/fragebogen/11")
    choose(page, "11b", 3)
    choose(page, "11c", 6)
    page.fill("#proposal_11", text)
    page.context.clear_cookies()
    save(page)
    assert page.get_attribute("html", "lang") == language
    page.fill("#code", place.codes["returning"])
    page.fill("#passphrase", "nicht das richtige")
    press(page, "main button")
    expect(page.locator("#errors")).to_be_focused()
    page.fill("#passphrase", PASSPHRASE)
    press(page, "main button")
    assert page.url.endswith("/fragebogen/12")
    assert page.get_attribute("html", "lang") == language
    page.goto("/fragebogen/11")
    expect(page.locator(radio("11b", 3))).to_be_checked()
    expect(page.locator(radio("11c", 6))).to_be_checked()
    expect(page.locator("#proposal_11")).to_have_value(text)
