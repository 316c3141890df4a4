"""A round is closed: counted once, its comments cut loose from their responses, and never opened again."""

from __future__ import annotations

import secrets
from collections import Counter

from survey.analysis.blocks import block_of_cells
from survey.analysis.counts import side_tally, tally_group
from survey.analysis.disclosure import publishable
from survey.errors import N_, SurveyError
from survey.model import Catalogue, Round, Tally
from survey.rounds.cells import cell_for
from survey.rounds.clock import now
from survey.store import blocks, cells, imports, invitations, responses, reviews, rounds, tallies
from survey.store.connection import Store

FEWEST_FOR_COMMENTS = 10
"""Submitted responses of a side from which on its comments reach review at all."""

Contribution = tuple[str, str, str, int]
"""Side, cell, carrier and how many responses came from it."""


def close_round(store: Store, round_: Round) -> Round:
    """Count a round and close it for good.

    Raises
    ------
    SurveyError
        The round is closed already.
    """
    catalogue = rounds.catalogue_of(store, round_)
    with store.write():
        if rounds.by_id(store, round_.id).is_closed:
            raise SurveyError(N_("Round “%(name)s” is closed already."), name=round_.name)
        tally = _count(store, round_, catalogue)
        tallies.put(store, round_.id, tally)
        for side in catalogue.sides:
            groups = [group for group in tally.groups if group.side == side.id]
            blocks.put(store, round_.id, side.id, block_of_cells(side, groups, round_.k))
        reviews.collect(store, round_.id, _sides_with_comments(catalogue, tally, round_.k))
        imports.forget_carriers(store, round_.id)
        rounds.mark_closed(store, round_, now().date().isoformat())
    store.settle()
    return rounds.by_id(store, round_.id)


def returns(store: Store, round_: Round, catalogue: Catalogue) -> dict[str, tuple[int, int | None]]:
    """Return how many of each side have submitted, and how many were invited (None where that is unknown)."""
    if round_.is_closed:
        return _counted_returns(catalogue, tallies.of_round(store, round_.id))
    codes = invitations.by_side(store, round_.id)
    imported: Counter[str] = Counter()
    for side, _, _, n in imports.by_carrier(store, round_.id):
        imported[side] += n
    found: dict[str, tuple[int, int | None]] = {}
    for known in catalogue.sides:
        own = codes.get(known.id, invitations.Return())
        found[known.id] = (own.submitted + imported[known.id], None if imported[known.id] else own.issued)
    return found


def _counted_returns(catalogue: Catalogue, tally: Tally) -> dict[str, tuple[int, int | None]]:
    """Return the same of a closed round, whose imported carriers are forgotten."""
    submitted = Counter({side.id: 0 for side in catalogue.sides})
    for group in tally.groups:
        submitted[group.side] += group.submitted
    return {side.id: (submitted[side.id], tally.invited[side.id]) for side in catalogue.sides}


def _count(store: Store, round_: Round, catalogue: Catalogue) -> Tally:
    fixed = {side.id: cells.of_side(store, round_.id, side.id) for side in catalogue.sides}
    contributions = [
        *(
            (side, cell_for(fixed[side], catalogue, area), name, n)
            for side, area, name, n in invitations.submitted_by_carrier(store, round_.id)
        ),
        *_named_apart(imports.by_carrier(store, round_.id)),
    ]
    by_group = _carriers_by_group(contributions)
    invited = {side_id: n for side_id, (_, n) in returns(store, round_, catalogue).items()}
    sheets = responses.submitted_answers(store, round_.id)
    groups = tuple(
        tally_group(catalogue, side, cell, sheets[side, cell], tuple(sorted(by_group.get((side, cell), {}).items())))
        for side, cell in sorted(sheets)
    )
    return Tally(groups, invited)


def _carriers_by_group(contributions: list[Contribution]) -> dict[tuple[str, str], Counter[int]]:
    """Return how many responses each carrier gave to each group, with numbers in place of names."""
    names = list({(side, name.casefold()) for side, _, name, _ in contributions})
    secrets.SystemRandom().shuffle(names)
    numbers = {name: number for number, name in enumerate(names, 1)}
    groups: dict[tuple[str, str], Counter[int]] = {}
    for side, cell, name, n in contributions:
        groups.setdefault((side, cell), Counter())[numbers[side, name.casefold()]] += n
    return groups


def _named_apart(contributions: list[Contribution]) -> list[Contribution]:
    """Return contributions in which each response without a carrier counts as a carrier of its own."""
    named = [row for row in contributions if row[2]]
    nameless = [(side, cell, n) for side, cell, name, n in contributions if not name]
    return named + [(side, cell, f"\n{cell}\n{i}", 1) for side, cell, n in nameless for i in range(n)]


def _sides_with_comments(catalogue: Catalogue, tally: Tally, k: int) -> set[str]:
    of_sides = {side.id: side_tally(catalogue, tally, side.id) for side in catalogue.sides}
    return {
        side.id
        for side in catalogue.sides
        if of_sides[side.id].submitted >= FEWEST_FOR_COMMENTS
        and publishable(of_sides[side.id], side, tally.invited[side.id], k).published
    }
