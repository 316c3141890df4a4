"""Frozen dataclasses as JSON text and back, without loss; what snapshots and published reports are stored as."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any dataclass of the model
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dump(document: Any) -> str:  # noqa: ANN401 - any dataclass of the model
    """Return `document`, a dataclass, as JSON; floats keep every digit."""
    return _adapter(type(document)).dump_json(document).decode()


def restore(kind: type[T], text: str) -> T:
    """Return the `kind` that `dump` made `text` of."""
    document: T = _adapter(kind).validate_json(text)
    return document
