"""Every figure equals an independent computation from the raw ratings, for random catalogues and responses."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from numpy.random import Generator

from survey.analysis.counts import merged, side_tally
from survey.analysis.gaps import Comparison, compare
from survey.analysis.safereport import pair_id
from survey.analysis.views import View, views
from survey.model import Catalogue, Side, Tally
from tests import reference
from tests.reference import Answers, Difference, Opinion
from tests.unit.analysis.sheets import catalogue, group, report

CASES = range(int(os.environ.get("SURVEY_CASES", "50")))
EXACT = 1e-9


@dataclass(frozen=True)
class Case:
    catalogue: Catalogue
    responses: list[Answers]
    tally: Tally
    k: int
    expected: dict[tuple[str, str], Opinion]


@cache
def random_case(seed: int) -> Case:
    """Return a round with sides from empty to large, opinions from scattered to unanimous, and gaps in the answers."""
    rng = np.random.default_rng(seed)
    sides = [
        Side(name, name.upper(), "who", one_organisation=bool(rng.random() < 0.4))
        for name in ("left", "right", "third")[: rng.integers(2, 4)]
    ]
    steps = int(rng.integers(2, 11))
    known = catalogue(
        [int(rng.integers(1, 7)) for _ in range(rng.integers(1, 7))],
        steps=steps,
        importance=int(rng.integers(2, 11)) if rng.random() < 0.7 else None,
        sides=sides,
        strong_from=float(rng.choice([steps / 2, 1 + steps * 0.6, 2.4])),
    )
    responses: list[Answers] = []
    invited: dict[str, int | None] = {}
    for side in sides:
        n = int(
            rng.choice([0, 1, 2, 4, 6, 9, 10, 12, 20, 45], p=[0.05, 0.05, 0.05, 0.05, 0.1, 0.1, 0.15, 0.15, 0.15, 0.15])
        )
        invited[side.id] = [None, n, n + int(rng.integers(0, 30))][rng.integers(3)]
        responses += _of_side(rng, known, side.id, n)
    expected = reference.opinions(known, responses, invited)
    return Case(known, responses, _tally(rng, known, responses, invited), int(rng.integers(3, 13)), expected)


def _of_side(rng: Generator, known: Catalogue, side: str, n: int) -> list[Answers]:
    missing = float(rng.choice([0, 0.1, 0.4]))
    spread = float(rng.choice([0.0, 0.7, 3.0]))
    centre = {q: rng.uniform(1, known.scale_of(q).steps) for q in known.questions}
    carriers = int(rng.integers(1, 13))
    return [
        Answers(
            side,
            {q: _answer(rng, centre[q], spread, known.scale_of(q).steps, missing) for q in known.questions},
            f"{side} {rng.integers(carriers)}",
        )
        for _ in range(n)
    ]


def _answer(rng: Generator, centre: float, spread: float, steps: int, missing: float) -> str:
    if rng.random() < missing:
        return str(rng.choice(["x", ""]))
    return str(int(np.clip(round(rng.normal(centre, spread)), 1, steps)))


def _tally(rng: Generator, known: Catalogue, responses: list[Answers], invited: dict[str, int | None]) -> Tally:
    """Return the counts of the responses, each side's in up to three cells."""
    cells: dict[tuple[str, int], list[Answers]] = {}
    for response in responses:
        cells.setdefault((response.side, int(rng.integers(3))), []).append(response)
    numbers = {
        name: number for number, name in enumerate(sorted({response.carrier for response in responses}), start=1)
    }
    groups = []
    for (side, cell), members in cells.items():
        counted = group(known, side, [member.answers for member in members], cell=f"cell {cell}")
        sizes = {numbers[name]: [m.carrier for m in members].count(name) for name in {m.carrier for m in members}}
        groups.append(replace(counted, carriers=tuple(sizes.items())))
    return Tally(tuple(groups), invited)


def same(found: float | Fraction | None, expected: float | Fraction | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return abs(float(found) - float(expected)) <= EXACT


def assert_same_view(view: View, opinion: Opinion) -> None:
    assert (view.n, view.no_answer, view.divided) == (opinion.n, opinion.no_answer, opinion.divided)
    for name in ("mean", "median", "sd", "agreement", "top"):
        assert same(getattr(view, name), getattr(opinion, name)), name
    assert same(None if view.error is None else math.sqrt(view.error), opinion.se)


def assert_same_comparison(comparison: Comparison, difference: Difference) -> None:
    low, high = comparison.interval or (None, None)
    assert same(comparison.gap, difference.gap)
    assert same(low, difference.ci_low)
    assert same(high, difference.ci_high)
    assert same(comparison.delta, difference.delta)
    assert comparison.verdict == difference.verdict


@pytest.mark.parametrize("seed", CASES)
def test_every_figure_equals_the_one_computed_from_raw_ratings(seed: int) -> None:
    case = random_case(seed)
    found = views(case.catalogue, case.tally)
    assert {(side, row) for side in found for row in found[side]} == set(case.expected)
    for (side, row), opinion in case.expected.items():
        assert_same_view(found[side][row], opinion)
    for (a, b, row), difference in reference.differences(case.catalogue, case.expected).items():
        strong_from = None if row.startswith("importance_") else case.catalogue.strong_from
        assert_same_comparison(compare(found[a][row], found[b][row], strong_from), difference)


@pytest.mark.parametrize("seed", CASES)
def test_the_safe_report_shows_what_its_rules_allow_and_nothing_else(seed: int) -> None:
    case = random_case(seed)
    expected = case.expected
    details = reference.details(case.catalogue, case.responses, expected, case.k)
    differences = reference.differences(case.catalogue, case.expected)
    safe = report(case.catalogue, case.tally, case.k)
    for row in safe.rows:
        for side, figures in row.sides.items():
            opinion, detail = expected[side, row.id], details[side, row.id]
            assert figures.detail == detail
            assert same(figures.mean, reference.shown_mean(opinion, detail))
            assert same(figures.sd, opinion.sd if detail == "full" else None)
            assert figures.no_answer == (None if detail == "hidden" else opinion.no_answer)
            assert figures.n in ({None} if not safe.returns[side].published or opinion.n < case.k else {opinion.n})
            assert (row.id in safe.distributions[side]) == (detail == "full" and row.level != "standard")
        for a, b in case.catalogue.pairs:
            shown = row.pairs[pair_id(a, b)]
            both_full = details[a, row.id] == details[b, row.id] == "full"
            of_a, of_b = (reference.shown_mean(expected[side, row.id], details[side, row.id]) for side in (a, b))
            assert same(shown.gap, None if of_a is None or of_b is None else of_a - of_b)
            assert same(shown.ci_low, differences[a, b, row.id].ci_low if both_full else None)
            assert shown.verdict == (differences[a, b, row.id].verdict if both_full else "too_few")


@pytest.mark.parametrize("seed", CASES)
def test_swapping_the_sides_flips_gap_interval_and_delta(seed: int) -> None:
    case = random_case(seed)
    found = views(case.catalogue, case.tally)
    flipped = {"a_higher": "b_higher", "b_higher": "a_higher"}
    for a, b in case.catalogue.pairs:
        for row in found[a]:
            there = compare(found[a][row], found[b][row], case.catalogue.strong_from)
            back = compare(found[b][row], found[a][row], case.catalogue.strong_from)
            assert back.gap == (None if there.gap is None else -there.gap)
            assert back.delta == (None if there.delta is None else -there.delta)
            assert back.interval == (None if there.interval is None else (-there.interval[1], -there.interval[0]))
            assert back.verdict == flipped.get(there.verdict, there.verdict)


@pytest.mark.parametrize("seed", CASES)
def test_merging_groups_is_counting_all_at_once(seed: int) -> None:
    case = random_case(seed)
    for side in case.catalogue.sides:
        own = [response for response in case.responses if response.side == side.id]
        at_once = group(case.catalogue, side.id, [response.answers for response in own])
        in_parts = side_tally(case.catalogue, case.tally, side.id)
        assert in_parts.submitted == len(own) == sum(n for _, n in in_parts.carriers)
        assert (in_parts.steps, in_parts.scores, in_parts.joint) == (at_once.steps, at_once.scores, at_once.joint)
        if own:
            assert merged([in_parts]) == in_parts


def test_the_cases_meet_every_verdict_and_detail() -> None:
    verdicts, details = set(), set()
    for seed in range(50):
        case = random_case(seed)
        safe = report(case.catalogue, case.tally, case.k)
        verdicts |= {pair.verdict for row in safe.rows for pair in row.pairs.values()}
        details |= {figures.detail for row in safe.rows for figures in row.sides.values()}
    assert verdicts == {"strength", "need", "mixed", "a_higher", "b_higher", "too_few"}
    assert details == {"hidden", "coarse", "full"}
