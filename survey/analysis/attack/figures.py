"""The published figures of a report, as the attacker reads them: whose answers they are about, not what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from survey.analysis.safereport import Block, Point, Row, SafeReport, SideFigures, pair_id

SUBMITTED = ""
"""The row of a `Group` that stands for responses, whatever they rated."""

SAME = 1e-9

Kind = Literal["mean", "count"]


@dataclass(frozen=True)
class Group:
    """The answers of one side of a round to a row; `cells` is None for the whole side."""

    round: str
    side: str
    row: str
    cells: frozenset[str] | None = None


@dataclass(frozen=True)
class Figure:
    """A published number: the mean of `group`, or that minus the mean of `minus`, or how many are in `group`."""

    kind: Kind
    group: Group
    minus: Group | None = None


def figures_of(report: SafeReport) -> set[Figure]:
    """Return every figure of a report that is linear in sums of ratings or in numbers of people.

    A mean is one unless it is shown in half points. A gap or change is one unless it is the difference of two means as
    shown, one of which is in half points: then it says nothing that these do not.
    """
    found = set(_counts(report))
    for row in report.rows:
        found |= {figure for side, own in row.sides.items() for figure in _of(_group(report, side, row.id), own)}
        found |= {figure for pair in report.catalogue.pairs for figure in _gap(report, row, pair)}
    for block in report.blocks:
        found |= set(_of_block(report, block))
    for before in report.past:
        for row_id, points in before.points.items():
            found |= {f for side, point in points.items() for f in _of(Group(before.round, side, row_id), point)}
    found |= set(_changes(report))
    found |= {
        Figure("mean", _group(report, side, question))
        for side, of_side in report.distributions.items()
        for question in of_side
    }
    return found


def is_exact(mean: float, *, coarse: bool) -> bool:
    """Whether a mean pins down the sum of its ratings: what is called coarse but lies between half points does too."""
    return not coarse or not float(mean * 2).is_integer()


def _group(report: SafeReport, side: str, row: str) -> Group:
    return Group(report.round, side, row)


def _counts(report: SafeReport) -> Iterator[Figure]:
    for side, part in report.returns.items():
        if part.submitted is not None:
            yield Figure("count", _group(report, side, SUBMITTED))
    for block in report.blocks:
        yield Figure("count", Group(report.round, block.side, SUBMITTED, frozenset(block.cells)))


def _of(group: Group, shown: SideFigures | Point) -> Iterator[Figure]:
    if shown.n is not None:
        yield Figure("count", group)
    if _exact(shown):
        yield Figure("mean", group)


def _of_block(report: SafeReport, block: Block) -> Iterator[Figure]:
    for row, point in block.points.items():
        yield from _of(Group(report.round, block.side, row, frozenset(block.cells)), point)


def _gap(report: SafeReport, row: Row, pair: tuple[str, str]) -> Iterator[Figure]:
    a, b = pair
    shown = row.pairs[pair_id(a, b)]
    gap = shown.gap
    if gap is None and shown.ci_low is not None and shown.ci_high is not None:
        gap = (shown.ci_low + shown.ci_high) / 2
    if gap is not None and _tells(gap, row.sides[a], row.sides[b]):
        yield Figure("mean", _group(report, a, row.id), _group(report, b, row.id))


def _changes(report: SafeReport) -> Iterator[Figure]:
    if not report.past:
        return
    last = report.past[-1]
    rows = {row.id: row for row in report.rows}
    for row_id, changes in report.changes.items():
        for side, change in changes.items():
            now, then = rows[row_id].sides[side], last.points.get(row_id, {}).get(side, Point("hidden"))
            if _tells(change.change, now, then):
                yield Figure("mean", _group(report, side, row_id), Group(last.round, side, row_id))


def _exact(shown: SideFigures | Point) -> bool:
    return shown.mean is not None and is_exact(shown.mean, coarse=shown.detail != "full")


def _tells(difference: float, a: SideFigures | Point, b: SideFigures | Point) -> bool:
    """Whether a difference of means is an equation: both are exact, or it is not the difference of the means shown."""
    if a.mean is None or b.mean is None:
        return True
    return (_exact(a) and _exact(b)) or abs(a.mean - b.mean - difference) > SAME
