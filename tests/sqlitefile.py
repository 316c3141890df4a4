"""An SQLite file as the bytes it is made of: who holds the file sees this, and more than SQL shows.

Written after the description of the format, https://www.sqlite.org/fileformat2.html. Only what tests need: tables
WITHOUT ROWID and with, their cells with the place where each lies, and every byte that is in no cell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

Value = int | float | str | bytes | None

INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_FIRST_PAGE_HEADER = 100
_INTEGER_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

_COUNTERS = (slice(24, 28), slice(40, 44), slice(92, 96))
"""How often the file and its schema were written: says how many events there were, not which came when."""


def uncounted(path: Path) -> bytes:
    """Return the content of a file without its counts of writes."""
    content = bytearray(path.read_bytes())
    for place in _COUNTERS:
        content[place] = bytes(4)
    return bytes(content)


def written_afresh(path: Path, target: Path) -> bytes:
    """Return what a file would contain that was made of the rows in `path` alone, without its counts of writes."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    return uncounted(target)


@dataclass(frozen=True)
class Cell:
    """A row as it lies in the file: the page, the offset in it, the pages that its text runs over to, its values.

    `rowid` is None in an index and in a table WITHOUT ROWID, whose values begin with those of its key.
    """

    page: int
    offset: int
    size: int
    overflow: tuple[int, ...]
    rowid: int | None
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a table in the order of its keys, and the pages of its tree."""

    name: str
    sql: str
    cells: tuple[Cell, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Idle:
    """Bytes of a page that belong to no cell; `kind` is ``gap``, ``freeblock``, ``fragment`` or ``overflow end``."""

    page: int
    kind: str
    content: bytes


class SqliteFile:
    """A database file without anyone's help in reading it."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        if not self.content.startswith(b"SQLite format 3\0"):
            raise ValueError(f"{path} is no SQLite file")
        size = self._number(16, 2)
        self.page_size = 65536 if size == 1 else size
        self.usable = self.page_size - self.content[20]
        self.pages = len(self.content) // self.page_size
        self._idle: list[Idle] = []
        self.schema = self._tree("sqlite_schema", "", 1)
        self.tables = {
            str(name): self._tree(str(name), str(sql), root)
            for _, name, _, root, sql in (cell.values for cell in self.schema.cells)
            if isinstance(root, int) and root
        }

    @property
    def idle(self) -> tuple[Idle, ...]:
        """Everything inside the pages of tables that is no content of a table."""
        return tuple(self._idle)

    def page(self, number: int) -> bytes:
        """Return the bytes of a page; the first is page 1."""
        return self.content[(number - 1) * self.page_size : number * self.page_size]

    def free_pages(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the numbers of the free pages: the trunks, which list others, and the listed ones."""
        trunks: list[int] = []
        listed: list[int] = []
        trunk = self._number(32, 4)
        while trunk:
            trunks.append(trunk)
            start = (trunk - 1) * self.page_size
            listed += [self._number(start + 8 + 4 * i, 4) for i in range(self._number(start + 4, 4))]
            trunk = self._number(start, 4)
        return tuple(trunks), tuple(listed)

    def _tree(self, name: str, sql: str, root: int) -> Table:
        pages: list[int] = []
        cells = tuple(self._walk(root, pages))
        return Table(name, sql, cells, tuple(pages))

    def _walk(self, number: int, pages: list[int]) -> Iterator[Cell]:
        """Return the cells below a page in the order of their keys."""
        pages.append(number)
        start = (number - 1) * self.page_size
        header = start + (_FIRST_PAGE_HEADER if number == 1 else 0)
        kind = self.content[header]
        inner = kind in {INDEX_INNER, TABLE_INNER}
        pointers = header + (12 if inner else 8)
        offsets = [self._number(pointers + 2 * i, 2) for i in range(self._number(header + 3, 2))]
        taken = []
        for offset in offsets:
            at = start + offset
            if inner:
                yield from self._walk(self._number(at, 4), pages)
            cell = self._cell(number, offset, kind)
            taken.append((offset, cell.size))
            if kind != TABLE_INNER:
                yield cell
        if inner:
            yield from self._walk(self._number(header + 8, 4), pages)
        self._note_idle(number, pointers + 2 * len(offsets) - start, taken)

    def _cell(self, number: int, offset: int, kind: int) -> Cell:
        start = (number - 1) * self.page_size + offset
        at = start
        if kind in {INDEX_INNER, TABLE_INNER}:
            at += 4
        if kind == TABLE_INNER:
            _, at = self._varint(at)
            return Cell(number, offset, at - start, (), None, ())
        length, at = self._varint(at)
        rowid = None
        if kind == TABLE_LEAF:
            rowid, at = self._varint(at)
        local = self._local(length, kind)
        payload = self.content[at : at + local]
        at += local
        overflow: list[int] = []
        if local < length:
            payload += self._overflow(self._number(at, 4), length - local, overflow)
            at += 4
        return Cell(number, offset, max(4, at - start), tuple(overflow), rowid, _record(payload))

    def _local(self, length: int, kind: int) -> int:
        """Return how many bytes of a row of this length lie in the page itself."""
        most = self.usable - 35 if kind == TABLE_LEAF else (self.usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (self.usable - 12) * 32 // 255 - 23
        surplus = least + (length - least) % (self.usable - 4)
        return surplus if surplus <= most else least

    def _overflow(self, number: int, length: int, passed: list[int]) -> bytes:
        text = b""
        while number:
            passed.append(number)
            page = self.page(number)
            part = page[4 : 4 + min(length - len(text), self.usable - 4)]
            self._idle.append(Idle(number, "overflow end", page[4 + len(part) : self.usable]))
            text += part
            number = int.from_bytes(page[:4])
        return text

    def _note_idle(self, number: int, pointers_end: int, taken: list[tuple[int, int]]) -> None:
        page = self.page(number)
        header = _FIRST_PAGE_HEADER if number == 1 else 0
        content_start = int.from_bytes(page[header + 5 : header + 7]) or 65536
        self._idle.append(Idle(number, "gap", page[pointers_end:content_start]))
        block = int.from_bytes(page[header + 1 : header + 3])
        blocks = []
        while block:
            size = int.from_bytes(page[block + 2 : block + 4])
            blocks.append((block, size))
            self._idle.append(Idle(number, "freeblock", page[block + 4 : block + size]))
            block = int.from_bytes(page[block : block + 2])
        at = content_start
        for offset, size in sorted(taken + blocks):
            if offset < at:
                raise ValueError(f"page {number}: cells overlap at {offset}")
            if offset > at:
                self._idle.append(Idle(number, "fragment", page[at:offset]))
            at = offset + size
        if at < self.usable:
            self._idle.append(Idle(number, "fragment", page[at : self.usable]))

    def _number(self, at: int, width: int) -> int:
        return int.from_bytes(self.content[at : at + width])

    def _varint(self, at: int) -> tuple[int, int]:
        return _varint(self.content, at)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at a place, and where it ends."""
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9


def _record(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    body = end
    values = []
    while at < end:
        kind, at = _varint(payload, at)
        value, width = _value(payload, body, kind)
        values.append(value)
        body += width
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in {8, 9}:
        return kind - 8, 0
    if kind == 0:
        return None, 0
    if kind in _INTEGER_WIDTHS:
        width = _INTEGER_WIDTHS[kind]
        return int.from_bytes(payload[at : at + width], signed=True), width
    if kind < 12:
        raise ValueError(f"values of kind {kind} are not read here")
    width = (kind - 12) // 2
    raw = payload[at : at + width]
    return (raw.decode() if kind % 2 else raw), width
