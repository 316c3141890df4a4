"""Whether one installation is sound: its file, what was frozen, and what its published reports give away together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey import documents
from survey.analysis.attack import Leak, Population, excess, figures_of, leaks
from survey.analysis.counts import merged
from survey.analysis.disclosure import refusal
from survey.analysis.publication import safe_report
from survey.analysis.safereport import SafeReport
from survey.model import Catalogue, GroupTally, Round, Tally
from survey.store import blocks, reports, rounds, tallies
from survey.store.connection import Store
from survey.store.soundness import catalogue_faults, file_faults

Progress = Callable[[str], None]

_ENOUGH = 20
"""How many figures of one report are told."""


@dataclass(frozen=True)
class _Kept:
    """What is kept of a closed round; `report` is None where none is published or it cannot be read."""

    round: Round
    catalogue: Catalogue
    tally: Tally
    block_of: Mapping[str, Mapping[str, str]]
    report: SafeReport | None

    def groups(self, side: str) -> dict[str, GroupTally]:
        """Return the counts of a side by cell."""
        return {group.cell: group for group in self.tally.groups if group.side == side}


def verify(store: Store, progress: Progress) -> list[str]:
    """Return everything that is wrong with an installation, a sentence each; nothing where it is sound.

    Reads only. Checked are the file and its tables, catalogues against their digests, the counts and blocks of closed
    rounds, published reports against what the rules allow, and what can be worked out from all of them together. A
    file or catalogue that is not as it was written ends the check, as nothing else can then be relied on.

    Parameters
    ----------
    store
        The installation's database.
    progress
        Is told what is being looked at.
    """
    with store.snapshot():
        progress("the database")
        found = file_faults(store) or list(catalogue_faults(store))
        kept: list[_Kept] = []
        for round_ in [] if found else rounds.every(store):
            progress(f"round {round_.name}")
            faults = _round_faults(store, round_, kept)
            found += [f"round {round_.name}: {fault}" for fault in faults]
    progress("all published figures together")
    found += [_told(leak) for leak in _leaks(kept)]
    progress("")
    return found


def _round_faults(store: Store, round_: Round, kept: list[_Kept]) -> Iterator[str]:
    """Yield what is wrong with one round, and add it to `kept` where it is closed."""
    try:
        catalogue = rounds.catalogue_of(store, round_)
    except ValueError:
        yield "its catalogue cannot be read by this version of the program"
        return
    report = None
    document = reports.document_of(store, round_.id)
    if document is not None:
        try:
            report = documents.restore(SafeReport, document)
        except ValueError:
            yield "its published report cannot be read by this version of the program"
    elif round_.published_on is not None:
        yield "it is published, but its report is missing"
    if not round_.is_closed:
        if document is not None:
            yield "it has a report, but is not closed"
        return
    own = _Kept(round_, catalogue, tallies.of_round(store, round_.id), blocks.of_round(store, round_.id), report)
    if not own.tally.invited:
        yield "it is closed, but its counts are missing"
        return
    kept.append(own)
    yield from _count_faults(own)
    of_blocks = list(_block_faults(own))
    yield from of_blocks or _report_faults(own)


def _count_faults(kept: _Kept) -> Iterator[str]:
    for group in kept.tally.groups:
        where = f"{group.side}, {group.cell or 'no area'}"
        if sum(n for _, n in group.carriers) != group.submitted:
            yield f"{where}: the carriers' responses do not add up to those counted"
        most = max([*map(sum, group.steps.values()), *(sum(n for *_, n in found) for found in group.scores.values())])
        if most > group.submitted:
            yield f"{where}: more answers than responses were counted"


def _block_faults(kept: _Kept) -> Iterator[str]:
    """Yield sides whose blocks are not those of their counts, or not safe; a round that keeps no block shows none."""
    for side in kept.catalogue.sides if kept.block_of else ():
        groups, block_of = kept.groups(side.id), kept.block_of.get(side.id, {})
        if groups.keys() != block_of.keys():
            yield f"{side.id}: the blocks are not those of its counts"
            continue
        members: dict[str, list[GroupTally]] = {}
        for cell, group in groups.items():
            members.setdefault(block_of[cell], []).append(group)
        for own in members.values() if len(members) > 1 else ():
            if refusal(merged(own), side, kept.round.k) is not None:
                cells = " + ".join(group.cell or "no area" for group in own)
                yield f"{side.id}: the block of {cells} is too small"


def _report_faults(kept: _Kept) -> Iterator[str]:
    report = kept.report
    if report is None:
        return
    frozen = (kept.round.name, kept.round.k, kept.round.closed_on, kept.catalogue)
    if (report.round, report.k, report.closed_on, report.catalogue) != frozen:
        yield "its published report is that of another round"
        return
    shown = excess(report, safe_report(kept.round, kept.catalogue, kept.tally, kept.block_of))
    yield from (f"its report shows what may not be, or was not counted: {figure}" for figure in shown[:_ENOUGH])
    if len(shown) > _ENOUGH:
        yield f"its report shows {len(shown) - _ENOUGH} more such figures"


def _leaks(kept: Sequence[_Kept]) -> list[Leak]:
    figures = [figure for own in kept if own.report is not None for figure in figures_of(own.report)]
    populations = [Population(own.round.name, own.round.k, own.catalogue, own.tally) for own in kept]
    return leaks(figures, populations)


def _told(leak: Leak) -> str:
    rows = ", ".join(row or "number of responses" for row in leak.rows)
    cells = " + ".join(cell or "no area" for cell in leak.cells)
    what = {
        "few": f"answers of {leak.size} can be worked out",
        "carriers": f"answers of {leak.size} carriers can be worked out",
        "coarse": f"the exact mean of {leak.size} can be worked out",
        "insider": f"a carrier can work out the answers of {leak.size} others",
        "count": f"that there are {leak.size} can be worked out",
    }[leak.kind]
    return f"round {leak.round}: {leak.side}, {rows}, {cells}: {what} from the published figures"
