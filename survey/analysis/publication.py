"""The safe report of a closed round: its figures, cut down to what may be published.

The one place where counts become a `SafeReport`; what it leaves out, no output can show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.analysis.blocks import blocks
from survey.analysis.counts import side_tally
from survey.analysis.disclosure import Shown, cover, pair_figures, publishable, shown, side_figures
from survey.analysis.gaps import compare
from survey.analysis.safereport import Level, Row, SafeReport, pair_id
from survey.analysis.views import side_views
from survey.model import Catalogue, GroupTally, Round, Tally


def safe_report(
    round_: Round, catalogue: Catalogue, tally: Tally, block_of: Mapping[str, Mapping[str, str]] | None = None
) -> SafeReport:
    """Return all that may be published of the counts of a closed round.

    Parameters
    ----------
    round_
        The round, closed. From its k on a group may be published; below 3 counts as 3.
    catalogue
        The catalogue it is frozen on.
    tally
        Its counts; a side without a group in it had no responses, one without `invited` an unknown number.
    block_of
        For each side the block of each cell, as stored when the round closed; of a side without it no block is shown.

    Raises
    ------
    ValueError
        The round is not closed.
    """
    if round_.closed_on is None:
        raise ValueError(f"round {round_.name} is not closed")
    k = round_.k
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
        round=round_.name,
        opens=round_.opens,
        closes=round_.closes,
        closed_on=round_.closed_on,
        k=k,
        catalogue=catalogue,
        returns=returns,
        rows=tuple(_row(catalogue, parts, level, row) for level, row in row_ids(catalogue)),
        distributions={side: _distributions(catalogue, sides[side], parts[side]) for side in sides},
        blocks=tuple(
            block
            for side in catalogue.sides
            if returns[side.id].published and block_of is not None and side.id in block_of
            for block in blocks(catalogue, side, _groups(tally, side.id), block_of[side.id], k)
        ),
    )


def row_ids(catalogue: Catalogue) -> Iterator[tuple[Level, str]]:
    """Return level and id of every row: standard by standard the standard, its items, its importance."""
    for standard in catalogue.standards:
        yield "standard", str(standard.number)
        yield from (("item", item.id) for item in standard.items)
        if catalogue.importance is not None:
            yield "importance", standard.importance


def _groups(tally: Tally, side: str) -> list[GroupTally]:
    return [group for group in tally.groups if group.side == side]


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
