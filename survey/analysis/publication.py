"""The safe report of a closed round: its figures, cut down to what may be published.

The one place where counts become a `SafeReport`; what it leaves out, no output can show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from survey.analysis.counts import side_tally
from survey.analysis.disclosure import Shown, cover, pair_figures, publishable, shown, side_figures
from survey.analysis.gaps import compare
from survey.analysis.safereport import Level, Row, SafeReport, pair_id
from survey.analysis.views import side_views
from survey.model import Catalogue, GroupTally, Tally


def safe_report(
    round_name: str, opens: datetime, closes: datetime, closed_on: str, k: int, catalogue: Catalogue, tally: Tally
) -> SafeReport:
    """Return all that may be published of a round.

    Parameters
    ----------
    round_name, opens, closes, closed_on
        The round, as the report names it.
    k
        From how many responses on a group may be published; below 3 counts as 3.
    catalogue
        The round's frozen catalogue.
    tally
        The round's counts; a side without a group in it had no responses, one without `invited` an unknown number.
    """
    sides = {side.id: side_tally(catalogue, tally, side.id) for side in catalogue.sides}
    returns = {side.id: publishable(sides[side.id], side, tally.invited.get(side.id), k) for side in catalogue.sides}
    parts = {
        side.id: shown(
            catalogue,
            side_views(catalogue, sides[side.id], tally.invited.get(side.id)),
            cover(sides[side.id], side, k) if returns[side.id].published else None,
        )
        for side in catalogue.sides
    }
    return SafeReport(
        round=round_name,
        opens=opens,
        closes=closes,
        closed_on=closed_on,
        k=k,
        catalogue=catalogue,
        returns=returns,
        rows=tuple(_row(catalogue, parts, level, row) for level, row in row_ids(catalogue)),
        distributions={side: _distributions(catalogue, sides[side], parts[side]) for side in sides},
    )


def row_ids(catalogue: Catalogue) -> Iterator[tuple[Level, str]]:
    """Return level and id of every row: standard by standard the standard, its items, its importance."""
    for standard in catalogue.standards:
        yield "standard", str(standard.number)
        yield from (("item", item.id) for item in standard.items)
        if catalogue.importance is not None:
            yield "importance", standard.importance


def _row(catalogue: Catalogue, parts: Mapping[str, Mapping[str, Shown]], level: Level, row: str) -> Row:
    """Return one row; an importance is neither a strength nor a need, so without a noticeable gap it is ``mixed``."""
    strong_from = None if level == "importance" else catalogue.strong_from
    pairs = {}
    for a, b in catalogue.pairs:
        of_a, of_b = parts[a][row], parts[b][row]
        pairs[pair_id(a, b)] = pair_figures(of_a, of_b, compare(of_a.view, of_b.view, strong_from))
    return Row(level, row, {side: side_figures(rows[row]) for side, rows in parts.items()}, pairs)


def _distributions(catalogue: Catalogue, tally: GroupTally, parts: Mapping[str, Shown]) -> dict[str, tuple[int, ...]]:
    return {q: tally.steps[q] for q in catalogue.questions if parts[q].detail == "full"}
