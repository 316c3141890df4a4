"""Self-image and outside view: how a side rates its own doing, beside how the other side of a pair rates it."""

from __future__ import annotations

from dataclasses import dataclass

from survey.analysis.safereport import SafeReport, SideFigures


@dataclass(frozen=True)
class SelfImage:
    """An item about the doing of one side of a pair.

    Attributes
    ----------
    item
        Its id.
    side, other
        Whose doing it describes, and who looks at it from outside.
    own, outside
        Their ratings, as far as they are published.
    blind_spot
        Mean of `own` minus mean of `outside`, in steps; above zero, the side sees itself more favourably than the
        other does. None where a mean is not shown.
    """

    item: str
    side: str
    other: str
    own: SideFigures
    outside: SideFigures
    blind_spot: float | None


def self_images(report: SafeReport, pair: tuple[str, str]) -> tuple[SelfImage, ...]:
    """Return the items about one side of `pair`, those about its first side first, in the order of the catalogue."""
    return tuple(
        _self_image(report, item.id, side, other)
        for side, other in (pair, pair[::-1])
        for item in report.catalogue.items
        if item.about == side
    )


def _self_image(report: SafeReport, item: str, side: str, other: str) -> SelfImage:
    own, outside = (report.row(item).sides[who] for who in (side, other))
    spot = None if own.mean is None or outside.mean is None else own.mean - outside.mean
    return SelfImage(item, side, other, own, outside, spot)
