"""Self-image and outside view: items about one side's own doing, as that side and the other see them. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from survey.analysis.safereport import PairFigures, SafeReport
from survey.charts.comparison import Comparison, Line, comparison, mirrored
from survey.language import Language
from survey.model import Side


@dataclass(frozen=True)
class OwnDoing:
    """The items about what one side does, and its blind spots by item: its own mean minus the other's."""

    side: Side
    other: Side
    lines: tuple[Line, ...]
    blind_spots: dict[str, PairFigures]

    @property
    def largest(self) -> tuple[Line, float] | None:
        """The item that the side sees so much more favourably than the other as no other item; None if it is none."""
        found = [(line, self.blind_spots[line.id].gap or 0.0) for line in self.lines]
        line, spot = max(found, key=lambda each: each[1])
        return (line, spot) if round(spot, 1) > 0 else None


@dataclass(frozen=True)
class SelfImage:
    """All items that are about one side of a pair, first those about side a; no group without an item."""

    comparison: Comparison
    groups: tuple[OwnDoing, ...]


def self_image(report: SafeReport, pair: tuple[str, str], language: Language) -> SelfImage:
    """Return how two sides see what each of them does.

    Raises
    ------
    KeyError
        No such side.
    """
    _ = language.gettext
    whole = comparison(report, pair, language)
    about = {item.id: item.about for item in whole.catalogue.items}
    lines = [
        replace(line, note=None)
        for standard in whole.catalogue.standards
        for line in comparison(report, pair, language, standard.number).lines
    ]
    groups = []
    for side, other in ((whole.a, whole.b), (whole.b, whole.a)):
        own = tuple(line for line in lines if about[line.id] == side.id)
        figures = {line.id: line.pair if side == whole.a else mirrored(line.pair) for line in own}
        if own:
            groups.append(OwnDoing(side, other, own, figures))
    shown = replace(
        whole, title=_("Self-image and outside view"), lines=tuple(line for group in groups for line in group.lines)
    )
    return SelfImage(shown, tuple(groups))
