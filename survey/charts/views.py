"""One line of a comparison on the scale: both sides' means, what lies between them, and the names of the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.lines import Line2D

from survey.charts import style
from survey.charts.comparison import Comparison, Line
from survey.charts.lettering import LEADING
from survey.charts.scale import ScaleNames, Tick, scale_names
from survey.charts.sheet import Hand, Panel, Sheet, stamp
from survey.charts.style import Mark
from survey.language import Language

STEP = Hand(9, colour=style.GREY_INK)
_NUDGE = 4.6
_TOO_CLOSE = 8.5
_LEADER = 3.0


@dataclass(frozen=True)
class View:
    """What every line of a chart is drawn with: the words, the marks of all sides, the panel of the means."""

    comparison: Comparison
    language: Language
    marks: dict[str, Mark]
    means: Panel

    @property
    def steps(self) -> range:
        """The steps of the scale, 1…s."""
        return range(1, self.comparison.catalogue.fulfilment.steps + 1)


def means_panel(steps: int, left: float, width: float, padding: float) -> Panel:
    """Return a panel that holds the steps 1…s with this room before the first and after the last."""
    beside = padding * (steps - 1) / (width - 2 * padding)
    return Panel(left, width, 1 - beside, steps + beside)


def step_names(view: View) -> ScaleNames:
    """Return the names of the steps for the panel of the means; ticks count from its left end."""
    positions = [view.means.across(step) - view.means.left for step in view.steps]
    return scale_names(view.comparison.catalogue.fulfilment.labels, positions, view.means.width, STEP.size)


def step_key(view: View) -> list[str]:
    """Return what explains the names of the steps where they are numbers, else nothing."""
    _ = view.language.gettext
    key = step_names(view).key
    return [] if key is None else [_("Scale: %(steps)s") % {"steps": key}]


def write_steps(sheet: Sheet, view: View, names: ScaleNames, axis: float, *, above: bool) -> None:
    """Write the names of the steps above or below the y of an axis, with leaders to those in the second row."""
    direction = -1 if above else 1
    for tick in names.ticks:
        sheet.write(
            (view.means.left + tick.centre, _top(tick, axis, above=above)),
            tick.lines,
            STEP,
            align="center",
            label=f"step:{tick.step}",
        )
    far = [tick for tick in names.ticks if tick.offset > 0]
    if far:
        ends = ((view.means.across(t.step), axis + direction * (t.offset + _LEADER)) for t in far)
        sheet.rules((((x, axis + direction), (x, y)) for x, y in ends), style.CONNECTION)


def draw_views(sheet: Sheet, view: View, line: Line, y: float) -> None:
    """Draw the means of both sides, a bar between them, and beside each its value.

    A side without a mean is not drawn. Means closer than their marks are set a little above and below the line.
    """
    sides = (view.comparison.a, view.comparison.b)
    seen = [
        (side.id, figures.mean, figures.detail == "coarse")
        for side, figures in zip(sides, (line.a, line.b), strict=True)
        if figures.mean is not None
    ]
    hand = Hand(9, ground=style.BAND if line.is_noticeable else style.PAPER)
    places = [view.means.across(mean) for _, mean, _ in seen]
    is_pair = len(seen) == len(sides)
    nudge = _NUDGE if is_pair and max(places) - min(places) < _TOO_CLOSE else 0.0
    if is_pair:
        sheet.add(view.means, _bar(line, [mean for _, mean, _ in seen], (y - nudge, y + nudge)))
    for index, (side, mean, hollow) in enumerate(seen):
        at = y + (nudge if index else -nudge)
        mark = view.marks[side]
        sheet.add(view.means, stamp((mean, at), mark, hollow=hollow, label=f"mean:{line.id}:{side}"))
        outward = _outward(places, index)
        sheet.write(
            (places[index] + outward * (mark.size / 2 + 4), at),
            (view.language.number(mean),),
            hand,
            align="right" if outward < 0 else "left",
            anchor="middle",
            label=f"value:{line.id}:{side}",
        )


def _bar(line: Line, means: Sequence[float], heights: Sequence[float]) -> Line2D:
    strong = line.is_noticeable
    return Line2D(
        means,
        heights,
        color=style.INK if strong else style.CONNECTION,
        linewidth=3.4 if strong else 2.4,
        label=f"gap:{line.id}",
        zorder=2,
    )


def _outward(places: Sequence[float], index: int) -> int:
    if len(places) == 1:
        return 1
    other = places[1 - index]
    if places[index] == other:
        return 1 if index else -1
    return 1 if places[index] > other else -1


def _top(tick: Tick, axis: float, *, above: bool) -> float:
    clear = tick.offset + _LEADER + 2
    if not above:
        return axis + clear
    return axis - clear - ((len(tick.lines) - 1) * LEADING + 1) * STEP.size
