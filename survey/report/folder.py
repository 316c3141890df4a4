"""The folder that ``survey report`` writes: every file of a report, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from survey.analysis.safereport import SafeReport, pair_id
from survey.errors import SurveyError
from survey.language import N_, Language
from survey.report import spreadsheets
from survey.report.document import report_json
from survey.report.html import standalone
from survey.report.page import gap_name
from survey.report.pictures import Drawn, draw

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
    drawn: dict[str, bytes] = {}
    for name, shown in _charts(report):
        if shown[2]:
            (drawn[name],) = draw(report, shown, language, "svg")
        else:
            drawn[name], png = draw(report, shown, language, "svg", "png")
            yield f"charts/{name}.png", png
        yield f"charts/{name}.svg", drawn[name]
    yield "report.html", standalone(report, language, drawn)


def _charts(report: SafeReport) -> Iterator[tuple[str, Drawn]]:
    """Yield the charts of the page, and the chart of all standards for every other pair."""
    compare = report.catalogue.compare
    shown: list[Drawn] = [(compare, None, False), (compare, None, True)]
    shown += [(pair, None, False) for pair in report.catalogue.pairs[1:]]
    shown += [(compare, standard.number, False) for standard in report.catalogue.standards]
    for pair, number, narrow in shown:
        yield gap_name(report, pair, number, narrow=narrow), (pair, number, narrow)
