"""How a standard's ratings spread over the steps of the scale, by item and side, and words for what is withheld.

Draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from survey.analysis.safereport import SafeReport, SideFigures
from survey.charts.comparison import Comparison, comparison
from survey.charts.withheld import reason_without_shares
from survey.language import Language


@dataclass(frozen=True)
class Bar:
    """One side's ratings of one item.

    Attributes
    ----------
    item, side
        Their ids.
    n
        Ratings, None where they are not shown.
    shares
        Of the ratings at each step, 0 to 1; empty where they are not shown.
    no_answer
        Share of „kann ich nicht beurteilen“ in all answers; None where it is not shown.
    absence
        Why there are no shares; empty where there are.
    """

    item: str
    side: str
    n: int | None
    shares: tuple[float, ...]
    no_answer: float | None
    absence: str


@dataclass(frozen=True)
class Distribution:
    """The bars of one chart, a pair an item; `reach` is how far bars of any standard go below and above the middle."""

    comparison: Comparison
    bars: tuple[tuple[Bar, Bar], ...]
    reach: tuple[float, float]


def distribution(report: SafeReport, number: int, pair: tuple[str, str], language: Language) -> Distribution:
    """Return how two sides' ratings of a standard's items spread over the steps.

    Raises
    ------
    KeyError
        No such standard or side.
    """
    compared = comparison(report, pair, language, number)
    a, b = pair
    bars = tuple(
        (_bar(report, line.id, a, line.a, language), _bar(report, line.id, b, line.b, language))
        for line in compared.lines
    )
    return Distribution(compared, bars, _reach(report, pair))


def around_middle(shares: Sequence[float]) -> tuple[float, float]:
    """Return how much lies below and above the middle of the scale; a step in the middle counts half to each.

    >>> around_middle((0.25, 0.5, 0.25))
    (0.5, 0.5)
    >>> around_middle((0.125, 0.125, 0.5, 0.25))
    (0.25, 0.75)
    """
    half = len(shares) // 2
    middle = shares[half] / 2 if len(shares) % 2 else 0.0
    return math.fsum(shares[:half]) + middle, math.fsum(shares[-half:]) + middle


def _bar(report: SafeReport, item: str, side: str, figures: SideFigures, language: Language) -> Bar:
    counts = report.distributions.get(side, {}).get(item, ())
    ratings = sum(counts[:-1])
    if ratings:
        no_answer = counts[-1] / sum(counts)
        return Bar(item, side, ratings, tuple(count / ratings for count in counts[:-1]), no_answer, "")
    absence = reason_without_shares(report, side, figures, language)
    return Bar(item, side, figures.n, (), _no_answer(figures), absence)


def _no_answer(figures: SideFigures) -> float | None:
    if figures.n is None or figures.no_answer is None:
        return None
    return figures.no_answer / (figures.n + figures.no_answer)


def _reach(report: SafeReport, pair: tuple[str, str]) -> tuple[float, float]:
    items = {item.id for item in report.catalogue.items}
    found = [(0.0, 0.0)]
    for side in pair:
        for question, counts in report.distributions.get(side, {}).items():
            ratings = sum(counts[:-1])
            if question in items and ratings:
                found.append(around_middle([count / ratings for count in counts[:-1]]))
    return max(below for below, _ in found), max(above for _, above in found)
