"""The shape of a catalogue file and of its translation: which keys there are and what kind of value each holds.

What has to agree across the file (ids, sides, steps) is looked at in `checks`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

FEWEST_STEPS: Final = 2
MOST_STEPS: Final = 10
LARGEST_NUMBER: Final = 9999

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_CHARACTERS: Final = frozenset("\ufffe\uffff")


def one_line(text: str) -> str:
    r"""Return a text with every line break and row of blanks as one blank; other kinds of space are kept.

    >>> one_line("  zwei\n  Zeilen ")
    'zwei Zeilen'
    """
    return _BLANKS.sub(" ", text).strip()


def _sound(text: str) -> str:
    """Return the text on one line; refuse one with nothing to see, or with characters no one can see."""
    text = one_line(text)
    for character in text:
        hidden = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        if hidden or character in _REORDERING or character in _NO_CHARACTERS:
            code = f"U+{ord(character):04X}"
            raise PydanticCustomError("control", "the control character {code} is not allowed", {"code": code})
    if all(unicodedata.category(character)[0] in "ZC" for character in text):
        raise PydanticCustomError("empty", "is empty")
    return text


Text = Annotated[str, AfterValidator(_sound)]
Labels = Annotated[list[Text], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class Shape(BaseModel):
    """A map with these keys and no other, whose values are taken as they are and never converted."""

    model_config = ConfigDict(strict=True, extra="forbid", defer_build=True)


class AboutShape(Shape):
    """The key ``catalogue``; here and below, a text that may be left out is empty where it was."""

    id: Text
    version: Number = 1
    title: Text
    place: Text = ""
    source: Text = ""


class SideShape(Shape):
    """One of ``sides``."""

    label: Text
    who: Text = ""
    one_organisation: bool = False


class AreaTypeShape(Shape):
    """One of ``areas``."""

    type: Text
    areas: Annotated[list[Text], Field(min_length=1)]


class ScaleShape(Shape):
    """A scale."""

    question: Text
    labels: Labels
    no_answer: Text


class ScalesShape(Shape):
    """The key ``scales``."""

    fulfilment: ScaleShape
    importance: ScaleShape | None = None


class ItemShape(Shape):
    """One of a standard's ``items``."""

    id: str
    about: str
    text: Text
    hint: Text = ""


class StandardShape(Shape):
    """One of ``standards``."""

    number: Number
    title: Text
    summary: Text
    items: Annotated[list[ItemShape], Field(min_length=1)]


class CatalogueShape(Shape):
    """A whole catalogue file."""

    catalogue: AboutShape
    sides: dict[str, SideShape]
    compare: list[str] = Field(default_factory=list)
    strong_from: float | None = None
    areas: list[AreaTypeShape] = Field(default_factory=list)
    scales: ScalesShape
    standards: Annotated[list[StandardShape], Field(min_length=1)]


class AboutTexts(Shape):
    """The key ``catalogue`` of a translation; a text that is missing is empty, here and below."""

    title: Text = ""
    place: Text = ""
    source: Text = ""


class SideTexts(Shape):
    """A side in translation."""

    label: Text = ""
    who: Text = ""


class ScaleTexts(Shape):
    """A scale in translation."""

    question: Text = ""
    labels: Labels = Field(default_factory=list)
    no_answer: Text = ""


class ScalesTexts(Shape):
    """The key ``scales`` of a translation."""

    fulfilment: ScaleTexts = Field(default_factory=ScaleTexts)
    importance: ScaleTexts | None = None


class StandardTexts(Shape):
    """A standard in translation, without its items."""

    title: Text = ""
    summary: Text = ""


class ItemTexts(Shape):
    """An item in translation; a text that stands alone is its `text`."""

    text: Text = ""
    hint: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"text": value}


class Translation(Shape):
    """A whole translation, by id; areas and their types by their name."""

    catalogue: AboutTexts = Field(default_factory=AboutTexts)
    sides: dict[str, SideTexts] = Field(default_factory=dict)
    areas: dict[str, Text] = Field(default_factory=dict)
    scales: ScalesTexts = Field(default_factory=ScalesTexts)
    standards: dict[str, StandardTexts] = Field(default_factory=dict)
    items: dict[str, ItemTexts] = Field(default_factory=dict)
