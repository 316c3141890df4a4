"""A catalogue file and its translations as one `Catalogue`, or everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from survey.catalogue.checks import check, labels_differ
from survey.catalogue.document import Document
from survey.catalogue.reading import read
from survey.catalogue.schema import (
    AreaTypeShape,
    CatalogueShape,
    ScaleShape,
    SideShape,
    StandardShape,
    Translation,
)
from survey.catalogue.sentences import shaped
from survey.catalogue.translation import Translator, check_labels
from survey.errors import Faults
from survey.model import Area, AreaType, Catalogue, Item, Scale, Side, Standard

LANGUAGE: Final = "de"
"""What a catalogue is written in."""

TRANSLATED: Final = ("en",)
"""The languages that a translation is looked for in."""


@dataclass(frozen=True)
class CheckedCatalogue:
    """A sound catalogue, and what its author may want to know: one line each, with the file it is about."""

    catalogue: Catalogue
    warnings: tuple[str, ...]


def load_catalogue(path: Path) -> Catalogue:
    """Return the catalogue in `path`, with its translation ``X.en.yaml`` beside ``X.yaml`` where there is one.

    Raises
    ------
    Faults
        The file or its translation is not sound; every fault is named with file, line and entry.
    SurveyError
        There is no such file, or it cannot be read.
    """
    return check_catalogue(path).catalogue


def check_catalogue(path: Path) -> CheckedCatalogue:
    """Return the catalogue in `path` as `load_catalogue` does, with a warning for each text missing or unknown."""
    original = read(path)
    shape = shaped(original, CatalogueShape)
    check(original)
    translations = {language: _translation(path, language, original) for language in TRANSLATED}
    found = {language: read_one for language, read_one in translations.items() if read_one is not None}
    faults = original.sentences() + [line for document, _ in found.values() for line in document.sentences()]
    if faults or shape is None:
        raise Faults(faults)
    catalogue = _catalogue(shape)
    translators = {language: Translator(*read_one, language) for language, read_one in found.items()}
    translated = {language: translator.catalogue(catalogue) for language, translator in translators.items()}
    warnings = tuple(line for translator in translators.values() for line in translator.warnings)
    return CheckedCatalogue(replace(catalogue, translations=translated), warnings)


def summary(catalogue: Catalogue) -> str:
    """Return in one line what a catalogue holds: standards, items, sides, steps, translations."""
    scales = [catalogue.fulfilment, *([catalogue.importance] if catalogue.importance else [])]
    sides = ", ".join(side.id for side in catalogue.sides)
    parts = [
        _count(len(catalogue.standards), "standard"),
        _count(len(catalogue.items), "item"),
        f"{_count(len(catalogue.sides), 'side')} ({sides})",
        f"{' and '.join(str(scale.steps) for scale in scales)} steps",
    ]
    if catalogue.translations:
        parts.append(f"translated into {', '.join(catalogue.translations)}")
    return ", ".join(parts)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _translation(path: Path, language: str, original: Document) -> tuple[Document, Translation] | None:
    """Return a translation and its texts (none where its shape is broken), or None where there is no file."""
    file = path.with_name(f"{path.stem}.{language}{path.suffix}")
    if not file.exists():
        return None
    document = read(file)
    texts = shaped(document, Translation)
    labels_differ(document)
    check_labels(document, original)
    return document, texts or Translation()


def _catalogue(shape: CatalogueShape) -> Catalogue:
    """Return the catalogue of a sound file."""
    about, scales = shape.catalogue, shape.scales
    steps = len(scales.fulfilment.labels)
    first, second, *_ = shape.compare or shape.sides
    return Catalogue(
        id=about.id,
        version=about.version,
        language=LANGUAGE,
        title=about.title,
        place=about.place,
        source=about.source,
        sides=tuple(_side(side_id, side) for side_id, side in shape.sides.items()),
        compare=(first, second),
        strong_from=(steps + 2) / 2 if shape.strong_from is None else shape.strong_from,
        areas=tuple(_area_type(area_type) for area_type in shape.areas),
        fulfilment=_scale(scales.fulfilment),
        importance=_scale(scales.importance) if scales.importance else None,
        standards=tuple(_standard(standard) for standard in shape.standards),
    )


def _side(side_id: str, side: SideShape) -> Side:
    return Side(side_id, side.label, side.who or side.label, side.one_organisation)


def _area_type(area_type: AreaTypeShape) -> AreaType:
    areas = tuple(Area(name, name) for name in area_type.areas)
    return AreaType(area_type.type, area_type.type, areas)


def _scale(scale: ScaleShape) -> Scale:
    return Scale(scale.question, tuple(scale.labels), scale.no_answer)


def _standard(standard: StandardShape) -> Standard:
    items = tuple(Item(item.id, item.about, item.text, item.hint or None) for item in standard.items)
    return Standard(standard.number, standard.title, standard.summary, items)
