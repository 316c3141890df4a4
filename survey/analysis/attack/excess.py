"""What a report shows beyond what the rules allow, as they are applied to the round's counts now.

The other half of the attack: it finds what can be worked out, this finds what stands there plainly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from survey.analysis.safereport import Block, Detail, PairFigures, Point, SafeReport, SideFigures

SAME = 1e-9

_ORDER: tuple[Detail, ...] = ("hidden", "coarse", "full")


def excess(report: SafeReport, allowed: SafeReport) -> list[str]:
    """Return every figure that is shown and may not be, or is not what was counted, in a few words.

    Parameters
    ----------
    report
        As it was published.
    allowed
        As the rules make it from the counts of the round. What it has and `report` has not is no fault.
    """
    return [*_of_returns(report, allowed), *_of_rows(report, allowed), *_of_blocks(report, allowed)]


def _of_returns(report: SafeReport, allowed: SafeReport) -> Iterator[str]:
    for side, part in report.returns.items():
        may = allowed.returns.get(side)
        if part.submitted is not None and (may is None or part.submitted != may.submitted):
            yield f"{side}: number of responses"
    for side, shown in report.distributions.items():
        for question, counts in shown.items():
            if counts != allowed.distributions.get(side, {}).get(question):
                yield f"{side}, {question}: distribution"


def _of_rows(report: SafeReport, allowed: SafeReport) -> Iterator[str]:
    rows = {row.id: row for row in allowed.rows}
    for row in report.rows:
        sides = rows[row.id].sides if row.id in rows else {}
        pairs = rows[row.id].pairs if row.id in rows else {}
        for side, figures in row.sides.items():
            for name in _beyond(figures, sides.get(side, SideFigures("hidden"))):
                yield f"{side}, {row.id}: {name}"
        for pair, compared in row.pairs.items():
            for name in _beyond(compared, pairs.get(pair, PairFigures("too_few"))):
                yield f"{pair}, {row.id}: {name}"


def _of_blocks(report: SafeReport, allowed: SafeReport) -> Iterator[str]:
    safe = {_place(block): block for block in allowed.blocks}
    for block in report.blocks:
        may, where = safe.get(_place(block)), f"{block.side}, {' + '.join(block.cells)}"
        if may is None:
            yield f"{where}: not a block"
            continue
        if block.submitted != may.submitted:
            yield f"{where}: number of responses"
        for row, point in block.points.items():
            for name in _beyond(point, may.points.get(row, Point("hidden"))):
                yield f"{where}, {row}: {name}"


def _beyond(shown: SideFigures | PairFigures | Point, may: SideFigures | PairFigures | Point) -> Iterator[str]:
    """Yield the names of the figures that are not as they may be; those that are left out are."""
    for field in fields(shown):
        value, limit = getattr(shown, field.name), getattr(may, field.name)
        if field.name == "detail":
            if _ORDER.index(value) > _ORDER.index(limit):
                yield field.name
        elif field.name == "verdict":
            if value not in {"too_few", limit}:
                yield field.name
        elif value is not None and (limit is None or abs(value - limit) > SAME):
            yield field.name


def _place(block: Block) -> tuple[str, frozenset[str]]:
    return block.side, frozenset(block.cells)
