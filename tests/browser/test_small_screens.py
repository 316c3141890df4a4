"""Every page holds at 320 pixels, also in the low window of 400 % zoom, and its targets are large enough to touch."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Seen
from tests.browser.scenes import IN_EACH_LANGUAGE, IN_GERMAN

pytestmark = pytest.mark.browser

THUMB = 44
"""CSS pixels of what a thumb taps again and again: the answers."""

TARGET = 24
"""CSS pixels of any target (WCAG 2.2, 2.5.8), but for links inside a sentence."""


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
@pytest.mark.parametrize("height", [800, 256], ids=["phone", "zoomed"])
def test_no_page_scrolls_sideways(seen: Seen, height: int) -> None:
    assert seen.resize(320, height).evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("seen", IN_EACH_LANGUAGE, indirect=True, scope="session")
def test_no_word_is_cut_off_or_out_of_sight(seen: Seen) -> None:
    page = seen.resize(320)
    assert page.evaluate("measures.cut()") == []
    assert page.evaluate("measures.beyond()") == []


@pytest.mark.parametrize("seen", IN_GERMAN, indirect=True, scope="session")
@pytest.mark.parametrize("width", [1280, 320])
def test_targets_are_large_enough(seen: Seen, width: int) -> None:
    page = seen.resize(width)
    assert page.evaluate(f"measures.smallAnswers({THUMB})") == []
    assert page.evaluate(f"measures.small({TARGET})") == []
