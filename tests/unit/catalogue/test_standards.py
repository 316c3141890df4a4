"""The catalogue that is delivered: 13 standards, 59 items, German and English complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.catalogue import check_catalogue, summary
from survey.model import BOTH, Catalogue

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    checked = check_catalogue(ROOT / "standards.yaml")
    assert checked.warnings == ()
    return checked.catalogue


def test_it_has_thirteen_standards_and_fifty_nine_items(catalogue: Catalogue) -> None:
    assert summary(catalogue) == (
        "13 standards, 59 items, 3 sides (public, free, commercial), 5 and 5 steps, translated into en"
    )
    assert [standard.number for standard in catalogue.standards] == list(range(1, 14))
    assert [len(standard.items) for standard in catalogue.standards] == [3, 3, 6, 6, 3, 3, 3, 4, 6, 6, 5, 6, 5]


def test_an_items_id_is_the_number_of_its_standard_and_a_letter(catalogue: Catalogue) -> None:
    for standard in catalogue.standards:
        letters = "abcdefghij"[: len(standard.items)]
        assert [item.id for item in standard.items] == [f"{standard.number}{letter}" for letter in letters]


def test_every_text_is_there_in_english_and_differs_from_the_german(catalogue: Catalogue) -> None:
    english = catalogue.translations["en"]
    german_texts, english_texts = list(texts(catalogue)), list(texts(english))
    assert len(german_texts) == len(english_texts)
    same = {german for german, other in zip(german_texts, english_texts, strict=True) if german == other}
    assert same == set()
    assert {item.id for item in catalogue.items if item.hint} == {item.id for item in english.items if item.hint}


def test_no_text_stands_twice(catalogue: Catalogue) -> None:
    for one in (catalogue, catalogue.translations["en"]):
        statements = [item.text for item in one.items]
        assert len(set(statements)) == len(statements)


def test_an_item_about_the_free_side_names_it(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        if item.about == "free":
            assert "freien Träger" in item.text, item.id
            assert "free carriers" in next(i.text for i in catalogue.translations["en"].items if i.id == item.id)
        assert item.about in (BOTH, "public", "free")


def test_the_standards_are_nowhere_said_to_have_been_passed() -> None:
    for name in ("standards.yaml", "standards.en.yaml"):
        content = (ROOT / name).read_text(encoding="utf-8").lower()
        assert not any(word in content for word in ("beschlossen", "beschluss", "adopted", "resolution"))


def texts(catalogue: Catalogue) -> list[str]:
    """Return every text that a respondent reads, but for names of places."""
    scales = [catalogue.fulfilment, *([catalogue.importance] if catalogue.importance else [])]
    return [
        catalogue.title,
        catalogue.source,
        *(text for side in catalogue.sides for text in (side.label, side.who)),
        *(area_type.label for area_type in catalogue.areas),
        *(area.label for area_type in catalogue.areas for area in area_type.areas),
        *(text for scale in scales for text in (scale.question, *scale.labels, scale.no_answer)),
        *(text for standard in catalogue.standards for text in (standard.title, standard.summary)),
        *(text for item in catalogue.items for text in (item.text, item.hint) if text),
    ]
