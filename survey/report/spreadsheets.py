"""The figures as CSV: for people (German headers, decimal comma) or, plain, for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from survey.analysis.safereport import PairFigures, Row, SafeReport, SideFigures, pair_id
from survey.language import Language
from survey.model import CANNOT_SAY, Catalogue
from survey.report.phrases import verdict_in_words

PLAIN_DIGITS = 4
DIGITS = 2

GAP_COLUMNS = (
    "level", "id", "title", "about", "side_a", "side_b", "n_a", "n_b", "invited_a", "invited_b", "no_answer_a",
    "no_answer_b", "mean_a", "mean_b", "median_a", "median_b", "sd_a", "sd_b", "gap", "ci_low", "ci_high", "delta",
    "agreement_a", "agreement_b", "verdict",
)  # fmt: skip
DISTRIBUTION_COLUMNS = ("item", "side", "step", "n")

Cell = str | int | float | None


def gaps(report: SafeReport, pair: tuple[str, str], language: Language, *, plain: bool) -> bytes:
    """Return ``gaps.csv`` for a pair of sides: a row for each standard, then for each item."""
    rows = [row for level in ("standard", "item") for row in report.rows if row.level == level]
    catalogue = report.catalogue.in_language(language.code)
    if plain:
        return _plain(GAP_COLUMNS, (_gap_cells(report, report.catalogue, row, pair) for row in rows))
    cells = (_spoken(_gap_cells(report, catalogue, row, pair), catalogue, pair, language) for row in rows)
    return _for_people(_gap_headers(language), cells, language)


def distribution(report: SafeReport, language: Language, *, plain: bool) -> bytes:
    """Return ``distribution.csv``: how many of each side gave each item each rating, where that may be shown."""
    rows = list(_distribution_rows(report))
    if plain:
        return _plain(DISTRIBUTION_COLUMNS, rows)
    _ = language.gettext
    catalogue = report.catalogue.in_language(language.code)
    headers = (_("Statement"), _("Side"), _("Rating"), _("Number"))
    return _for_people(
        headers, ((item, catalogue.side(str(side)).label, *rest) for item, side, *rest in rows), language
    )


def _distribution_rows(report: SafeReport) -> Iterator[tuple[Cell, ...]]:
    for item in report.catalogue.items:
        for side, counts in report.distributions.items():
            if item.id in counts:
                steps = [*map(str, range(1, len(counts[item.id]))), CANNOT_SAY]
                yield from ((item.id, side, step, n) for step, n in zip(steps, counts[item.id], strict=True))


def _gap_cells(report: SafeReport, catalogue: Catalogue, row: Row, pair: tuple[str, str]) -> tuple[Cell, ...]:
    a, b = (row.sides[side] for side in pair)
    invited = (report.returns[side].invited for side in pair)
    figures = row.pairs[pair_id(*pair)]
    return (
        row.level, row.id, *_title_and_about(catalogue, row), *pair, a.n, b.n, *invited, a.no_answer, b.no_answer,
        *_both(a, b), *_compared(figures), a.agreement, b.agreement, figures.verdict,
    )  # fmt: skip


def _both(a: SideFigures, b: SideFigures) -> tuple[Cell, ...]:
    return (a.mean, b.mean, a.median, b.median, a.sd, b.sd)


def _compared(figures: PairFigures) -> tuple[Cell, ...]:
    return (figures.gap, figures.ci_low, figures.ci_high, figures.delta)


def _title_and_about(catalogue: Catalogue, row: Row) -> tuple[str, str]:
    if row.level == "standard":
        return catalogue.standard(int(row.id)).title, ""
    item = {item.id: item for item in catalogue.items}[row.id]
    return item.text, item.about


def _spoken(
    cells: tuple[Cell, ...], catalogue: Catalogue, pair: tuple[str, str], language: Language
) -> tuple[Cell, ...]:
    """Return a row in the words of the screen."""
    _ = language.gettext
    named = dict(zip(GAP_COLUMNS, cells, strict=True))
    labels = {side.id: side.label for side in catalogue.sides}
    named["level"] = _("Standard") if named["level"] == "standard" else _("Statement")
    named["about"] = labels.get(str(named["about"]), _("both") if named["about"] else "")
    named["side_a"], named["side_b"] = (labels[side] for side in pair)
    named["verdict"] = verdict_in_words(named["verdict"], catalogue, pair, language)  # type: ignore[arg-type] # of its row
    return tuple(named[column] for column in GAP_COLUMNS)


def _gap_headers(language: Language) -> tuple[str, ...]:
    _ = language.gettext
    return (
        _("Level"), _("No."), _("Title"), _("Whose doing"), _("Side A"), _("Side B"), _("n A"), _("n B"),
        _("Invited A"), _("Invited B"), _("Cannot say A"), _("Cannot say B"), _("Mean A"), _("Mean B"), _("Median A"),
        _("Median B"), _("Standard deviation A"), _("Standard deviation B"), _("Gap A − B"), _("95 % interval from"),
        _("95 % interval to"), _("Cliff's delta"), _("Mean deviation A"), _("Mean deviation B"), _("Verdict"),
    )  # fmt: skip


def _plain(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain_cell(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def _plain_cell(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:z.{PLAIN_DIGITS}f}"
    return "" if cell is None else _harmless(str(cell))


def _for_people(headers: Sequence[str], rows: Iterable[Sequence[Cell]], language: Language) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([_spoken_cell(cell, language) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _spoken_cell(cell: Cell, language: Language) -> str:
    if isinstance(cell, float):
        text = f"{cell:z.{DIGITS}f}"
        return text.replace(".", ",") if language.code == "de" else text
    return "" if cell is None else _harmless(str(cell))


def _harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
