"""Words, numbers and dates in German and English."""

from __future__ import annotations

import re
from configparser import ConfigParser
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from survey.errors import Faults, SurveyError
from survey.language import LANGUAGES, language
from tests.factories import ROOT

GERMAN, ENGLISH = language("de"), language("en")
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[a-z]|%)")


@pytest.mark.parametrize(
    ("value", "digits", "german", "english"),
    [
        (4.2, 1, "4,2", "4.2"),
        (4, 1, "4,0", "4.0"),
        (-0.5, 1, "−0,5", "−0.5"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, 1, "0,0", "0.0"),
        (3.14159, 3, "3,142", "3.142"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (2.6, 0, "3", "3"),
        (-7, 0, "−7", "−7"),
    ],
)
def test_numbers(value: float, digits: int, german: str, english: str) -> None:
    assert GERMAN.number(value, digits) == german
    assert ENGLISH.number(value, digits) == english


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0,5"), (-0.5, "−0,5"), (0.0, "0,0"), (0.04, "0,0"), (-0.04, "0,0"), (0.06, "+0,1")]
)
def test_differences_carry_their_sign(value: float, text: str) -> None:
    assert GERMAN.signed(value) == text


def test_differences_with_more_digits_carry_their_sign() -> None:
    assert GERMAN.signed(0.04, 2) == "+0,04"


def test_counts_set_off_the_thousands() -> None:
    assert GERMAN.count(2800) == "2.800"
    assert ENGLISH.count(2800) == "2,800"
    assert GERMAN.count(0) == "0"


def test_per_cent() -> None:
    assert GERMAN.percent(0.784) == "78\N{NO-BREAK SPACE}%"
    assert ENGLISH.percent(0.784) == "78%"
    assert GERMAN.percent(0) == "0\N{NO-BREAK SPACE}%"
    assert GERMAN.percent(1) == "100\N{NO-BREAK SPACE}%"


def test_dates() -> None:
    assert GERMAN.date(date(2026, 3, 1)) == "01.03.2026"
    assert ENGLISH.date(date(2026, 3, 1)) == "1 March 2026"


def test_times_are_those_of_their_own_zone() -> None:
    moment = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert GERMAN.time(moment.astimezone(ZoneInfo("Europe/Berlin"))) == "02.07.2026, 00:05 Uhr"
    assert ENGLISH.time(moment) == "1 July 2026, 22:05"


@pytest.mark.parametrize("code", ["fr", "", "DE", "../en"])
def test_a_language_that_is_not_spoken_is_german(code: str) -> None:
    assert language(code).code == "de"


def test_an_error_is_told_in_its_users_language() -> None:
    error = SurveyError("There is no round “%(name)s”.", name="2026 100 %")
    assert ENGLISH.error(error) == str(error) == "There is no round “2026 100 %”."
    assert GERMAN.error(error) != ENGLISH.error(error)
    assert "2026 100 %" in GERMAN.error(error)


def test_an_error_without_values_may_speak_of_per_cent() -> None:
    assert ENGLISH.error(SurveyError("100 % is too much.")) == "100 % is too much."


def test_several_faults_are_told_one_a_line() -> None:
    faults = Faults(["row 2: 50 % is no step", SurveyError("There is no round “%(name)s”.", name="x")])
    assert ENGLISH.error(faults).split("\n") == ["row 2: 50 % is no step", "There is no round “x”."]
    assert str(faults) == ENGLISH.error(faults)


def test_plurals_follow_the_number() -> None:
    plurals = [message for message in german() if not isinstance(message.id, str)]
    for message in plurals:
        one, many = list(message.id)
        assert [GERMAN.ngettext(one, many, n) for n in (1, 2)] == list(message.string)
        assert [ENGLISH.ngettext(one, many, n) for n in (1, 2)] == [one, many]


def test_every_text_of_the_code_has_a_german_translation() -> None:
    translated = german()
    missing = [key for key in extracted() if not whole(translated.get(first(key)))]
    assert missing == []


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    known = {first(key) for key in extracted()}
    assert [first(message.id) for message in german() if message.id and first(message.id) not in known] == []


def test_a_translation_speaks_of_the_same_values() -> None:
    for message in german():
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        translations = [message.string] if isinstance(message.string, str) else list(message.string)
        for original, translation in zip(originals, translations, strict=True):
            if original:
                assert sorted(PLACEHOLDER.findall(original)) == sorted(PLACEHOLDER.findall(translation)), original


def test_translations_are_not_marked_as_doubtful() -> None:
    assert [message.id for message in german() if message.fuzzy and message.id] == []


def test_german_is_set_as_german() -> None:
    """Quotation marks „…“, a dash with spaces, no straight quotes."""
    for message in german():
        texts = [message.string] if isinstance(message.string, str) else message.string
        for text in texts if message.id else ():
            assert "”" not in text, text
            assert '"' not in re.sub(r"<[^>]*>", "", text), text
            assert text.count("„") == text.count("“"), text


def test_every_language_can_be_spoken() -> None:
    assert [language(code).code for code in LANGUAGES] == list(LANGUAGES)


def german() -> Catalog:
    with (ROOT / "survey" / "translations" / "de" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="de")


def extracted() -> list[str | tuple[str, ...]]:
    """Return every marked text of code and templates."""
    mapping = ConfigParser(delimiters="=")
    mapping.read(ROOT / "babel.cfg", encoding="utf-8")
    methods = [(pattern.strip(), method) for method, _, pattern in (name.partition(":") for name in mapping.sections())]
    found = extract_from_dir(str(ROOT), methods, {}, KEYWORDS, directory_filter=is_product)
    return list(dict.fromkeys(message for _, _, message, _, _ in found))


def is_product(folder: str) -> bool:
    return Path(folder).is_relative_to(ROOT / "survey")


def first(key: str | tuple[str, ...] | list[str]) -> str:
    return key if isinstance(key, str) else key[0]


def whole(message: Message | None) -> bool:
    return message is not None and all([message.string] if isinstance(message.string, str) else message.string)
