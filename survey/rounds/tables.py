"""Tables that people bring as CSV files: read forgivingly, refused with row and column."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.errors import N_, Faults, SurveyError

LARGEST_FILE = 64 * 2**20


@dataclass(frozen=True)
class Record:
    """One row: `number` as a spreadsheet counts it (the header is row 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def fault(self, column: str, reason: str) -> str:
        """Return what is wrong with a cell of this row, naming row and column."""
        return f"row {self.number}, column {column}: {reason}"


@dataclass(frozen=True)
class Table:
    """A file's header and rows; rows without any text are left out. `faults` names rows longer than the header."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    faults: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that a user named, or say why it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            raise SurveyError(N_("%(path)s is not a file."), path=path)
        if path.stat().st_size > LARGEST_FILE:
            raise SurveyError(N_("%(path)s is larger than 64 MB."), path=path)
        return path.read_bytes()
    except OSError as error:
        raise SurveyError(N_("%(path)s cannot be read: %(reason)s"), path=path, reason=error.strerror) from error


def read_table(content: bytes, required: Sequence[str]) -> Table:
    """Return the table in a CSV file.

    The delimiter is ``,`` or ``;``, whichever the header has more of; the text is UTF-8, with or without a mark, or
    else Windows-1252, as spreadsheets in Germany save it.

    Raises
    ------
    Faults
        The file is no CSV table, lacks a column or names one twice.
    """
    lines = _lines(_text(content))
    try:
        _, header = next(lines)
    except StopIteration:
        raise Faults(["the file is empty"]) from None
    columns = tuple(cell.strip() for cell in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    faults = [f"row 1: column {name or '(without a name)'} stands there twice" for name in _doubled(columns)]
    faults += [f"row 1: the column {name} is missing" for name in required if name not in columns]
    if faults:
        raise Faults(faults)
    records = []
    for number, cells in lines:
        stripped = [cell.strip() for cell in cells]
        if any(stripped[len(columns) :]):
            faults.append(f"row {number}: has {len(stripped)} cells, the header {len(columns)}")
        padded = stripped + [""] * (len(columns) - len(stripped))
        records.append(Record(number, dict(zip(columns, padded, strict=False))))
    return Table(columns, tuple(records), tuple(faults))


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Faults(["the file is UTF-16; please save it as CSV in UTF-8"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise Faults([f"row {number + 1}: is not a row of a CSV file ({error})"]) from error


def _doubled(columns: Sequence[str]) -> list[str]:
    return [name for name, n in Counter(columns).items() if n > 1]
