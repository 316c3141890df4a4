"""How the views change from round to round: the same rows over published reports, and the change since the last.

Built from `SafeReport`s alone, so that a trend tells nothing that the reports did not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from survey.analysis.gaps import FULL_FROM
from survey.analysis.safereport import Change, PastRound, Point, Row, SafeReport, SideFigures
from survey.analysis.student import quantile
from survey.model import Catalogue

_UPPER = 0.975


def with_trend(report: SafeReport, earlier: Sequence[SafeReport]) -> SafeReport:
    """Return `report` with what earlier published reports said, and with the changes since the last of them.

    Parameters
    ----------
    report
        Of the round that is looked at.
    earlier
        Published reports of rounds before it, the earliest first.
    """
    if not earlier:
        return report
    past = tuple(_past(report.catalogue, before) for before in earlier)
    return replace(report, past=past, changes=_changes(report, earlier[-1], past[-1].breaks))


def comparable(now: Catalogue, then: Catalogue) -> set[str]:
    """Return the ids of the rows that ask the same in both catalogues.

    An item does when its text, its scale and whose doing it describes are the same; a standard when all its items are;
    its importance when its title, question and scale are.
    """
    same_scale = now.fulfilment.labels == then.fulfilment.labels and now.fulfilment.question == then.fulfilment.question
    items = {(item.id, item.text, item.about) for item in now.items} & {(i.id, i.text, i.about) for i in then.items}
    same = {item_id for item_id, _, _ in items} if same_scale else set()
    before = {standard.number: standard for standard in then.standards}
    for standard in now.standards:
        if standard.number not in before:
            continue
        ids = {item.id for item in standard.items}
        if ids <= same and ids == {item.id for item in before[standard.number].items}:
            same.add(str(standard.number))
        if now.importance is not None and now.importance == then.importance:
            same |= {standard.importance} if standard.title == before[standard.number].title else set()
    return same


def change(now: SideFigures, then: SideFigures) -> Change | None:
    """Return a side's mean minus its mean before, with the 95 % interval of two independent samples (Welch).

    The respondents of two rounds are not matched, so the interval is wider than one of the same people would be. None
    where a mean is not shown; without an interval where one is not shown in full, or both errors are 0.

    Source: Welch (1947), as in `gaps.interval`.
    """
    if now.mean is None or then.mean is None:
        return None
    difference = now.mean - then.mean
    if now.error is None or then.error is None or now.n is None or then.n is None or min(now.n, then.n) < FULL_FROM:
        return Change(difference)
    error = now.error**2 + then.error**2
    if not error:
        return Change(difference)
    df = error**2 / (now.error**4 / (now.n - 1) + then.error**4 / (then.n - 1))
    margin = quantile(_UPPER, df) * math.sqrt(error)
    return Change(difference, difference - margin, difference + margin)


def _past(catalogue: Catalogue, before: SafeReport) -> PastRound:
    same = comparable(catalogue, before.catalogue)
    known = {row_id for row_id in _row_ids(before) if row_id in _ids_of(catalogue)}
    return PastRound(
        round=before.round,
        closes=before.closes,
        points={row.id: _points(row) for row in before.rows if row.id in known},
        breaks=tuple(sorted(known - same)),
    )


def _points(row: Row) -> dict[str, Point]:
    return {side: Point(figures.detail, figures.n, figures.mean) for side, figures in row.sides.items()}


def _changes(report: SafeReport, last: SafeReport, breaks: tuple[str, ...]) -> Mapping[str, Mapping[str, Change]]:
    before = {row.id: row for row in last.rows if row.id not in breaks}
    found: dict[str, dict[str, Change]] = {}
    for row in report.rows:
        for side, figures in row.sides.items():
            if row.id not in before or side not in before[row.id].sides:
                continue
            changed = change(figures, before[row.id].sides[side])
            if changed is not None:
                found.setdefault(row.id, {})[side] = changed
    return found


def _row_ids(report: SafeReport) -> list[str]:
    return [row.id for row in report.rows]


def _ids_of(catalogue: Catalogue) -> set[str]:
    return {*catalogue.questions, *(str(standard.number) for standard in catalogue.standards)}
