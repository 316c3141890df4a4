"""A small sound catalogue to spoil, and what is then said about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from survey.catalogue import load_catalogue
from survey.errors import Faults

SOUND = """\
catalogue:
  id: klein
  title: Ein kleiner Katalog
sides:
  public:
    label: Amt
  free:
    label: Freie
  commercial:
    label: Gewerbliche
compare: [public, free]
strong_from: 2.5
areas:
  - type: Typ A
    areas: [Nord, Ost]
  - type: Typ B
    areas: [West]
scales:
  fulfilment:
    question: Wie weit?
    labels: [wenig, mittel, viel]
    no_answer: weiß nicht
standards:
  - number: 1
    title: Erster
    summary: Vom ersten.
    items:
      - {id: 1a, about: both, text: Eins a.}
      - {id: 1b, about: free, text: Eins b.}
  - number: 3
    title: Dritter
    summary: Vom dritten.
    items:
      - id: 3a
        about: public
        text: Drei a.
      - id: 3b
        about: public
        text: Drei b.
        hint: ein Hinweis
"""

TRANSLATION = """\
catalogue: {title: A small catalogue}
sides:
  public: {label: Office}
  free: {label: Free}
  commercial: {label: Commercial}
areas: {Typ A: Type A, Typ B: Type B, Nord: North, Ost: East, West: West}
scales:
  fulfilment:
    question: How far?
    labels: [little, medium, much]
    no_answer: do not know
standards:
  1: {title: First, summary: Of the first.}
  3: {title: Third, summary: Of the third.}
items:
  1a: One a.
  1b: One b.
  3a: Three a.
  3b: {text: Three b., hint: a hint}
"""


def _changed(text: str, changes: tuple[str, ...]) -> str:
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the catalogue"
        text = text.replace(old, new)
    return text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stadt.yaml"


@pytest.fixture
def write(file: Path) -> Callable[..., Path]:
    """Write the sound catalogue with each first text replaced by the second that follows it."""

    def written(*changes: str) -> Path:
        file.write_text(_changed(SOUND, changes), encoding="utf-8")
        return file

    return written


@pytest.fixture
def write_translation(file: Path) -> Callable[..., None]:
    """Write the translation, changed as by `write`."""

    def written(*changes: str) -> None:
        file.with_name("stadt.en.yaml").write_text(_changed(TRANSLATION, changes), encoding="utf-8")

    return written


@pytest.fixture
def faults(file: Path) -> Callable[[], list[str]]:
    """Return what is said about the files, without the folder they lie in."""

    def said() -> list[str]:
        with pytest.raises(Faults) as caught:
            load_catalogue(file)
        return [str(fault).removeprefix(f"{file.parent}/") for fault in caught.value.faults]

    return said


@pytest.fixture
def faults_of(write: Callable[..., Path], faults: Callable[[], list[str]]) -> Callable[..., list[str]]:
    """Return what is said about the sound catalogue after these changes."""

    def said(*changes: str) -> list[str]:
        write(*changes)
        return faults()

    return said
