"""What of a side's answers may be published, and how much of it: decided by counts alone, side by side.

A group of responses is safe when it has k responses and no carrier can be read out of it. What a question may show then
grows with its ratings. No side's answers decide over another's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from survey.analysis.gaps import FULL_FROM, Comparison
from survey.analysis.safereport import Detail, PairFigures, SideFigures, SideReturn
from survey.analysis.views import View
from survey.model import Catalogue, GroupTally, Side

LOWEST_K = 3
"""No round can publish groups smaller than this."""

FEWEST_CARRIERS = 3
FEWEST_WITHOUT_LARGEST = 3
"""How many responses must remain of a group when its largest carrier takes its own away."""

_ORDER: tuple[Detail, ...] = ("hidden", "coarse", "full")


@dataclass(frozen=True)
class Cover:
    """What protects the responses of one group: `k`, and the responses of the `largest` carrier that may know its own.

    `largest` is 0 for a side that is one organisation, where no part has anything to hide from another.
    """

    k: int
    largest: int


@dataclass(frozen=True)
class Shown:
    """A view with how much of it may be shown.

    `ranked` is the detail that the values behind Cliff's delta would have; `n_shown` says whether n may be told.
    """

    view: View
    detail: Detail
    ranked: Detail
    n_shown: bool

    @property
    def mean(self) -> Fraction | None:
        """The mean as shown, in steps: exact, in halves (a tie to the even half) or None."""
        if self.detail == "hidden" or self.view.mean is None:
            return None
        return self.view.mean if self.detail == "full" else Fraction(round(self.view.mean * 2), 2)


def refusal(tally: GroupTally, side: Side, k: int) -> Literal["few", "carriers"] | None:
    """Return why a group of one side's responses is not safe, or None where it is.

    ``few`` are fewer responses than `k` (which is never below 3). ``carriers`` are fewer than three carriers with
    responses, or fewer than three responses without the largest of them; it does not apply to a side that is one
    organisation.
    """
    if tally.submitted < max(k, LOWEST_K):
        return "few"
    if side.one_organisation:
        return None
    carriers = sum(responses > 0 for _, responses in tally.carriers)
    if carriers < FEWEST_CARRIERS or tally.submitted - _largest(tally) < FEWEST_WITHOUT_LARGEST:
        return "carriers"
    return None


def publishable(tally: GroupTally, side: Side, invited: int | None, k: int) -> SideReturn:
    """Return what may be said of how many of a whole side answered, and whether anything else may be shown of it."""
    reason = refusal(tally, side, k)
    submitted = None if reason == "few" else tally.submitted
    return SideReturn(submitted, invited, published=reason is None, reason=reason)


def cover(tally: GroupTally, side: Side, k: int) -> Cover:
    """Return what protects the single answers in a group of one side's responses."""
    return Cover(max(k, LOWEST_K), 0 if side.one_organisation else _largest(tally))


def detail_of(n: int, protection: Cover) -> Detail:
    """Return how much may be shown of n answers of a published group.

    ``hidden`` below k, or where fewer than three could remain without the largest carrier, had all of its responses
    answered; ``full`` from ten (and k) on; else ``coarse``.
    """
    if n < protection.k or n - protection.largest < FEWEST_WITHOUT_LARGEST:
        return "hidden"
    return "full" if n >= FULL_FROM else "coarse"


def shown(catalogue: Catalogue, views: Mapping[str, View], protection: Cover | None) -> dict[str, Shown]:
    """Return how much of each of a side's views may be shown.

    A standard shows no more than each of its items, as its mean would give the rest away.

    Parameters
    ----------
    catalogue
        Says which items a standard has.
    views
        The side's, by row id.
    protection
        Of the side; None where nothing of it is published.
    """
    if protection is None:
        return {row: Shown(view, "hidden", "hidden", n_shown=False) for row, view in views.items()}
    details = {row: detail_of(view.n, protection) for row, view in views.items()}
    for standard in catalogue.standards:
        row = str(standard.number)
        parts = (details[row], *(details[item.id] for item in standard.items))
        details[row] = min(parts, key=_ORDER.index)
    return {
        row: Shown(view, details[row], detail_of(view.ranked.n, protection), n_shown=view.n >= protection.k)
        for row, view in views.items()
    }


def side_figures(part: Shown) -> SideFigures:
    """Return what may be published of one side's view."""
    view, n = part.view, part.view.n if part.n_shown else None
    if part.detail == "hidden":
        return SideFigures("hidden", n)
    if part.detail == "coarse":
        return SideFigures("coarse", n, view.no_answer, _number(part.mean))
    return SideFigures(
        detail="full",
        n=n,
        no_answer=view.no_answer,
        mean=_number(part.mean),
        median=_number(view.median),
        sd=view.sd,
        agreement=_number(view.agreement),
        divided=view.divided,
        top=_number(view.top),
        error=None if view.error is None else math.sqrt(view.error),
    )


def pair_figures(a: Shown, b: Shown, comparison: Comparison) -> PairFigures:
    """Return what may be published of two sides' comparison.

    The gap is the difference of the means as shown. Interval and verdict need full detail on both sides, and Cliff's
    delta also enough responses that rated half of the standard.
    """
    difference = None if a.mean is None or b.mean is None else a.mean - b.mean
    if a.detail != "full" or b.detail != "full":
        return PairFigures("too_few", _number(difference))
    low, high = comparison.interval or (None, None)
    delta = comparison.delta if a.ranked == b.ranked == "full" else None
    return PairFigures(comparison.verdict, _number(difference), low, high, _number(delta))


def _largest(tally: GroupTally) -> int:
    return max((responses for _, responses in tally.carriers), default=0)


def _number(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)
