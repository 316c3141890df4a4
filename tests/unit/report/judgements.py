"""Reports written by hand, to be told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from survey.analysis.safereport import PairFigures, SafeReport, SideReturn, Verdict, pair_id
from survey.language import language
from survey.report.findings import findings
from tests.unit.charts.invented import HIDDEN, PAIR, full, report

GERMAN = language("de")
ENGLISH = language("en")
KEY = pair_id(*PAIR)


def judged(
    verdicts: Mapping[str, tuple[Verdict, float]], returns: Mapping[str, SideReturn] | None = None
) -> SafeReport:
    """Return a report of three standards with these verdicts and gaps; standards left out have too few answers."""
    bare = report({}, returns=returns)
    rows = []
    for row in bare.rows:
        verdict, gap = verdicts.get(row.id, ("too_few", 0.0)) if row.level == "standard" else ("too_few", 0.0)
        if verdict == "too_few":
            rows.append(row)
            continue
        sides = dict(row.sides) | {PAIR[0]: full(3.0 + gap), PAIR[1]: full(3.0)}
        pairs = dict(row.pairs) | {KEY: PairFigures(verdict, gap=gap, ci_low=gap - 0.2, ci_high=gap + 0.2, delta=0.1)}
        rows.append(replace(row, sides=sides, pairs=pairs))
    return replace(bare, rows=tuple(rows))


def sentences(told: SafeReport, code: str = "de") -> list[str]:
    """Return the key findings of the pair that is compared first."""
    return [finding.sentence for finding in findings(told, PAIR, language(code))]


def unpublished(side: str) -> dict[str, SideReturn]:
    """Return the return of a side of which nothing may be shown."""
    return {side: SideReturn(submitted=None, invited=30, published=False, reason="few")}


def without(told: SafeReport, side: str) -> SafeReport:
    """Return a report in which nothing of a side is shown."""
    rows = tuple(replace(row, sides={**row.sides, side: HIDDEN}) for row in told.rows)
    return replace(told, rows=rows, returns={**told.returns, **unpublished(side)})
