"""Whatever is published of any population, nobody can work out what a group that is too small answered."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from survey.analysis.attack import Figure, Leak, collect, figures_of, leaks
from survey.analysis.safereport import PairFigures, Row, SafeReport, SideFigures
from survey.analysis.trend import with_trend
from survey.language import language
from survey.model import CELL_SEPARATOR, Round, Tally
from survey.report import spreadsheets
from survey.report.document import report_json
from survey.report.html import standalone
from tests import factories
from tests.property.populations import Counted, random_rounds
from tests.unit.analysis.sheets import CLOSES, OPENS, group

CASES = range(int(os.environ.get("SURVEY_CASES", "30")))
GERMAN = language("de")


def published(rounds: list[Counted]) -> list[SafeReport]:
    """Return the reports of the rounds as they are published one after the other."""
    reports: list[SafeReport] = []
    for counted in rounds:
        reports.append(with_trend(counted.report, reports))
    return reports


def files(report: SafeReport) -> dict[str, bytes]:
    """Return the files of a report that hold its figures as text."""
    tables = {
        f"gaps-{a}-{b}.csv": spreadsheets.gaps(report, (a, b), GERMAN, plain=True) for a, b in report.catalogue.pairs
    }
    return tables | {
        "distribution.csv": spreadsheets.distribution(report, GERMAN, plain=True),
        "report.json": report_json(report),
    }


def attack(rounds: list[Counted], reports: Iterable[SafeReport]) -> list[Leak]:
    figures: set[Figure] = set().union(*map(figures_of, reports))
    return leaks(figures, [counted.population for counted in rounds])


@pytest.mark.parametrize("seed", CASES)
def test_nothing_can_be_worked_out_of_all_files_of_all_rounds(seed: int) -> None:
    rounds = random_rounds(seed)
    figures: set[Figure] = set().union(*(collect(files(report)) for report in published(rounds)))
    assert leaks(figures, [counted.population for counted in rounds]) == []


@pytest.mark.parametrize("seed", CASES)
def test_no_other_file_says_more_than_the_json(seed: int) -> None:
    for report in published(random_rounds(seed)):
        assert collect(files(report)) == figures_of(report)


@cache
def kinds_of_leaks(rules: str) -> Counter[str]:
    """Return in how many populations there is each kind of leak, and any, when these rules alone are kept."""
    total: Counter[str] = Counter()
    for seed in CASES:
        rounds = random_rounds(seed)
        reports = [
            counted.without_partition() if rules == "of single cells" else counted.without_rules() for counted in rounds
        ]
        kinds = {leak.kind for leak in attack(rounds, reports)}
        total.update([*kinds, *(["any"] if kinds else [])])
    return total


def test_with_the_rules_switched_off_the_same_attacker_succeeds() -> None:
    found = kinds_of_leaks("none")
    assert found["any"] > 0.9 * len(CASES)
    assert all(found[kind] for kind in ("few", "coarse", "count"))


def test_without_the_partition_the_rules_for_single_cells_do_not_help() -> None:
    found = kinds_of_leaks("of single cells")
    assert found["any"] > 0.15 * len(CASES)
    assert found["few"]


def test_the_populations_meet_every_rule() -> None:
    met: Counter[str] = Counter()
    for seed in range(30):
        for report in published(random_rounds(seed)):
            rows = {row.id for row in report.rows}
            details = {figures.detail for row in report.rows for figures in row.sides.values()}
            met.update(details)
            met.update(part.reason or "published" for part in report.returns.values())
            met["blocks"] += bool(report.blocks)
            met["left to the whole"] += any(block.points.keys() < rows for block in report.blocks)
            met["coarse block"] += any(p.detail == "coarse" for block in report.blocks for p in block.points.values())
            met["changes"] += bool(report.changes)
    assert all(
        met[rule]
        for rule in (
            "hidden", "coarse", "full", "few", "carriers", "published", "blocks", "left to the whole", "coarse block",
            "changes",
        )
    ), met  # fmt: skip


def large_round(year: int) -> Counted:
    """Return a round on the real catalogue: 120 carriers a side with one to three respondents in six cells."""
    known = factories.catalogue()
    rng = np.random.default_rng(year)
    groups = []
    for side in known.sides:
        cells: dict[str, list[int]] = {}
        for carrier in range(120):
            name = f"t{rng.integers(2)}{CELL_SEPARATOR}a{rng.integers(3)}"
            cells.setdefault(name, []).extend([carrier] * int(rng.integers(1, 4)))
        for name, carriers in sorted(cells.items()):
            sheets = [
                {q: str(rng.integers(1, known.scale_of(q).steps + 1)) for q in known.questions if rng.random() < 0.8}
                for _ in carriers
            ]
            counted = group(known, side.id, sheets, cell=name)
            groups.append(replace(counted, carriers=tuple(Counter(carriers).items())))
    closed = Round(
        year, str(year), "", OPENS.replace(year=year), CLOSES.replace(year=year), 5, b"", f"{year}-10-02", None
    )
    return Counted(closed, known, Tally(tuple(groups), dict.fromkeys([side.id for side in known.sides], 300)))


def test_a_report_on_the_real_catalogue_is_attacked_in_seconds() -> None:
    counted = large_round(2025)
    report = counted.report
    began = time.process_time()
    assert attack([counted], [report]) == []
    assert time.process_time() - began < 5
    assert len(report.blocks) > 10


def test_the_page_says_no_more_than_the_json() -> None:
    report = large_round(2026).report
    page = standalone(report, GERMAN, {})
    read = collect(files(report) | {"report.html": page})
    assert read == figures_of(report)
    empty = report_json(replace(report, distributions={}, blocks=(), rows=tuple(map(_hidden, report.rows))))
    shown = collect({"report.json": empty, "report.html": page}) - collect({"report.json": empty})
    pair = report.catalogue.compare
    assert {figure.group.row for figure in shown} == {row.id for row in report.rows if row.level != "importance"}
    assert {figure.group.side for figure in shown} == set(pair)


def _hidden(row: Row) -> Row:
    sides = {side: SideFigures("hidden") for side in row.sides}
    return replace(row, sides=sides, pairs={pair: PairFigures("too_few") for pair in row.pairs})
