"""What the printed report is made of: paragraphs, lists, pictures and tables, all in words.

`kind` tells the template ``report.typ`` how a part looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right"]


@dataclass(frozen=True)
class Paragraph:
    """Running text: as it is, set off as a verdict, or small as a note."""

    text: str
    kind: Literal["text", "verdict", "note"] = "text"


@dataclass(frozen=True)
class Entries:
    """A bulleted list."""

    texts: tuple[str, ...]
    kind: Literal["entries"] = "entries"


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    entries: tuple[tuple[str, str], ...]
    kind: Literal["terms"] = "terms"


@dataclass(frozen=True)
class Quotes:
    """What respondents wrote, each under whose words they are."""

    title: str
    entries: tuple[tuple[str, str], ...]
    kind: Literal["quotes"] = "quotes"


@dataclass(frozen=True)
class Image:
    """A picture by the name of its file, what it shows in words, and a line below it."""

    source: str
    alt: str
    caption: str
    kind: Literal["image"] = "image"


@dataclass(frozen=True)
class Head:
    """A cell of a table's head, over `columns` columns and `rows` rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell begins with `key` and ends with `note` in small, `strong` sets the row off."""

    cells: tuple[str, ...]
    key: str = ""
    note: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page.

    Attributes
    ----------
    widths
        Of each column in points; 0 takes what is left.
    align
        Of each column.
    whole
        Whether it goes to the next page rather than being broken.
    """

    caption: str
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    align: tuple[Align, ...]
    whole: bool = True
    kind: Literal["table"] = "table"


Part = Paragraph | Entries | Terms | Quotes | Image | Table


@dataclass(frozen=True)
class Chapter:
    """A heading of level 1 or 2 with what stands below it; `fresh` begins a new page."""

    title: str
    parts: tuple[Part, ...]
    level: int = 1
    fresh: bool = False


def simple_table(
    caption: str,
    titles: Sequence[str],
    rows: Sequence[Row],
    widths: Sequence[float],
    words: Sequence[int] = (0,),
) -> Table:
    """Return a table with one line of column titles, figures at the right but for the columns at `words`."""
    align: tuple[Align, ...] = tuple("left" if index in words else "right" for index in range(len(titles)))
    return Table(caption, (tuple(Head(title) for title in titles),), tuple(rows), tuple(widths), align)
