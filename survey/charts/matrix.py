"""Importance against fulfilment: where each standard lies for a side, beside the means of all. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from survey.analysis.safereport import SafeReport
from survey.charts.withheld import reason
from survey.errors import N_
from survey.language import Language
from survey.model import Catalogue, Scale, Side

Field = Literal["achieved", "neglected", "minor", "extra"]
"""Important and achieved; important, less achieved; neither; less important, but achieved."""

FIELDS: Final[dict[Field, str]] = {
    "neglected": N_("important, but less achieved"),
    "achieved": N_("important and achieved"),
    "minor": N_("less important, less achieved"),
    "extra": N_("less important, but achieved"),
}


@dataclass(frozen=True)
class Spot:
    """A standard as one side sees it: both means in steps; `rounded` where one of them is."""

    number: int
    fulfilment: float
    importance: float
    rounded: bool


@dataclass(frozen=True)
class SideMatrix:
    """What one side says of all standards.

    Attributes
    ----------
    spots
        In the order of the catalogue.
    middle
        The means of the spots' fulfilment and importance; None where there are no spots.
    withheld
        The numbers of the standards without a spot, by the reason.
    """

    side: Side
    spots: tuple[Spot, ...]
    middle: tuple[float, float] | None
    withheld: dict[str, tuple[int, ...]]

    def field(self, spot: Spot) -> Field:
        """Return where a spot lies; one on a mean lies above it."""
        fulfilment, importance = self.middle or (0.0, 0.0)
        if spot.importance >= importance:
            return "achieved" if spot.fulfilment >= fulfilment else "neglected"
        return "extra" if spot.fulfilment >= fulfilment else "minor"


@dataclass(frozen=True)
class Matrix:
    """The matrices of one chart; `catalogue` is in its language, `importance` the scale of that question."""

    report: SafeReport
    catalogue: Catalogue
    importance: Scale
    sides: tuple[SideMatrix, ...]


def matrix(report: SafeReport, sides: Sequence[str], language: Language) -> Matrix:
    """Return where the standards lie for each of these sides.

    Raises
    ------
    KeyError
        No such side.
    LookupError
        The catalogue does not ask for importance.
    """
    catalogue = report.catalogue.in_language(language.code)
    if catalogue.importance is None:
        raise LookupError("the catalogue has no scale of importance")
    own = tuple(_of_side(report, catalogue, catalogue.side(side), language) for side in sides)
    return Matrix(report, catalogue, catalogue.importance, own)


def _of_side(report: SafeReport, catalogue: Catalogue, side: Side, language: Language) -> SideMatrix:
    rows = {row.id: row.sides[side.id] for row in report.rows}
    spots = []
    withheld: dict[str, tuple[int, ...]] = {}
    for standard in catalogue.standards:
        fulfilment, importance = rows[str(standard.number)], rows[standard.importance]
        if fulfilment.mean is None or importance.mean is None:
            why = reason(report, side.id, language)
            withheld[why] = (*withheld.get(why, ()), standard.number)
        else:
            rounded = "coarse" in {fulfilment.detail, importance.detail}
            spots.append(Spot(standard.number, fulfilment.mean, importance.mean, rounded))
    middle = (fmean(s.fulfilment for s in spots), fmean(s.importance for s in spots)) if spots else None
    return SideMatrix(side, tuple(spots), middle, withheld)
