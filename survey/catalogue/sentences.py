"""What pydantic finds wrong with the shape of a file, as sentences for the person who writes it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from survey.catalogue.document import Document, Foreign, Refused, quoted, shown
from survey.catalogue.schema import (
    LARGEST_NUMBER,
    AboutShape,
    AreaTypeShape,
    CatalogueShape,
    ItemShape,
    ScaleShape,
    ScalesShape,
    Shape,
    SideShape,
    StandardShape,
)

S = TypeVar("S", bound=Shape)

_WANTED: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
}
_SCALARS: Final = ((bool, "a truth value"), (int, "a number"), (float, "a number"), (str, "a text"))
_KEYS: Final = sorted(
    {
        key
        for shape in (
            *(CatalogueShape, AboutShape, SideShape, AreaTypeShape),
            *(ScalesShape, ScaleShape, StandardShape, ItemShape),
        )
        for key in shape.model_fields
    }
)


def shaped(document: Document, shape: type[S]) -> S | None:
    """Return the document's value in this shape, or None after noting every fault in the document."""
    try:
        return shape.model_validate(document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(document, detail)
        return None


def _note(document: Document, error: ErrorDetails) -> None:
    place, value = error["loc"], error["input"]
    if isinstance(value, Refused):
        return
    if error["type"] == "missing":
        document.fault(place[:-1], f"{place[-1]} is missing")
    elif error["type"] == "extra_forbidden":
        document.fault(place[:-1], _unknown(str(place[-1])), document.line(place))
    elif error["type"] in _WANTED:
        written = document.written.get(place, document.written.get(place[:-1], ""))
        document.fault(place, _kind(value, written, _WANTED[error["type"]]))
    else:
        document.fault(place, _other(error))


def _unknown(key: str) -> str:
    if key in _KEYS:
        return f"the key {quoted(key)} has no place here"
    close = get_close_matches(key, _KEYS, n=1)
    return f"unknown key {quoted(key)}" + (f"; did you mean {quoted(close[0])}?" if close else "")


def _kind(value: object, written: str, wanted: str) -> str:
    """Return the sentence for a value of the wrong kind."""
    if value is None:
        return "is empty"
    if isinstance(value, list | dict):
        return f"is a {'list' if isinstance(value, list) else 'map'}, not {wanted}"
    if isinstance(value, Foreign) and value.kind == "a number" and wanted != "a text":
        return f"{shown(written)} is not a number that can be used here; write it in plain digits"
    kind = value.kind if isinstance(value, Foreign) else next(k for t, k in _SCALARS if isinstance(value, t))
    named = quoted(value) if isinstance(value, str) else shown(written)
    return f"{named} is {kind}, not {wanted}" + ("; put it in quotes" if wanted == "a text" else "")


def _other(error: ErrorDetails) -> str:
    limits = error.get("ctx", {})
    match error["type"]:
        case "too_short":
            return f"has {_entries(limits['actual_length'])}; {limits['min_length']} or more are needed"
        case "too_long":
            return f"has {_entries(limits['actual_length'])}; {limits['max_length']} is the most"
        case "greater_than_equal" | "less_than_equal":
            return f"{error['input']} is not a whole number from 1 to {LARGEST_NUMBER}"
        case _:
            return error["msg"]


def _entries(n: int) -> str:
    return "1 entry" if n == 1 else f"{n} entries"
