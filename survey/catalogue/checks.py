"""What has to agree across a catalogue file: ids, sides, steps, names. Nothing here looks at shapes.

Each check reads whatever there is to read, so it also runs where other parts of the file are broken.
"""

from __future__ import annotations

import re
from typing import Final

from survey.catalogue.document import ANY, Document, Place, quoted
from survey.catalogue.schema import FEWEST_STEPS, one_line
from survey.model import BOTH, CELL_SEPARATOR

PAIR: Final = 2

_SIDE_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
_ITEM_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")
_COLUMNS: Final = frozenset({"side", "carrier", "area"})
_COLUMN_BEGINNINGS: Final = ("importance_", "comment_")


def check(document: Document) -> None:
    """Note everything in the document that does not agree with the rest of it."""
    _sides(document)
    _compare(document)
    _about(document)
    _standard_numbers(document)
    _item_ids(document)
    _areas(document)
    _strong_from(document)
    labels_differ(document)


def labels_differ(document: Document) -> None:
    """Note answers of a scale that read the same; holds for translations too."""
    for place, _ in document.find("scales", ANY):
        answers = document.texts(*place, "labels", ANY) + document.texts(*place, "no_answer")
        _once(document, [(at, one_line(text)) for at, text in answers], "an answer")


def _side_ids(document: Document) -> list[str]:
    return [str(place[-1]) for place, _ in document.find("sides", ANY)]


def _sides(document: Document) -> None:
    for place, sides in document.find("sides"):
        if isinstance(sides, dict) and len(sides) < PAIR:
            document.fault(place, "two or more sides are needed")
    for side in _side_ids(document):
        if side == BOTH:
            document.fault(("sides", side), f"{quoted(BOTH)} means all sides and cannot be the id of one")
        elif not _SIDE_ID.fullmatch(side):
            rule = "a lower-case letter, then lower-case letters, digits or '_', 30 at most"
            document.fault(("sides", side), f"{quoted(side)} is not an id of a side ({rule})")


def _compare(document: Document) -> None:
    for place, pair in document.find("compare"):
        if isinstance(pair, list) and len(pair) != PAIR:
            document.fault(place, f"names {len(pair)} sides; two are compared")
        _once(document, document.texts("compare", ANY), "a side")
        _one_of(document, document.texts("compare", ANY), _side_ids(document))


def _about(document: Document) -> None:
    sides = _side_ids(document)
    _one_of(document, document.texts("standards", ANY, "items", ANY, "about"), [*sides, BOTH] if sides else [])


def _one_of(document: Document, texts: list[tuple[Place, str]], known: list[str]) -> None:
    for place, text in texts:
        if known and text not in known:
            document.fault(place, f"{quoted(text)} is not one of {', '.join(known)}")


def _standard_numbers(document: Document) -> None:
    numbers = document.find("standards", ANY, "number")
    _once(document, [(place, str(number)) for place, number in numbers if type(number) is int], "a number")


def _item_ids(document: Document) -> None:
    ids = document.texts("standards", ANY, "items", ANY, "id")
    numbers = {str(number) for _, number in document.find("standards", ANY, "number") if type(number) is int}
    first: dict[str, tuple[Place, str]] = {}
    for place, item in ids:
        low = item.lower()
        if not _ITEM_ID.fullmatch(item):
            rule = "a letter or digit, then letters, digits, '_', '.' or '-', 20 at most"
            document.fault(place, f"{quoted(item)} is not an id of an item ({rule})")
        elif low in _COLUMNS or low.startswith(_COLUMN_BEGINNINGS):
            document.fault(place, f"{quoted(item)} is the name of a column in answers to import")
        elif item in numbers:
            document.fault(place, f"{quoted(item)} is the number of a standard")
        elif low in first:
            line, other = document.line(first[low][0]), first[low][1]
            case = "" if other == item else f" as {quoted(other)}, which differs in case only"
            document.fault(place, f"{quoted(item)} is here twice (first in line {line}{case})")
        first.setdefault(low, (place, item))


def _areas(document: Document) -> None:
    types = document.texts("areas", ANY, "type")
    areas = document.texts("areas", ANY, "areas", ANY)
    for names in (types, areas):
        _once(document, [(place, one_line(name)) for place, name in names], "a name")
    for place, name in types + areas:
        if CELL_SEPARATOR in name:
            document.fault(place, f"{quoted(name)} contains {quoted(CELL_SEPARATOR)}")


def _strong_from(document: Document) -> None:
    steps = sum(1 for _ in document.find("scales", "fulfilment", "labels", ANY))
    for place, value in document.find("strong_from"):
        if isinstance(value, bool) or not isinstance(value, int | float) or steps < FEWEST_STEPS:
            continue
        if not 1 <= value <= steps:  # not a number is in no range
            written = document.written[place]
            document.fault(place, f"{written} is outside the steps 1 to {steps} of the scale fulfilment")


def _once(document: Document, texts: list[tuple[Place, str]], noun: str) -> None:
    """Note what is named more than once."""
    first: dict[str, Place] = {}
    for place, text in texts:
        if text in first:
            line = document.line(first[text])
            document.fault(place, f"{quoted(text)} is {noun} named twice (first in line {line})")
        first.setdefault(text, place)
