"""All that may be published of a round, and nothing else: the one thing that outputs are made from.

A figure that is not to be published is None here, so that no output can show it by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from survey.model import Catalogue

Detail = Literal["hidden", "coarse", "full"]
"""How much of a side's answers to a question may be shown: nothing, the mean in half points, or everything."""

Verdict = Literal["strength", "need", "mixed", "a_higher", "b_higher", "too_few"]
Level = Literal["standard", "item", "importance"]


@dataclass(frozen=True)
class SideFigures:
    """One side's answers to one question, or about one standard.

    Attributes
    ----------
    detail
        How much is shown; what is not is None.
    n
        Ratings; for a standard the respondents with at least one rating in it. None where they are fewer than k, or
        nothing of the side is published.
    no_answer
        „kann ich nicht beurteilen“; for a standard summed over its items.
    mean, median, sd
        In steps of the scale.
    agreement
        Mean absolute deviation from the mean, in steps.
    divided
        Whether the side is „intern geteilter Meinung“.
    top
        Share of the two highest steps, 0 to 1; for items on scales of five or more steps.
    error
        Standard error of the mean, in steps.
    """

    detail: Detail
    n: int | None = None
    no_answer: int | None = None
    mean: float | None = None
    median: float | None = None
    sd: float | None = None
    agreement: float | None = None
    divided: bool | None = None
    top: float | None = None
    error: float | None = None


@dataclass(frozen=True)
class PairFigures:
    """Two sides' views of the same thing: `gap` is the mean of side a minus the mean of side b."""

    verdict: Verdict
    gap: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    delta: float | None = None


@dataclass(frozen=True)
class Row:
    """A standard, an item, or the importance of a standard, with what each side says of it.

    `id` is a standard's number as text, an item's id, or ``importance_<number>``; `sides` is keyed by side id and
    `pairs` by ``<a>-<b>`` as in `pair_id`.
    """

    level: Level
    id: str
    sides: Mapping[str, SideFigures]
    pairs: Mapping[str, PairFigures]


@dataclass(frozen=True)
class SideReturn:
    """How many of a side answered. `submitted` is None where it is below k; `invited` where it is unknown.

    `published` says whether anything of this side may be shown; where not, `reason` is ``few`` (fewer responses than k)
    or ``carriers`` (too few carriers, or one carrier weighs too much).
    """

    submitted: int | None
    invited: int | None
    published: bool
    reason: Literal["few", "carriers"] | None = None


@dataclass(frozen=True)
class Point:
    """A mean and how many gave it: what is shown of a block, or of an earlier round."""

    detail: Detail
    n: int | None = None
    mean: float | None = None


@dataclass(frozen=True)
class Block:
    """Responses of one side from neighbouring parts of the city that are shown together.

    `cells` are the cells of these responses; `points` is keyed by row id and lacks what may be shown for the whole side
    only.
    """

    side: str
    cells: tuple[str, ...]
    submitted: int
    points: Mapping[str, Point]


@dataclass(frozen=True)
class Remark:
    """A comment that was released: whose side, about which standard, and nothing else."""

    side: str
    standard: int
    kind: Literal["feedback", "proposal"]
    text: str


@dataclass(frozen=True)
class PastRound:
    """What an earlier published round said of the whole sides, by row id and side; `breaks` are rows changed since."""

    round: str
    closes: datetime
    points: Mapping[str, Mapping[str, Point]]
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A side's mean minus its mean in the round before, with its 95 % interval."""

    change: float
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True)
class SafeReport:
    """The publishable result of one closed round.

    Attributes
    ----------
    rows
        Standard by standard the standard, its items and its importance.
    distributions
        For sides and items with ten or more ratings, the number of ratings at each step and last of „kann ich nicht
        beurteilen“.
    blocks
        The blocks of every side that is split into more than one.
    remarks
        Released comments, in an order drawn once.
    held
        How many comments of each side were held back; None where fewer than five, but some.
    past
        Earlier published rounds, the earliest first.
    changes
        Since the last of them, by row id and side.
    zone
        The time zone that days are told in.
    """

    round: str
    opens: datetime
    closes: datetime
    closed_on: str
    k: int
    catalogue: Catalogue
    returns: Mapping[str, SideReturn]
    rows: tuple[Row, ...]
    distributions: Mapping[str, Mapping[str, tuple[int, ...]]]
    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    held: Mapping[str, int | None] = field(default_factory=dict)
    past: tuple[PastRound, ...] = ()
    changes: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)
    zone: str = "Europe/Berlin"

    def row(self, row_id: str) -> Row:
        """Return the row with this id; `KeyError` if there is none."""
        return {row.id: row for row in self.rows}[row_id]


def pair_id(a: str, b: str) -> str:
    """Return the key of a pair of sides in `Row.pairs`."""
    return f"{a}-{b}"
