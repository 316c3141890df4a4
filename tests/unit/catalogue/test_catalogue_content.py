"""What a sound catalogue file becomes, what may be left out of it, and how it is summed up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from survey import language
from survey.catalogue import LANGUAGE, TRANSLATED, check_catalogue, load_catalogue, summary
from survey.documents import dump, restore
from survey.model import Area, AreaType, Catalogue, Item, Scale, Side

ROOT = Path(__file__).parents[3]
CATALOGUES = ROOT / "tests" / "catalogues"


def test_a_catalogue_holds_what_its_file_says(write: Callable[..., Path]) -> None:
    catalogue = load_catalogue(write())
    assert (catalogue.id, catalogue.version, catalogue.language) == ("klein", 1, "de")
    assert catalogue.sides[0] == Side("public", "Amt", "Amt")
    assert catalogue.compare == ("public", "free")
    assert catalogue.strong_from == 2.5
    assert catalogue.areas[1] == AreaType("Typ B", "Typ B", (Area("West", "West"),))
    assert catalogue.fulfilment == Scale("Wie weit?", ("wenig", "mittel", "viel"), "weiß nicht")
    assert catalogue.importance is None
    assert [standard.number for standard in catalogue.standards] == [1, 3]
    assert catalogue.items[3] == Item("3b", "public", "Drei b.", "ein Hinweis")
    assert catalogue.translations == {}


def test_what_may_be_left_out_has_a_default(write: Callable[..., Path]) -> None:
    areas = "areas:\n  - type: Typ A\n    areas: [Nord, Ost]\n  - type: Typ B\n    areas: [West]\n"
    catalogue = load_catalogue(write("compare: [public, free]\n", "", "strong_from: 2.5\n", "", areas, ""))
    assert catalogue.compare == ("public", "free")
    assert catalogue.strong_from == 2.5
    assert catalogue.areas == ()
    assert (catalogue.place, catalogue.source) == ("", "")


def test_the_default_threshold_lies_above_the_middle() -> None:
    assert load_catalogue(CATALOGUES / "sixstep.yaml").strong_from == 4.0
    assert load_catalogue(CATALOGUES / "minimal.yaml").strong_from == 2.0


def test_line_breaks_in_a_text_become_blanks(write: Callable[..., Path]) -> None:
    catalogue = load_catalogue(write("summary: Vom ersten.", "summary: |\n      Vom\n      ersten,  §\u00a04.\n"))
    assert catalogue.standards[0].summary == "Vom ersten, §\u00a04."


def test_a_whole_number_is_good_enough_as_threshold(write: Callable[..., Path]) -> None:
    assert load_catalogue(write("strong_from: 2.5", "strong_from: 3")).strong_from == 3.0


@pytest.mark.parametrize("steps", range(2, 11))
def test_a_scale_has_two_to_ten_steps(write: Callable[..., Path], steps: int) -> None:
    labels = ", ".join(f"Stufe {step}" for step in range(steps))
    path = write("[wenig, mittel, viel]", f"[{labels}]", "strong_from: 2.5", "strong_from: 2")
    assert load_catalogue(path).fulfilment.steps == steps


@pytest.mark.parametrize("item_id", ["a", "0", "Q.1_b-c", "a" * 20, "10e", "areas"])
def test_an_item_id_is_letters_digits_and_a_few_signs(write: Callable[..., Path], item_id: str) -> None:
    assert load_catalogue(write("id: 3a", f'id: "{item_id}"')).items[2].id == item_id


def test_another_citys_catalogue_just_works() -> None:
    catalogue = load_catalogue(CATALOGUES / "sixstep.yaml")
    assert summary(catalogue) == "6 standards, 10 items, 2 sides (stadt, vereine), 6 and 3 steps, translated into en"
    assert catalogue.compare == ("vereine", "stadt")
    assert catalogue.areas == ()
    english = catalogue.in_language("en")
    assert english.items[2] == Item("S2.1", "stadt", "The city answers quickly.", "within a week")
    assert check_catalogue(CATALOGUES / "sixstep.yaml").warnings == ()


def test_the_smallest_catalogue_is_summed_up_in_the_singular() -> None:
    catalogue = load_catalogue(CATALOGUES / "minimal.yaml")
    assert summary(catalogue) == "1 standard, 1 item, 2 sides (a, b), 2 steps"


def test_a_catalogue_survives_being_stored() -> None:
    catalogue = load_catalogue(ROOT / "standards.yaml")
    assert restore(Catalogue, dump(catalogue)) == catalogue


def test_a_translation_is_looked_for_in_every_language_that_is_spoken() -> None:
    assert LANGUAGE == language.DEFAULT
    assert {LANGUAGE, *TRANSLATED} == set(language.LANGUAGES)
