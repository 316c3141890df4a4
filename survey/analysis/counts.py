"""What is counted of the answer sheets when a round closes; from then on every figure comes from these counts.

A sheet is a fixed-width line of ASCII: one byte a question, in the order of `Catalogue.questions`. Step t is
``chr(48 + t)`` (so step 10 is ``:``), ``x`` is „kann ich nicht beurteilen“, ``-`` is unanswered. Counts are integers
and add up: the sum of two groups' tallies is the tally of both. No respondent, code or date enters here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from survey.model import CANNOT_SAY, CITY, Catalogue, GroupTally, Tally

ZERO = ord("0")
BLANK = "-"
"""The byte of a question that was not answered."""

_OFF_SCALE = ord(CANNOT_SAY)
_BLANK = ord(BLANK)
_BYTES = 256

Sheets = Mapping[str, NDArray[np.uint8]]


def tally_group(
    catalogue: Catalogue, side: str, cell: str, ratings: bytes, carriers: tuple[tuple[int, int], ...]
) -> GroupTally:
    """Return the counts of the responses of one side from one cell.

    Parameters
    ----------
    catalogue
        The round's catalogue; its questions say what each byte of a sheet answers.
    side, cell
        Where the responses come from.
    ratings
        The sheets, joined.
    carriers
        ``(carrier, responses)``.

    Returns
    -------
    GroupTally
        Steps of every question; scores (ratings and their sum, over a standard's items) of the responses with at least
        one rating; joint sums of every two items of a standard over the responses that rated both. Neither kind of
        missing answer enters scores and joint sums; importance is in none of them.

    Raises
    ------
    ValueError
        `ratings` is not a whole number of sheets, or holds a byte that answers nothing.
    """
    sheets = _columns(catalogue, ratings)
    steps = {q: _steps(q, sheets[q], catalogue.scale_of(q).steps) for q in catalogue.questions}
    scores: dict[int, tuple[tuple[int, int, int], ...]] = {}
    joint: dict[int, tuple[tuple[int, int, int, int, int, int], ...]] = {}
    for standard in catalogue.standards:
        rated, values = _matrices(sheets, [item.id for item in standard.items])
        scores[standard.number] = _scores(rated, values)
        joint[standard.number] = _joint(rated, values)
    submitted = len(ratings) // len(catalogue.questions)
    return GroupTally(side, cell, submitted, carriers, steps, scores, joint)


def merged(groups: Sequence[GroupTally]) -> GroupTally:
    """Return the counts of several groups of one side taken together, as of one group from the whole city.

    Raises
    ------
    ValueError
        No group, or groups of more than one side.
    """
    sides = {group.side for group in groups}
    if len(sides) != 1:
        raise ValueError(f"groups of one side are needed, not of {len(sides)}")
    first = groups[0]
    return GroupTally(
        side=first.side,
        cell=CITY,
        submitted=sum(group.submitted for group in groups),
        carriers=tuple(sorted(_summed(group.carriers for group in groups).items())),
        steps={q: tuple(map(sum, zip(*(g.steps[q] for g in groups), strict=True))) for q in first.steps},
        scores={number: _merged_scores([g.scores[number] for g in groups]) for number in first.scores},
        joint={number: _merged_joint([g.joint[number] for g in groups]) for number in first.joint},
    )


def side_tally(catalogue: Catalogue, tally: Tally, side: str) -> GroupTally:
    """Return the counts of a whole side; of no responses where the tally has no group of it."""
    groups = [group for group in tally.groups if group.side == side]
    return merged(groups) if groups else tally_group(catalogue, side, CITY, b"", ())


def _columns(catalogue: Catalogue, ratings: bytes) -> Sheets:
    """Return the answers to each question, one byte a response."""
    width = len(catalogue.questions)
    if len(ratings) % width:
        raise ValueError(f"{len(ratings)} bytes are no whole number of sheets of {width} answers")
    sheets = np.frombuffer(ratings, dtype=np.uint8).reshape(len(ratings) // width, width)
    return dict(zip(catalogue.questions, np.ascontiguousarray(sheets.T), strict=True))


def _steps(question: str, answers: NDArray[np.uint8], steps: int) -> tuple[int, ...]:
    """Return n per step 1…s, and last of „kann ich nicht beurteilen“."""
    counts = np.bincount(answers, minlength=_BYTES)
    found = (*counts[ZERO + 1 : ZERO + 1 + steps].tolist(), int(counts[_OFF_SCALE]))
    if sum(found) + int(counts[_BLANK]) != answers.size:
        raise ValueError(f"a byte that is no answer to {question}")
    return found


def _matrices(sheets: Sheets, items: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, items × responses, 1 where rated and the step there, else 0.

    The numbers are whole and their sums stay far below 2**53, so floating point keeps them exactly; as floats their
    products run at the speed of BLAS.
    """
    answers = np.stack([sheets[item] for item in items])
    rated = ((answers != _OFF_SCALE) & (answers != _BLANK)).astype(np.float64)
    return rated, rated * (answers.astype(np.float64) - ZERO)


def _scores(rated: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[tuple[int, int, int], ...]:
    """Return ``(rated, total, n)`` of the responses with at least one rating, ascending."""
    ratings = rated.sum(axis=0).astype(np.int64)
    totals = values.sum(axis=0).astype(np.int64)
    base = int(totals.max(initial=0)) + 1
    counts = np.bincount(ratings * base + totals)
    return tuple((int(key) // base, int(key) % base, int(counts[key])) for key in np.flatnonzero(counts) if key >= base)


def _joint(rated: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[tuple[int, int, int, int, int, int], ...]:
    """Return ``(i, j, n, sum_i, sum_j, sum_ij)`` for every two positions i ≤ j."""
    both = rated @ rated.T
    sums = values @ rated.T
    products = values @ values.T
    items = len(rated)
    return tuple(
        (i, j, int(both[i, j]), int(sums[i, j]), int(sums[j, i]), int(products[i, j]))
        for i in range(items)
        for j in range(i, items)
    )


def _summed(groups: Iterable[Sequence[tuple[int, int]]]) -> Counter[int]:
    total: Counter[int] = Counter()
    for group in groups:
        for carrier, responses in group:
            total[carrier] += responses
    return total


def _merged_scores(groups: Sequence[Sequence[tuple[int, int, int]]]) -> tuple[tuple[int, int, int], ...]:
    total: Counter[tuple[int, int]] = Counter()
    for group in groups:
        for rated, score, n in group:
            total[rated, score] += n
    return tuple((rated, score, n) for (rated, score), n in sorted(total.items()))


def _merged_joint(
    groups: Sequence[Sequence[tuple[int, int, int, int, int, int]]],
) -> tuple[tuple[int, int, int, int, int, int], ...]:
    total: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for group in groups:
        for i, j, n, sum_i, sum_j, sum_ij in group:
            was = total.get((i, j), (0, 0, 0, 0))
            total[i, j] = (was[0] + n, was[1] + sum_i, was[2] + sum_j, was[3] + sum_ij)
    return tuple((i, j, *sums) for (i, j), sums in sorted(total.items()))
