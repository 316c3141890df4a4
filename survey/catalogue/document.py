"""A catalogue file as plain values that know where they were written, and what is wrong with them.

Nothing here knows YAML or what a catalogue should look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

Place = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value."""

ANY: Final = None
"""In a pattern: whatever key or position."""

LONGEST_QUOTE: Final = 60

_ENTRIES: Final = {
    "sides": "side",
    "areas": "area",
    "scales": "scale",
    "labels": "label",
    "standards": "standard",
    "items": "item",
}
_IDENTIFIED_BY: Final = {"standards": "number", "items": "id", "areas": "type"}


@dataclass(frozen=True)
class Refused:
    """Stands where a value was that is already named as a fault, so that it is not named twice."""


@dataclass(frozen=True)
class Foreign:
    """A scalar of a kind that no catalogue holds, such as a date."""

    kind: str


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, at a place; `line` where it is not the line of the place."""

    place: Place
    sentence: str
    line: int


@dataclass
class Document:
    """The content of one file.

    Attributes
    ----------
    value
        Maps with text keys, lists, texts, numbers, truth values, None, `Foreign` and `Refused`.
    lines
        The line of every place, counted from 1; in a map it is the line of the key.
    written
        Every scalar as it stands in the file, without its quotes.
    faults
        What was found so far, in any order.
    """

    file: Path
    value: object = Refused()
    lines: dict[Place, int] = field(default_factory=dict)
    written: dict[Place, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, sentence: str, line: int | None = None) -> None:
        """Keep a fault; without `line` it lies where `place` or the nearest known place around it does."""
        self.faults.append(Fault(place, sentence, line or self.line(place)))

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest place around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def find(self, *pattern: str | int | None) -> Iterator[tuple[Place, object]]:
        """Yield every place that fits `pattern`, with its value, in the order of the file.

        Where the file is not built as expected there are simply fewer places.

        >>> document = Document(Path("x.yaml"), {"items": [{"id": "1a"}, {"id": "1b"}, "1c"]})
        >>> [value for place, value in document.find("items", ANY, "id")]
        ['1a', '1b']
        """
        found: list[tuple[Place, object]] = [((), self.value)]
        for step in pattern:
            found = [
                ((*place, key), inner) for place, value in found for key, inner in _entries(value) if step in (ANY, key)
            ]
        yield from found

    def texts(self, *pattern: str | int | None) -> list[tuple[Place, str]]:
        """Return what `find` finds, texts only."""
        return [(place, value) for place, value in self.find(*pattern) if isinstance(value, str)]

    def sentences(self) -> list[str]:
        """Return every fault as ``FILE:LINE: entry: sentence``, in the order of the file, none twice."""
        ordered = sorted(self.faults, key=lambda fault: fault.line)
        return list(dict.fromkeys(self._sentence(fault) for fault in ordered))

    def _sentence(self, fault: Fault) -> str:
        parts = [f"{self.file}:{fault.line}", self.entry(fault.place), fault.sentence]
        return ": ".join(part for part in parts if part)

    def entry(self, place: Place) -> str:
        """Return the name of a place for a reader: ``standard 3, item 3b: about``; the top has none."""
        entries: list[str] = []
        rest = 0
        for at, key in enumerate(place[:-1]):
            if at == rest and key in _ENTRIES:
                entries.append(self._entry(place[: at + 2]))
                rest = at + 2
        keys = [shown(key) for key in place[rest:] if isinstance(key, str)]
        return ": ".join([", ".join(entries), *keys] if entries else keys)

    def _entry(self, place: Place) -> str:
        kind, key = str(place[-2]), place[-1]
        noun = "area type" if place[:-1] == ("areas",) and isinstance(key, int) else _ENTRIES[kind]
        if isinstance(key, str):
            return f"{noun} {shown(key)}"
        own = self.written.get((*place, _IDENTIFIED_BY.get(kind, "")), "").strip()
        if own:
            return f"{noun} {shown(own)}"
        return f"{noun} {key + 1}" if kind in ("labels", "areas") else f"{kind}, entry {key + 1}"


def quoted(text: str) -> str:
    r"""Return a text for a sentence: in quotes, on one line, not too long.

    >>> print(quoted("publik"), quoted("zwei\nZeilen"))
    'publik' 'zwei\nZeilen'
    """
    return repr(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…")


def shown(text: str) -> str:
    """Return a name as it is where that is readable, else `quoted`."""
    return text if text.isprintable() and 0 < len(text) <= LONGEST_QUOTE else quoted(text)


def _entries(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
