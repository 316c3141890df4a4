"""Invented reports with distributions, importance, earlier rounds and blocks, for the charts beside the gap chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from survey.analysis.safereport import Block, PastRound, Point, Row, SafeReport, SideFigures
from survey.model import Area, AreaType, Catalogue, Scale
from tests.unit.charts.invented import HIDDEN, coarse, full, random_report

IMPORTANCE = Scale("Wie wichtig ist das?", ("unwichtig", "wenig", "mittel", "ziemlich", "sehr wichtig"), "keine Angabe")
AREAS = (
    AreaType("A", "Typ A", (Area("1", "Stadtraum 1"), Area("2", "Stadtraum 2"))),
    AreaType("B", "Typ B", (Area("3", "Stadtraum 3"),)),
)
CELLS = ("", "A", "A › 1", "A › 2", "B", "B › 3")


def with_importance(found: SafeReport, said: Mapping[int, Sequence[SideFigures]]) -> SafeReport:
    """Return the report with the importance of these standards, by number in the order of the sides."""
    book = replace(found.catalogue, importance=IMPORTANCE)
    ids = [side.id for side in book.sides]
    rows = [
        Row(
            "importance",
            standard.importance,
            dict(zip(ids, [*said.get(standard.number, ()), *[HIDDEN] * len(ids)], strict=False)),
            {},
        )
        for standard in book.standards
    ]
    return replace(found, catalogue=book, rows=(*found.rows, *rows))


def with_blocks(found: SafeReport, side: str, blocks: Mapping[tuple[str, ...], Mapping[str, Point]]) -> SafeReport:
    """Return the report with these blocks of a side, of ten responses each, by their cells."""
    made = tuple(Block(side, cells, 10, points) for cells, points in blocks.items())
    return replace(found, catalogue=replace(found.catalogue, areas=AREAS), blocks=made)


def past(found: SafeReport, name: str, points: Mapping[str, Sequence[Point]], breaks: Sequence[str] = ()) -> PastRound:
    """Return an earlier round with these points, by row in the order of the sides."""
    ids = [side.id for side in found.catalogue.sides]
    said = {row: dict(zip(ids, own, strict=False)) for row, own in points.items()}
    return PastRound(name, found.closes, said, tuple(breaks))


def enriched(
    book: Catalogue, seed: int, missing: str | None = None, rounds: Sequence[str] = ("2024", "2025")
) -> SafeReport:
    """Return a report with something of everything, much of it withheld."""
    random = Random(seed)
    found = random_report(book, seed, missing)
    distributions = {side.id: _distributions(book, random) for side in book.sides if side.id != missing}
    importance = {
        standard.number: [HIDDEN if side.id == missing else _figures(random, 5) for side in book.sides]
        for standard in book.standards
    }
    rows = [row.id for row in found.rows]
    cells = list(CELLS)
    random.shuffle(cells)
    count = random.choice([2, 3, 6])
    shown = [row for row in rows if random.random() < 0.8]
    parts = {tuple(cells[start::count]): {row: _point(random, book) for row in shown} for start in range(count)}
    with_parts = with_blocks(with_importance(found, importance), book.sides[1].id, parts)
    earlier = [
        past(
            found,
            name,
            {row: [_point(random, book) for _ in book.sides] for row in rows if random.random() < 0.9},
            [row for row in rows if random.random() < 0.2],
        )
        for name in rounds
    ]
    return replace(with_parts, distributions=distributions, past=tuple(earlier))


def _distributions(book: Catalogue, random: Random) -> dict[str, tuple[int, ...]]:
    steps = book.fulfilment.steps
    return {
        item.id: (*(random.choice([0, random.randrange(40)]) for _ in range(steps)), random.randrange(9))
        for item in book.items
        if random.random() < 0.8
    }


def _figures(random: Random, steps: int) -> SideFigures:
    mean = random.choice([float(steps), random.uniform(1, steps), random.gauss(0.7 * steps, 0.1)])
    kind = random.random()
    return HIDDEN if kind < 0.1 else coarse(round(2 * mean) / 2) if kind < 0.3 else full(min(mean, steps))


def _point(random: Random, book: Catalogue) -> Point:
    figures = _figures(random, book.fulfilment.steps)
    return Point(figures.detail, figures.n, figures.mean)


def rectangles(figure: Figure, label: str) -> list[Rectangle]:
    """Return the filled rectangles with this label."""
    patches = [patch for axes in figure.axes for patch in axes.patches if patch.get_label() == label]
    return [patch for patch in patches if isinstance(patch, Rectangle)]


def rectangle(figure: Figure, label: str) -> Rectangle:
    """Return the one filled rectangle with this label."""
    (found,) = rectangles(figure, label)
    return found
