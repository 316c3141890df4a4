"""How two sides' means of each standard went from round to round, and where a series breaks. Draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.analysis.safereport import Point, SafeReport
from survey.charts.comparison import Comparison, Line, comparison
from survey.language import Language


@dataclass(frozen=True)
class Course:
    """One side's points of one standard, by the position of the round; a round without a mean on the scale has none."""

    side: str
    points: Mapping[int, Point]


@dataclass(frozen=True)
class StandardSeries:
    """One standard over the rounds.

    Attributes
    ----------
    line
        Its number, title and figures in this round.
    courses
        Of side a and side b.
    comparable_from
        The position of the first round that asked what this round asks, as all did since.
    asked
        The positions of the rounds that had this standard.
    """

    line: Line
    courses: tuple[Course, Course]
    comparable_from: int
    asked: tuple[int, ...]

    @property
    def is_broken(self) -> bool:
        """Whether points of earlier rounds cannot be compared with the later ones."""
        return any(position < self.comparable_from for course in self.courses for position in course.points)

    def missing(self, course: Course) -> tuple[int, ...]:
        """Return the positions of the rounds that asked, and show no mean of this side."""
        return tuple(position for position in self.asked if position not in course.points)


@dataclass(frozen=True)
class Series:
    """The series of one chart; `rounds` are their names, the earliest first and this one last."""

    comparison: Comparison
    rounds: tuple[str, ...]
    standards: tuple[StandardSeries, ...]


def series(report: SafeReport, pair: tuple[str, str], language: Language) -> Series:
    """Return two sides' means of every standard over the earlier published rounds and this one.

    Raises
    ------
    KeyError
        No such side.
    """
    compared = comparison(report, pair, language)
    rounds = (*(past.round for past in report.past), report.round)
    return Series(compared, rounds, tuple(_series(report, pair, line) for line in compared.lines))


def _series(report: SafeReport, pair: tuple[str, str], line: Line) -> StandardSeries:
    now = {side: Point(f.detail, f.n, f.mean) for side, f in zip(pair, (line.a, line.b), strict=True)}
    rounds = [*(past.points.get(line.id) for past in report.past), now]
    broken = [position for position, past in enumerate(report.past) if line.id in past.breaks]
    steps = report.catalogue.fulfilment.steps
    a, b = (_course(rounds, side, steps) for side in pair)
    asked = tuple(position for position, points in enumerate(rounds) if points is not None)
    return StandardSeries(line, (a, b), max(broken, default=-1) + 1, asked)


def _course(rounds: list[Mapping[str, Point] | None], side: str, steps: int) -> Course:
    points = {}
    for position, sides in enumerate(rounds):
        point = None if sides is None else sides.get(side)
        if point is not None and point.mean is not None and 1 <= point.mean <= steps:
            points[position] = point
    return Course(side, points)
