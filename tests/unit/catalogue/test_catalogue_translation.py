"""A translation gives every text by id; what it lacks stays as it is in the catalogue and is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from survey.catalogue import check_catalogue, load_catalogue
from survey.model import Area, Scale

Write = Callable[..., Path]
WriteTranslation = Callable[..., None]


@pytest.fixture
def warnings(file: Path) -> Callable[[], list[str]]:
    def said() -> list[str]:
        return [line.removeprefix(f"{file.parent}/") for line in check_catalogue(file).warnings]

    return said


def test_a_full_translation_gives_every_text_and_no_warning(
    write: Write, write_translation: WriteTranslation, warnings: Callable[[], list[str]]
) -> None:
    path = write()
    write_translation()
    english = load_catalogue(path).in_language("en")
    assert english.language == "en"
    assert english.title == "A small catalogue"
    assert (english.sides[0].label, english.sides[0].who) == ("Office", "Office")
    assert english.areas[0].label == "Type A"
    assert english.areas[0].areas[0] == Area("Nord", "North")
    assert english.fulfilment == Scale("How far?", ("little", "medium", "much"), "do not know")
    assert [(standard.title, standard.summary) for standard in english.standards] == [
        ("First", "Of the first."),
        ("Third", "Of the third."),
    ]
    assert [(item.id, item.text, item.hint) for item in english.items] == [
        ("1a", "One a.", None),
        ("1b", "One b.", None),
        ("3a", "Three a.", None),
        ("3b", "Three b.", "a hint"),
    ]
    assert warnings() == []


def test_what_is_no_text_is_the_same_in_every_language(write: Write, write_translation: WriteTranslation) -> None:
    path = write()
    write_translation()
    german = load_catalogue(path)
    english = german.translations["en"]
    assert english.questions == german.questions
    assert english.path_of("Nord") == german.path_of("Nord")
    assert (english.compare, english.strong_from) == (german.compare, german.strong_from)
    assert dict(english.translations) == {}


def test_a_missing_text_is_the_german_one_and_is_named(
    write: Write, write_translation: WriteTranslation, warnings: Callable[[], list[str]]
) -> None:
    path = write("label: Freie", "label: Freie\n    who: freie Träger")
    write_translation(
        "  1b: One b.\n", "",
        "  3b: {text: Three b., hint: a hint}", "  3b: Three b.",
        "{title: Third, summary: Of the third.}", "{title: Third}",
        "    labels: [little, medium, much]\n", "",
        "Nord: North, ", "",
    )  # fmt: skip
    english = load_catalogue(path).in_language("en")
    assert english.items[1].text == "Eins b."
    assert english.items[3].hint == "ein Hinweis"
    assert english.standards[1].summary == "Vom dritten."
    assert english.fulfilment.labels == ("wenig", "mittel", "viel")
    assert english.areas[0].areas[0].label == "Nord"
    assert english.sides[1].who == "freie Träger"
    assert warnings() == [
        "stadt.en.yaml: warning: side free: who is missing",
        "stadt.en.yaml: warning: area Nord: name is missing",
        "stadt.en.yaml: warning: scale fulfilment: labels is missing",
        "stadt.en.yaml: warning: item 1b: text is missing",
        "stadt.en.yaml: warning: standard 3: summary is missing",
        "stadt.en.yaml: warning: item 3b: hint is missing",
    ]


def test_an_importance_without_translation_is_named(
    write: Write, write_translation: WriteTranslation, warnings: Callable[[], list[str]]
) -> None:
    importance = "  importance: {question: Wie wichtig?, labels: [wenig, sehr], no_answer: keine Angabe}\n"
    path = write("standards:\n", f"{importance}standards:\n")
    write_translation()
    assert warnings() == [
        "stadt.en.yaml: warning: scale importance: question is missing",
        "stadt.en.yaml: warning: scale importance: labels is missing",
        "stadt.en.yaml: warning: scale importance: no_answer is missing",
    ]
    english = load_catalogue(path).in_language("en")
    assert english.importance == Scale("Wie wichtig?", ("wenig", "sehr"), "keine Angabe")


def test_texts_for_what_is_not_in_the_catalogue_are_named_with_their_line(
    write: Write, write_translation: WriteTranslation, warnings: Callable[[], list[str]]
) -> None:
    write()
    write_translation(
        "title: A small catalogue", "title: A small catalogue, place: Town",
        "  3a: Three a.", "  3a: {text: Three a., hint: not in German}\n  3c: Three c.",
        "  3: {title", "  4: {title: Fourth}\n  3: {title",
        "West: West", "West: West, South: South",
        "  commercial:", "  other: {label: Others}\n  commercial:",
        "standards:\n", "  importance: {question: How much?}\nstandards:\n",
    )  # fmt: skip
    assert warnings() == [
        "stadt.en.yaml:1: warning: catalogue: place is not in the catalogue",
        "stadt.en.yaml:21: warning: item 3a: hint is not in the catalogue",
        "stadt.en.yaml:5: warning: side other is not in the catalogue",
        "stadt.en.yaml:7: warning: area South is not in the catalogue",
        "stadt.en.yaml:13: warning: scale importance is not in the catalogue",
        "stadt.en.yaml:16: warning: standard 4 is not in the catalogue",
        "stadt.en.yaml:22: warning: item 3c is not in the catalogue",
    ]


ONE_FAULT = {
    "fewer labels": (
        ("[little, medium, much]", "[little, much]"),
        "10: scale fulfilment: labels: 2 labels, but stadt.yaml has 3",
    ),
    "a label twice": (
        ("[little, medium, much]", "[little, much, much]"),
        "10: scale fulfilment, label 3: 'much' is an answer named twice (first in line 10)",
    ),
    "an empty text": (("1b: One b.", "1b:"), "17: item 1b: text: is empty"),
    "an empty text in a map": (("text: Three b.", 'text: ""'), "19: item 3b: text: is empty"),
    "a number as a text": (("1b: One b.", "1b: 12"), "17: item 1b: text: 12 is a number, not a text; put it in quotes"),
    "a list as a text": (("1b: One b.", "1b: [x]"), "17: item 1b: text: is a list, not a text"),
    "a tag": (("1b: One b.", "1b: !x One b."), "17: item 1b: the tag '!x' is not allowed"),
    "an item twice": (("  1b: One b.", "  1a: One b."), "17: items: the key '1a' is here twice (first in line 16)"),
    "an item's id as a number": (
        ("  1b: One b.", "  10: One b."),
        "17: items: the key 10 is a number, not a text; put it in quotes",
    ),
    "a standard twice": (
        ("  3: {title", '  "1": {title'),
        "14: standards: the key '1' is here twice (first in line 13)",
    ),
    "an unknown key": (
        ("{title: First,", "{titl: First,"),
        "13: standard 1: unknown key 'titl'; did you mean 'title'?",
    ),
    "an unknown scale": (
        ("  fulfilment:", "  fulfillment:"),
        "8: scales: unknown key 'fulfillment'; did you mean 'fulfilment'?",
    ),
    "a list for a map": (
        ("{title: First, summary: Of the first.}", "[x]"),
        "13: standard 1: is a list, not a map of keys and values",
    ),
}


@pytest.mark.parametrize(("changes", "told"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_fault_in_a_translation_is_told_with_line_and_entry(
    write: Write,
    write_translation: WriteTranslation,
    faults: Callable[[], list[str]],
    changes: tuple[str, ...],
    told: str,
) -> None:
    write()
    write_translation(*changes)
    assert faults() == [f"stadt.en.yaml:{told}"]


def test_faults_of_the_catalogue_come_before_those_of_its_translation(
    write: Write, write_translation: WriteTranslation, faults: Callable[[], list[str]]
) -> None:
    write("about: free", "about: frei")
    write_translation("1b: One b.", "1b: 12")
    assert [line.split(": ")[0] for line in faults()] == ["stadt.yaml:29", "stadt.en.yaml:17"]


def test_a_translation_is_a_map(write: Write, file: Path, faults: Callable[[], list[str]]) -> None:
    write()
    file.with_name("stadt.en.yaml").write_text("", encoding="utf-8")
    assert faults() == ["stadt.en.yaml:1: the file is empty"]
