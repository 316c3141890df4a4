"""The figures of a round computed from raw ratings, one respondent at a time, as plainly as their definitions read.

Nothing here uses the product's analysis; tests hold the two against each other. A rating is a number 1…s, a missing
one is NaN.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from survey.model import Catalogue, Side

Ratings = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """One filled-in questionnaire: a step as text, ``x`` or nothing for each question."""

    side: str
    answers: Mapping[str, str]
    carrier: str


@dataclass(frozen=True)
class Opinion:
    """One side's answers to a question (`y`: n ratings) or about a standard (`y`: responses × items)."""

    n: int
    no_answer: int
    mean: Fraction | None
    median: float | None
    sd: float | None
    se: float | None
    agreement: float | None
    divided: bool | None
    top: float | None
    census: bool
    scores: list[float]
    """What Cliff's delta compares."""


@dataclass(frozen=True)
class Difference:
    gap: float | None
    ci_low: float | None
    ci_high: float | None
    delta: float | None
    verdict: str


def opinion_of_question(y: Ratings, no_answer: int, steps: int, f: float) -> Opinion:
    y = y[~np.isnan(y)]
    n = len(y)
    mean = Fraction(int(y.sum()), n) if n else None
    sd = float(np.std(y, ddof=1)) if n > 1 else None
    deviation = float(np.mean(np.abs(y - y.mean()))) if n else None
    return Opinion(
        n=n,
        no_answer=no_answer,
        mean=mean,
        median=float(np.median(y)) if n else None,
        sd=sd,
        se=math.sqrt(sd**2 / n * f) if sd is not None else None,
        agreement=deviation,
        divided=None if mean is None else sum(abs(int(v) - mean) for v in y) / n > Fraction(steps, 6),
        top=float(np.mean(y >= steps - 1)) if n and steps >= 5 else None,
        census=f == 0,
        scores=y.tolist(),
    )


def opinion_of_standard(y: Ratings, no_answer: int, steps: int, f: float) -> Opinion:
    y = y[(~np.isnan(y)).any(axis=1)]
    n, m = y.shape
    items = [opinion_of_question(y[:, i], 0, steps, f) for i in range(m)]
    complete = all(item.n for item in items)
    scores = [float(np.nanmean(row)) for row in y]
    exact_agreement = [_exact_deviation(y[:, i]) for i in range(m)]
    agreement = sum(exact_agreement) / m if complete else None
    return Opinion(
        n=n,
        no_answer=no_answer,
        mean=sum((item.mean or Fraction(0) for item in items), Fraction(0)) / m if complete else None,
        median=float(np.median(scores)) if n else None,
        sd=float(np.std(scores, ddof=1)) if n > 1 else None,
        se=linearised_error(y, f) if complete and n > 1 else None,
        agreement=None if agreement is None else float(agreement),
        divided=None if agreement is None else agreement > Fraction(steps, 6),
        top=None,
        census=f == 0,
        scores=[score for score, row in zip(scores, y, strict=True) if (~np.isnan(row)).sum() >= m / 2],
    )


def _exact_deviation(y: Ratings) -> Fraction:
    ratings = [int(v) for v in y if not np.isnan(v)]
    if not ratings:
        return Fraction(0)
    mean = Fraction(sum(ratings), len(ratings))
    return sum((abs(v - mean) for v in ratings), Fraction(0)) / len(ratings)


def linearised_error(y: Ratings, f: float) -> float:
    """Return the standard error of the mean of the items' means, by the residual of every respondent."""
    n, m = y.shape
    squares = 0.0
    for respondent in y:
        z = 0.0
        for i in range(m):
            if not np.isnan(respondent[i]):
                item = y[:, i][~np.isnan(y[:, i])]
                z += n / len(item) * (respondent[i] - item.mean()) / m
        squares += z**2
    return math.sqrt(squares / (n * (n - 1)) * f)


def cliffs_delta(a: Sequence[float], b: Sequence[float]) -> float | None:
    if not a or not b:
        return None
    above = below = 0
    for x in a:
        for y in b:
            above += x > y
            below += x < y
    return (above - below) / (len(a) * len(b))


def interval(a: Opinion, b: Opinion) -> tuple[float, float] | None:
    if a.mean is None or b.mean is None or a.se is None or b.se is None or a.n < 10 or b.n < 10:
        return None
    gap = float(a.mean - b.mean)
    if a.census and b.census:
        return gap, gap
    if a.se == 0 and b.se == 0:
        return None
    if a.se == 0:
        df = float(b.n - 1)
    elif b.se == 0:
        df = float(a.n - 1)
    else:
        df = (a.se**2 + b.se**2) ** 2 / (a.se**4 / (a.n - 1) + b.se**4 / (b.n - 1))
    margin = float(stats.t.ppf(0.975, df)) * math.sqrt(a.se**2 + b.se**2)
    return gap - margin, gap + margin


def difference(a: Opinion, b: Opinion, strong_from: float | None) -> Difference:
    gap = None if a.mean is None or b.mean is None else float(a.mean - b.mean)
    bounds = interval(a, b)
    low, high = bounds or (None, None)
    return Difference(gap, low, high, cliffs_delta(a.scores, b.scores), verdict(a, b, strong_from))


def verdict(a: Opinion, b: Opinion, strong_from: float | None) -> str:
    if a.n < 10 or b.n < 10 or a.mean is None or b.mean is None:
        return "too_few"
    bounds = interval(a, b)
    if bounds is not None and a.sd is not None and b.sd is not None:
        pooled = math.sqrt(((a.n - 1) * a.sd**2 + (b.n - 1) * b.sd**2) / (a.n + b.n - 2))
        size = abs(float(a.mean - b.mean))
        # a gap of exactly half a standard deviation is noticeable, whatever the last digit of the square root
        if size >= 0.5 * pooled * (1 - 1e-12) and (bounds[0] > 0 or bounds[1] < 0):
            return "a_higher" if a.mean > b.mean else "b_higher"
    if strong_from is None:
        return "mixed"
    strong = [float(mean) >= strong_from for mean in (a.mean, b.mean)]
    if all(strong):
        return "strength"
    return "mixed" if any(strong) else "need"


def opinions(
    catalogue: Catalogue, responses: Sequence[Answers], invited: Mapping[str, int | None]
) -> dict[tuple[str, str], Opinion]:
    """Return the opinion of each side on each row: a standard's number as text, an item, ``importance_<number>``."""
    found: dict[tuple[str, str], Opinion] = {}
    for side in catalogue.sides:
        own = [response.answers for response in responses if response.side == side.id]
        of_side = invited.get(side.id)
        f = 1.0 if of_side is None else min(1.0, max(0.0, 1 - len(own) / of_side)) if of_side else 0.0
        for standard in catalogue.standards:
            items = [item.id for item in standard.items]
            y = np.array([[_rating(sheet, item) for item in items] for sheet in own], dtype=float)
            found[side.id, str(standard.number)] = opinion_of_standard(
                y.reshape(len(own), len(items)),
                sum(sheet.get(item) == "x" for sheet in own for item in items),
                catalogue.fulfilment.steps,
                f,
            )
            for question in catalogue.questions_of(standard):
                found[side.id, question] = opinion_of_question(
                    np.array([_rating(sheet, question) for sheet in own], dtype=float),
                    sum(sheet.get(question) == "x" for sheet in own),
                    catalogue.scale_of(question).steps,
                    f,
                )
    return found


def differences(
    catalogue: Catalogue, found: Mapping[tuple[str, str], Opinion]
) -> dict[tuple[str, str, str], Difference]:
    """Return, by side a, side b and row, how every two sides differ."""
    rows = {row for _, row in found}
    return {
        (a, b, row): difference(
            found[a, row], found[b, row], None if row.startswith("importance_") else catalogue.strong_from
        )
        for a, b in catalogue.pairs
        for row in rows
    }


def is_published(side: Side, responses: Sequence[Answers], k: int) -> bool:
    own = [response for response in responses if response.side == side.id]
    if len(own) < k:
        return False
    sizes = Counter(response.carrier for response in own)
    return side.one_organisation or (len(sizes) >= 3 and len(own) - max(sizes.values()) >= 3)


def details(
    catalogue: Catalogue, responses: Sequence[Answers], found: Mapping[tuple[str, str], Opinion], k: int
) -> dict[tuple[str, str], str]:
    """Return ``hidden``, ``coarse`` or ``full`` for each side and row."""
    shown: dict[tuple[str, str], str] = {}
    for side in catalogue.sides:
        sizes = Counter(response.carrier for response in responses if response.side == side.id)
        largest = 0 if side.one_organisation else max(sizes.values(), default=0)
        for row in (row for owner, row in found if owner == side.id):
            n = found[side.id, row].n
            if not is_published(side, responses, k) or n < k or n - largest < 3:
                shown[side.id, row] = "hidden"
            else:
                shown[side.id, row] = "full" if n >= 10 else "coarse"
        for standard in catalogue.standards:
            rows = [str(standard.number), *(item.id for item in standard.items)]
            tiers = {shown[side.id, row] for row in rows}
            lowest = next(tier for tier in ("hidden", "coarse", "full") if tier in tiers)
            shown[side.id, str(standard.number)] = lowest
    return shown


def shown_mean(opinion: Opinion, detail: str) -> float | None:
    if detail == "hidden" or opinion.mean is None:
        return None
    return float(opinion.mean) if detail == "full" else round(opinion.mean * 2) / 2


def _rating(sheet: Mapping[str, str], question: str) -> float:
    answer = sheet.get(question, "")
    return float(answer) if answer.isdigit() else math.nan
