"""The report as a workbook: a sheet a topic, real numbers, and no formula, whatever a title or comment begins with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.model import Catalogue
from survey.paper.typesetting import printable
from survey.report import reading, sections, tables
from survey.report.page import report_page
from survey.report.sheets import Cell, Rounded, Sheet, sheets

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4: Final = 9
OVERVIEW: Final = (44, 14, 14, 14, 34)
METHOD: Final = (34, 100)
LINE: Final = 15.5

_LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E9EDF1", "bottom": 1},
    "title": {"bold": True, "font_size": 14},
    "bold": {"bold": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top", "align": "right"},
    "figure": {"num_format": "0.00", "valign": "top", "align": "right"},
    "signed": {"num_format": "+0.00;-0.00;0.00", "valign": "top", "align": "right"},
    "share": {"num_format": "0 %", "valign": "top", "align": "right"},
    "rounded": {"num_format": '"≈ "0.0', "valign": "top", "align": "right"},
}


class _Writer:
    """A workbook that is being written, with its looks."""

    def __init__(self, target: BytesIO) -> None:
        self.book = xlsxwriter.Workbook(target, OPTIONS)
        self.looks = {name: self.book.add_format(dict(look)) for name, look in _LOOKS.items()}

    def put(self, page: Worksheet, place: tuple[int, int], cell: Cell, look: str) -> None:
        """Write a cell: a number in its form, anything else as text that is never taken for something else."""
        if isinstance(cell, Rounded):
            page.write_number(*place, cell.value, self.looks["rounded"])
        elif isinstance(cell, str):
            page.write_string(*place, printable(cell), self.looks[look])
        else:
            page.write_number(*place, cell, self.looks[look])


def workbook(report: SafeReport, language: Language) -> bytes:
    """Return ``report.xlsx``, the same bytes for the same report."""
    target = BytesIO()
    writer = _Writer(target)
    title = f"{language.gettext('Comparison report')} {report.round}"
    catalogue = report.catalogue.in_language(language.code)
    created = datetime.fromisoformat(report.closed_on)
    writer.book.set_properties({"title": title, "subject": catalogue.title, "created": created})
    _overview(writer, title, report, catalogue, language)
    for sheet in sheets(report, language):
        _table(writer, sheet)
    _method(writer, report, catalogue, language)
    writer.book.close()
    return target.getvalue()


def _overview(writer: _Writer, title: str, report: SafeReport, catalogue: Catalogue, language: Language) -> None:
    _ = language.gettext
    page = writer.book.add_worksheet(_("Overview"))
    _laid_out(page)
    _widths(page, OVERVIEW)
    told = report_page(report, language, report.catalogue.compare)
    returns = tables.returns_table(report, catalogue, language)
    writer.put(page, (0, 0), title, "title")
    for row, text in enumerate((told.title, told.place, _("Filled in: %(period)s.") % {"period": told.period}), 1):
        page.write_string(row, 0, printable(text))
    first = _headed(writer, page, 5, [head.text for head in returns.head[0]])
    for row, (side, words) in enumerate(zip(catalogue.sides, returns.rows, strict=True), first):
        for column, (cell, look) in enumerate(_return_cells(report, side.id, words.cells)):
            writer.put(page, (row, column), cell, look)
    texts = [*(finding.sentence for finding in told.findings), told.suppression]
    first = _headed(writer, page, first + len(catalogue.sides) + 1, [_("Key findings")])
    for row, text in enumerate(texts, first):
        page.merge_range(row, 0, row, len(OVERVIEW) - 1, "", writer.looks["text"])
        page.set_row(row, LINE * math.ceil(len(text) / sum(OVERVIEW)))
        writer.put(page, (row, 0), text, "text")


def _return_cells(report: SafeReport, side: str, words: Sequence[str]) -> list[tuple[Cell, str]]:
    """Return a side's return: numbers where they are known, else the words that stand for them."""
    part = report.returns[side]
    share = None if not part.invited or part.submitted is None else part.submitted / part.invited
    numbers = (None, part.invited, part.submitted, share, None)
    looks = ("text", "count", "count", "share", "text")
    return [
        (word if number is None else number, look) for word, number, look in zip(words, numbers, looks, strict=True)
    ]


def _method(writer: _Writer, report: SafeReport, catalogue: Catalogue, language: Language) -> None:
    _ = language.gettext
    page = writer.book.add_worksheet(_("Method"))
    _laid_out(page)
    _widths(page, METHOD)
    row = _headed(writer, page, 0, [_("Word or sign"), _("Meaning")])
    page.freeze_panes(1, 0)
    held = sections.held_back(report, catalogue, language)
    told = report_page(report, language, report.catalogue.compare)
    rest = (*reading.method(report, language), told.suppression, *((held,) if held else ()), told.source)
    for term, said in (*reading.terms(report, language), *(("", text) for text in rest)):
        writer.put(page, (row, 0), term, "bold")
        writer.put(page, (row, 1), said, "text")
        row += 1


def _table(writer: _Writer, sheet: Sheet) -> None:
    page = writer.book.add_worksheet(sheet.title)
    _laid_out(page)
    _widths(page, [column.width for column in sheet.columns])
    _headed(writer, page, 0, [column.title for column in sheet.columns])
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for row, cells in enumerate(sheet.rows, 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            writer.put(page, (row, place), cell, column.form)


def _headed(writer: _Writer, page: Worksheet, row: int, titles: Sequence[str]) -> int:
    for column, title in enumerate(titles):
        writer.put(page, (row, column), title, "head")
    return row + 1


def _widths(page: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        page.set_column(column, column, width)


def _laid_out(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
