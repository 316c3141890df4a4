"""Frozen dataclasses as JSON text and back, without loss; what snapshots and published reports are stored as."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def dump(document: Any) -> str:  # noqa: ANN401 - any dataclass of the model
    """Return `document`, a dataclass, as JSON; floats keep every digit."""
    return _adapter(type(document)).dump_json(document).decode()


def restore(kind: type[T], text: str) -> T:
    """Return the `kind` that `dump` made `text` of."""
    return _adapter(kind).validate_json(text)
