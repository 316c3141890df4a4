"""The folder that ``survey report`` writes: every file of a report, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from survey.analysis.safereport import SafeReport, pair_id
from survey.errors import N_, SurveyError
from survey.language import Language
from survey.report import spreadsheets
from survey.report.document import report_json
from survey.report.html import standalone
from survey.report.pdf import pdf
from survey.report.pictures import Drawing, Form, draw_all, of_pair
from survey.report.workbook import workbook

Progress = Callable[[str], None]


def write_folder(report: SafeReport, parent: Path, language: Language, *, plain: bool, progress: Progress) -> Path:
    """Write all files of a report to a folder named after its round and return the folder.

    Each file is replaced whole or not at all; other files in the folder are left alone.

    Raises
    ------
    SurveyError
        The folder cannot be written.
    """
    folder = parent / report.round
    try:
        for name, content in files(report, language, plain=plain):
            progress(name)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_bytes(content)
            fresh.replace(path)
    except OSError as error:
        raise SurveyError(
            N_("%(path)s cannot be written: %(reason)s"), path=error.filename or folder, reason=error.strerror
        ) from error
    return folder


def files(report: SafeReport, language: Language, *, plain: bool) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file, the quick ones first."""
    for pair in report.catalogue.pairs:
        name = "gaps.csv" if pair == report.catalogue.compare else f"gaps-{pair_id(*pair)}.csv"
        yield name, spreadsheets.gaps(report, pair, language, plain=plain)
    yield "distribution.csv", spreadsheets.distribution(report, language, plain=plain)
    yield "report.json", report_json(report)
    yield "report.xlsx", workbook(report, language)
    drawn: dict[str, bytes] = {}
    wanted = [(drawing, _forms(drawing)) for drawing in _charts(report)]
    for (drawing, forms), contents in zip(wanted, draw_all(report, wanted, language), strict=True):
        name = drawing.name(report)
        drawn[name] = contents[0]
        yield from ((f"charts/{name}.{form}", content) for form, content in zip(forms, contents, strict=True))
    yield "report.html", standalone(report, language, drawn)
    yield "report.pdf", pdf(report, language, drawn)


def _charts(report: SafeReport) -> Iterator[Drawing]:
    """Yield the charts of the page, and the chart of all standards for every other pair."""
    compare = report.catalogue.compare
    yield Drawing("gap", compare, narrow=True)
    yield from of_pair(report, compare)
    for pair in report.catalogue.pairs[1:]:
        yield Drawing("gap", pair)


def _forms(drawing: Drawing) -> tuple[Form, ...]:
    return ("svg",) if drawing.narrow else ("svg", "png")
