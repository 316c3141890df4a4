"""Reports with something in every section, and what was written of them as PDF and workbook, for their tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
from page import validate_pdf_bytes
from pypdf import PdfReader

from survey.analysis.safereport import Block, Change, PastRound, Point, Remark, SafeReport, SideFigures, SideReturn
from survey.model import Area, AreaType, Catalogue, Scale
from tests.unit.charts.invented import HIDDEN, catalogue, coarse, full, report

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="9pt" viewBox="0 0 90 9"><circle r="4"/></svg>'
TITLES = ("Gesamtsystem nach Bedarf", "Interessen vertreten")


def asked(titles: Sequence[str] = TITLES, **changes: Any) -> Catalogue:  # noqa: ANN401 - fields of a catalogue
    """Return a catalogue that asks for importance too and knows parts of the city."""
    areas = (AreaType("Nord", "Nordraum", (Area("Ufer", "Am Ufer"),)),)
    weight = Scale("Wie wichtig ist das?", ("gar nicht", "etwas", "sehr"), "keine Angabe")
    return replace(catalogue(titles), areas=areas, importance=weight, **changes)


def everything(book: Catalogue | None = None) -> SafeReport:
    """Return a report with every section, with rows in full, in half points, and withheld."""
    book = book or asked()
    seen = {
        "1": (full(2.875), full(4.125), full(3.0)),
        "1a": (full(4.0625), coarse(3.5), HIDDEN),
        "1b": (full(3.0), full(3.25), full(2.0)),
        "importance_1": (full(2.5), full(2.75), full(2.0)),
        "2": (full(4.0), HIDDEN, full(4.0)),
    }
    told = report(seen, book)
    weights = [replace(told.row("1"), level="importance", id=standard.importance) for standard in book.standards]
    past = PastRound(
        "2025",
        datetime(2025, 3, 1, tzinfo=UTC),
        {
            "1": {"public": Point("full", 20, 2.5), "free": Point("coarse", 7, 3.5)},
            "2": {"public": Point("full", 20, 3.0)},
        },
        breaks=("2",),
    )
    blocks = (
        Block("free", ("Nord",), 14, {"1": Point("full", 14, 3.75)}),
        Block("free", ("", "Nord › Ufer"), 10, {"1": Point("coarse", 9, 4.5)}),
    )
    return replace(
        told,
        rows=(*told.rows, *weights),
        distributions={"public": {"1a": (1, 2, 3, 4, 5, 6)}, "free": {"1a": (0, 0, 9, 9, 6, 2)}},
        blocks=blocks,
        remarks=(Remark("free", 1, "proposal", "Öfter reden.\nUnd zuhören."), Remark("public", 2, "feedback", "Gut.")),
        held={"free": None, "public": 12},
        past=(past,),
        changes={"1": {"public": Change(0.375, -0.125, 0.875), "free": Change(0.625)}},
        returns={**told.returns, "commercial": SideReturn(None, 9, published=False, reason="few")},
    )


def divided(figures: SideFigures) -> SideFigures:
    """Return the same figures of a side that is divided within itself."""
    return replace(figures, divided=True)


def reader(pdf: bytes) -> PdfReader:
    """Return the PDF, opened."""
    return PdfReader(BytesIO(pdf))


def faults(pdf: bytes, profile: str) -> list[str]:
    """Return where a PDF is not what it says it is: ``2a`` for PDF/A-2a, ``ua1`` for PDF/UA-1.

    The validator takes a stream's own last byte for a part of the line's end where it happens to be one; that a stream
    is as long as it says is looked at here instead.
    """
    found = [failure.message for failure in validate_pdf_bytes(pdf, profile=profile).failures]
    if all(_is_followed_by_its_end(pdf, stream) for stream in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf)):
        return [message for message in found if "/Length" not in message]
    return found


def _is_followed_by_its_end(pdf: bytes, stream: re.Match[bytes]) -> bool:
    return pdf.startswith(b"\nendstream", stream.end() + int(stream[1]))


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def opened(content: bytes) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Return the workbook, opened."""
    return openpyxl.load_workbook(BytesIO(content))


def table(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - openpyxl is untyped
    """Return the rows of a sheet, each cell by the title of its column."""
    head, *rows = sheet.iter_rows()
    return [{str(title.value): cell for title, cell in zip(head, row, strict=True)} for row in rows]
