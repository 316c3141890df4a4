"""Published files, read back: the figures that a reader of CSV, JSON and HTML finds in them.

Only what the files themselves say is used; the sides and rows they speak of are those of ``report.json``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from survey import documents
from survey.analysis.attack.figures import Figure, Group, figures_of, is_exact
from survey.analysis.safereport import SafeReport

JSON_NAME = "report.json"

_NUMBER = re.compile(r"[≈~]?\s*([+−-]?\d+(?:[.,]\d+)?)")


def collect(files: Mapping[str, bytes]) -> set[Figure]:
    """Return every figure that is linear in the answers, from the files of one report by their names.

    Read are ``report.json``, plain ``gaps*.csv`` and ``distribution.csv``, and the tables of ``*.html``.

    Raises
    ------
    KeyError
        There is no ``report.json``.
    """
    report = documents.restore(SafeReport, json.dumps(json.loads(files[JSON_NAME])["report"]))
    found = figures_of(report)
    for name, content in files.items():
        text = content.decode("utf-8-sig")
        if name.endswith(".csv"):
            table = list(csv.DictReader(io.StringIO(text)))
            found |= set(
                _of_distribution(report, table) if name.startswith("distribution") else _of_gaps(report, table)
            )
        elif name.endswith(".html"):
            found |= set(_of_html(report, text))
    return found


def _of_gaps(report: SafeReport, table: Iterable[Mapping[str, str]]) -> Iterator[Figure]:
    for line in table:
        groups = [Group(report.round, line[f"side_{end}"], line["id"]) for end in "ab"]
        exact = []
        for end, group in zip("ab", groups, strict=True):
            if line[f"n_{end}"]:
                yield Figure("count", group)
            coarse = not any(line[f"{name}_{end}"] for name in ("median", "sd", "agreement"))
            exact.append(bool(line[f"mean_{end}"]) and is_exact(float(line[f"mean_{end}"]), coarse=coarse))
            if exact[-1]:
                yield Figure("mean", group)
        if line["gap"] and (all(exact) or not _is_difference(line)):
            yield Figure("mean", *groups)


def _is_difference(line: Mapping[str, str]) -> bool:
    """Whether the gap is the difference of the means beside it, to the last digit that is written."""
    if not (line["mean_a"] and line["mean_b"]):
        return False
    last = 10.0 ** -len(line["gap"].partition(".")[2])
    return abs(float(line["mean_a"]) - float(line["mean_b"]) - float(line["gap"])) <= 2 * last


def _of_distribution(report: SafeReport, table: Iterable[Mapping[str, str]]) -> Iterator[Figure]:
    for side, item in {(line["side"], line["item"]) for line in table}:
        yield Figure("mean", Group(report.round, side, item))


def _of_html(report: SafeReport, text: str) -> Iterator[Figure]:
    """Yield the means in tables that have a column headed by a side's label and rows headed by a row's id."""
    rows = {row.id for row in report.rows}
    known = report.catalogue
    labels = {side.label: side.id for told in (known, *known.translations.values()) for side in told.sides}
    for table in _tables(text):
        headers = next(table, [])
        columns = {place: labels[header] for place, header in enumerate(headers) if header in labels}
        for cells in table:
            row = cells[0].split(" ")[0] if cells else ""
            for place, side in columns.items():
                shown = cells[place] if row in rows and place < len(cells) else ""
                match = _NUMBER.fullmatch(shown)
                if match and is_exact(float(match[1].replace(",", ".").replace("−", "-")), coarse=shown[0] in "≈~"):
                    yield Figure("mean", Group(report.round, side, row))


def _tables(text: str) -> list[Iterator[list[str]]]:
    reader = _Tables()
    reader.feed(text)
    return [iter(table) for table in reader.tables]


class _Tables(HTMLParser):
    """Keeps the text of every cell of every table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the base has it
        """Begin a table, a row or a cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Add to the text of a cell."""
        if self._inside:
            row = self.tables[-1][-1]
            row[-1] = " ".join(f"{row[-1]} {data}".split())
