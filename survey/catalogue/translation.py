"""A catalogue in another language: the texts of its translation, the German one where a text is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from survey.catalogue.document import ANY, Document, Place
from survey.catalogue.schema import (
    ItemTexts,
    ScaleTexts,
    SideTexts,
    StandardTexts,
    Translation,
)
from survey.model import AreaType, Catalogue, Item, Scale, Side, Standard

NONE_GIVEN: Final = ""


def check_labels(translation: Document, original: Document) -> None:
    """Note scales that have another number of labels than in the original."""
    for place, labels in translation.find("scales", ANY, "labels"):
        for _, own in original.find(*place):
            if isinstance(labels, list) and isinstance(own, list) and len(labels) != len(own):
                translation.fault(place, f"{len(labels)} labels, but {original.file.name} has {len(own)}")


class Translator:
    """Turns a catalogue into the language of one translation, noting texts missing and texts unknown.

    `warnings` holds one line each: what is missing in the order of the catalogue, then what is unknown.
    """

    def __init__(self, document: Document, texts: Translation, language: str) -> None:
        self.document = document
        self.texts = texts
        self.language = language
        self.warnings: list[str] = []

    def catalogue(self, original: Catalogue) -> Catalogue:
        """Return `original` with every text that is translated."""
        about = self.texts.catalogue
        at = ("catalogue",)
        translated = replace(
            original,
            language=self.language,
            title=self._text((*at, "title"), about.title, original.title),
            place=self._text((*at, "place"), about.place or original.place, original.place),
            source=self._text((*at, "source"), about.source, original.source),
            sides=tuple(self._side(side) for side in original.sides),
            areas=tuple(self._area_type(area_type) for area_type in original.areas),
            fulfilment=self._scale("fulfilment", self.texts.scales.fulfilment, original.fulfilment),
            importance=original.importance and self._importance(original.importance),
            standards=tuple(self._standard(standard) for standard in original.standards),
            translations={},
        )
        self._name_unknown(original)
        return translated

    def _name_unknown(self, original: Catalogue) -> None:
        """Note what is translated but not in the catalogue."""
        areas = {area.name for area_type in original.areas for area in area_type.areas}
        known: Mapping[str, Collection[str]] = {
            "sides": {side.id for side in original.sides},
            "areas": {area_type.name for area_type in original.areas} | areas,
            "scales": {"fulfilment"} if original.importance is None else {"fulfilment", "importance"},
            "standards": {str(standard.number) for standard in original.standards},
            "items": {item.id for item in original.items},
        }
        for kind, ids in known.items():
            for place, _ in self.document.find(kind, ANY):
                if place[-1] not in ids:
                    self._unknown(place)

    def _unknown(self, place: Place) -> None:
        where = f"{self.document.file}:{self.document.line(place)}"
        self.warnings.append(f"{where}: warning: {self.document.entry(place)} is not in the catalogue")

    def _text(self, place: Place, translated: str, original: str) -> str:
        """Return the translated text, or the original after noting that a translation is missing."""
        if not original:
            if translated:
                self._unknown(place)
            return original
        if not translated:
            entry = self.document.entry(place[:-1])
            self.warnings.append(f"{self.document.file}: warning: {entry}: {place[-1]} is missing")
        return translated or original

    def _side(self, side: Side) -> Side:
        texts = self.texts.sides.get(side.id, SideTexts())
        label = self._text(("sides", side.id, "label"), texts.label, side.label)
        if side.who == side.label and not texts.who:
            return replace(side, label=label, who=label)
        return replace(side, label=label, who=self._text(("sides", side.id, "who"), texts.who, side.who))

    def _area_type(self, area_type: AreaType) -> AreaType:
        return replace(
            area_type,
            label=self._area(area_type.name),
            areas=tuple(replace(area, label=self._area(area.name)) for area in area_type.areas),
        )

    def _area(self, name: str) -> str:
        return self._text(("areas", name, "name"), self.texts.areas.get(name, NONE_GIVEN), name)

    def _importance(self, scale: Scale) -> Scale:
        return self._scale("importance", self.texts.scales.importance or ScaleTexts(), scale)

    def _scale(self, name: str, texts: ScaleTexts, scale: Scale) -> Scale:
        at = ("scales", name)
        return Scale(
            question=self._text((*at, "question"), texts.question, scale.question),
            labels=self._labels((*at, "labels"), tuple(texts.labels), scale.labels),
            no_answer=self._text((*at, "no_answer"), texts.no_answer, scale.no_answer),
        )

    def _labels(self, place: Place, translated: tuple[str, ...], original: tuple[str, ...]) -> tuple[str, ...]:
        """Return the labels of one language; never some of one and some of the other."""
        self._text(place, ", ".join(translated), ", ".join(original))
        return translated or original

    def _standard(self, standard: Standard) -> Standard:
        at = ("standards", str(standard.number))
        texts = self.texts.standards.get(at[1], StandardTexts())
        return replace(
            standard,
            title=self._text((*at, "title"), texts.title, standard.title),
            summary=self._text((*at, "summary"), texts.summary, standard.summary),
            items=tuple(self._item(item) for item in standard.items),
        )

    def _item(self, item: Item) -> Item:
        texts = self.texts.items.get(item.id, ItemTexts())
        text = self._text(("items", item.id, "text"), texts.text, item.text)
        hint = self._text(("items", item.id, "hint"), texts.hint, item.hint or NONE_GIVEN)
        return replace(item, text=text, hint=hint or None)
