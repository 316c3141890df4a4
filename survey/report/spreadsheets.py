"""The figures as tables, and the tables as CSV: for people (German headers, decimal comma) or, plain, for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from survey.analysis.safereport import Row, SafeReport, SideFigures, pair_id
from survey.language import Language
from survey.model import CANNOT_SAY, Catalogue
from survey.report.phrases import verdict_in_words

PLAIN_DIGITS = 4
DIGITS = 2

GAP_COLUMNS = {
    "level": "str", "id": "str", "title": "str", "about": "str", "side_a": "str", "side_b": "str",
    "n_a": "Int64", "n_b": "Int64", "invited_a": "Int64", "invited_b": "Int64",
    "no_answer_a": "Int64", "no_answer_b": "Int64", "mean_a": "float64", "mean_b": "float64",
    "median_a": "float64", "median_b": "float64", "sd_a": "float64", "sd_b": "float64",
    "gap": "float64", "ci_low": "float64", "ci_high": "float64", "delta": "float64",
    "agreement_a": "float64", "agreement_b": "float64", "verdict": "str",
}  # fmt: skip
"""The columns of ``gaps.csv`` and what they hold."""

DISTRIBUTION_COLUMNS = {"item": "str", "side": "str", "step": "str", "n": "Int64"}
"""The columns of ``distribution.csv`` and what they hold."""


def gap_table(report: SafeReport, pair: tuple[str, str], catalogue: Catalogue | None = None) -> pd.DataFrame:
    """Return the figures of a pair of sides: a row for each standard, then for each item.

    Parameters
    ----------
    catalogue
        The report's catalogue in the language of the titles; by default as it was written.

    Returns
    -------
    pandas.DataFrame
        With `GAP_COLUMNS`; what is suppressed or undefined is missing.
    """
    told = catalogue or report.catalogue
    rows = [row for level in ("standard", "item") for row in report.rows if row.level == level]
    cells = [_gap_cells(report, told, row, pair) for row in rows]
    return pd.DataFrame(cells, columns=list(GAP_COLUMNS)).astype(GAP_COLUMNS)


def distribution_table(report: SafeReport) -> pd.DataFrame:
    """Return how many of each side gave each item each rating, where that may be shown, with `DISTRIBUTION_COLUMNS`."""
    rows = list(_distribution_rows(report))
    return pd.DataFrame(rows, columns=list(DISTRIBUTION_COLUMNS)).astype(DISTRIBUTION_COLUMNS)


def gaps(report: SafeReport, pair: tuple[str, str], language: Language, *, plain: bool) -> bytes:
    """Return ``gaps.csv`` for a pair of sides."""
    if plain:
        return _plain(gap_table(report, pair))
    catalogue = report.catalogue.in_language(language.code)
    return _for_people(_spoken(gap_table(report, pair, catalogue), catalogue, pair, language), language)


def distribution(report: SafeReport, language: Language, *, plain: bool) -> bytes:
    """Return ``distribution.csv``."""
    table = distribution_table(report)
    if plain:
        return _plain(table)
    _ = language.gettext
    labels = {side.id: side.label for side in report.catalogue.in_language(language.code).sides}
    table["side"] = table["side"].map(labels)
    table.columns = pd.Index([_("Statement"), _("Side"), _("Rating"), _("Number")])
    return _for_people(table, language)


def _distribution_rows(report: SafeReport) -> Iterator[tuple[str, str, str, int]]:
    for item in report.catalogue.items:
        for side, counts in report.distributions.items():
            if item.id in counts:
                steps = [*map(str, range(1, len(counts[item.id]))), CANNOT_SAY]
                yield from ((item.id, side, step, n) for step, n in zip(steps, counts[item.id], strict=True))


def _gap_cells(report: SafeReport, catalogue: Catalogue, row: Row, pair: tuple[str, str]) -> dict[str, Any]:
    figures = row.pairs[pair_id(*pair)]
    cells: dict[str, Any] = {
        "level": row.level,
        "id": row.id,
        "gap": figures.gap,
        "ci_low": figures.ci_low,
        "ci_high": figures.ci_high,
        "delta": figures.delta,
        "verdict": figures.verdict,
    }
    cells["title"], cells["about"] = _title_and_about(catalogue, row)
    for end, side in zip("ab", pair, strict=True):
        cells |= {f"side_{end}": side, f"invited_{end}": report.returns[side].invited}
        cells |= {f"{name}_{end}": value for name, value in _side_cells(row.sides[side]).items()}
    return cells


def _side_cells(figures: SideFigures) -> dict[str, Any]:
    names = ("n", "no_answer", "mean", "median", "sd", "agreement")
    return {name: getattr(figures, name) for name in names}


def _title_and_about(catalogue: Catalogue, row: Row) -> tuple[str, str]:
    if row.level == "standard":
        return catalogue.standard(int(row.id)).title, ""
    item = {item.id: item for item in catalogue.items}[row.id]
    return item.text, item.about


def _spoken(table: pd.DataFrame, catalogue: Catalogue, pair: tuple[str, str], language: Language) -> pd.DataFrame:
    """Return a table of gaps in the words of the screen."""
    _ = language.gettext
    labels = {side.id: side.label for side in catalogue.sides}
    table["level"] = table["level"].map({"standard": _("Standard"), "item": _("Statement")})
    table["about"] = table["about"].map({"": "", "both": _("both"), **labels})
    table["side_a"], table["side_b"] = labels[pair[0]], labels[pair[1]]
    table["verdict"] = [verdict_in_words(verdict, catalogue, pair, language) for verdict in table["verdict"]]
    table.columns = pd.Index(_gap_headers(language))
    return table


def _gap_headers(language: Language) -> tuple[str, ...]:
    _ = language.gettext
    return (
        _("Level"), _("No."), _("Title"), _("Whose doing"), _("Side A"), _("Side B"), _("n A"), _("n B"),
        _("Invited A"), _("Invited B"), _("Cannot say A"), _("Cannot say B"), _("Mean A"), _("Mean B"), _("Median A"),
        _("Median B"), _("Standard deviation A"), _("Standard deviation B"), _("Gap A − B"), _("95 % interval from"),
        _("95 % interval to"), _("Cliff's delta"), _("Mean deviation A"), _("Mean deviation B"), _("Verdict"),
    )  # fmt: skip


def _plain(table: pd.DataFrame) -> bytes:
    return _written(table, PLAIN_DIGITS, ".").to_csv(index=False, lineterminator="\n").encode()


def _for_people(table: pd.DataFrame, language: Language) -> bytes:
    written = _written(table, DIGITS, "," if language.code == "de" else ".")
    return written.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")


def _written(table: pd.DataFrame, digits: int, decimal: str) -> pd.DataFrame:
    """Return the cells as they are written; a number that rounds to zero has no sign."""

    def number(value: float) -> str:
        return "" if pd.isna(value) else f"{value:z.{digits}f}".replace(".", decimal)

    kinds = {name: str(kind) for name, kind in table.dtypes.items()}
    forms: dict[str, Callable[[Any], str]] = {"float64": number, "str": harmless}
    return table.assign(**{str(name): table[name].map(forms[kind]) for name, kind in kinds.items() if kind in forms})


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
