"""Small catalogues and reports for the tests of charts, and ways to look at a figure's artists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from survey.analysis.safereport import PairFigures, Row, SafeReport, SideFigures, SideReturn, Verdict, pair_id
from survey.charts import style
from survey.model import BOTH, Catalogue, Item, Scale, Side, Standard

FIVE = ("gar nicht", "kaum", "teilweise", "überwiegend", "vollständig")
SIDES = (
    Side("public", "Öffentlicher Träger", "Jugendamt", one_organisation=True),
    Side("free", "Freie Träger", "Träger der freien Jugendhilfe"),
    Side("commercial", "Privat-gewerbliche Anbieter", "privat-gewerbliche Anbieter"),
)
TOLERANCE = 0.2
"""How far two boxes may lie over one another, in points: less than a hairline."""
PAIR = ("public", "free")
HIDDEN = SideFigures("hidden")


def catalogue(
    titles: Sequence[str] = ("Gesamtsystem nach Bedarf", "Interessen vertreten", "Vielfalt und Engagement"),
    labels: Sequence[str] = FIVE,
    sides: Sequence[Side] = SIDES,
    statement: str = "Jugendamt und Träger arbeiten planvoll zusammen.",
) -> Catalogue:
    """Return a catalogue with these standards, each of three items: about both sides, the first, and the second."""
    about = (BOTH, sides[0].id, sides[1].id)
    standards = tuple(
        Standard(
            number,
            title,
            "Beide Seiten sind gemeint.",
            tuple(Item(f"{number}{letter}", whose, statement) for letter, whose in zip("abc", about, strict=True)),
        )
        for number, title in enumerate(titles, 1)
    )
    return Catalogue(
        id="invented",
        version=1,
        language="de",
        title="Qualitätsstandards",
        place="Musterstadt",
        source="frei erfunden",
        sides=tuple(sides),
        compare=(sides[0].id, sides[1].id),
        strong_from=3.5,
        areas=(),
        fulfilment=Scale("Wie weit ist das verwirklicht?", tuple(labels), "kann ich nicht beurteilen"),
        importance=None,
        standards=standards,
    )


def full(mean: float, n: int = 30) -> SideFigures:
    """Return a side of which everything may be shown."""
    return SideFigures("full", n=n, no_answer=0, mean=mean, median=3.0, sd=0.9, agreement=0.6, divided=False)


def coarse(mean: float) -> SideFigures:
    """Return a side of which only the mean in half points may be shown."""
    return SideFigures("coarse", n=7, no_answer=0, mean=mean)


def compared(a: SideFigures, b: SideFigures, half_width: float = 0.3, noticeable_from: float = 0.5) -> PairFigures:
    """Return the pair's figures with an interval of this half width where both sides are shown in full."""
    if a.mean is None or b.mean is None:
        return PairFigures("too_few")
    gap = a.mean - b.mean
    if "coarse" in {a.detail, b.detail}:
        return PairFigures("too_few", gap=gap)
    verdict: Verdict = "mixed"
    if abs(gap) >= noticeable_from:
        verdict = "a_higher" if gap > 0 else "b_higher"
    return PairFigures(verdict, gap=gap, ci_low=gap - half_width, ci_high=gap + half_width, delta=0.3)


def report(
    figures: Mapping[str, Sequence[SideFigures]],
    source: Catalogue | None = None,
    returns: Mapping[str, SideReturn] | None = None,
) -> SafeReport:
    """Return a report with these rows: what each side says, in the order of the sides; all else is withheld."""
    book = source or catalogue()
    ids = [side.id for side in book.sides]
    rows = []
    for standard in book.standards:
        for level, key in (("standard", str(standard.number)), *(("item", item.id) for item in standard.items)):
            said = dict(zip(ids, [*figures.get(key, ()), *[HIDDEN] * len(ids)], strict=False))
            pairs = {pair_id(a, b): compared(said[a], said[b]) for a, b in book.pairs}
            rows.append(Row("standard" if level == "standard" else "item", key, said, pairs))
    default = {side: SideReturn(submitted=24, invited=30, published=True) for side in ids}
    return SafeReport(
        round="2026",
        opens=datetime(2026, 1, 1, tzinfo=UTC),
        closes=datetime(2026, 3, 1, tzinfo=UTC),
        closed_on="2026-03-02",
        k=5,
        catalogue=book,
        returns={**default, **(returns or {})},
        rows=tuple(rows),
        distributions={},
    )


def random_report(book: Catalogue, seed: int, missing: str | None = None) -> SafeReport:
    """Return a report with every kind of row: in full, in half points, withheld, and at both ends of the scale."""
    random = Random(seed)
    steps = book.fulfilment.steps

    def said(side: Side) -> SideFigures:
        if side.id == missing or random.random() < 0.1:
            return HIDDEN
        mean = random.choice([1.0, float(steps), *(random.uniform(1, steps) for _ in range(8))])
        return coarse(round(2 * mean) / 2) if random.random() < 0.2 else full(mean)

    keys = [key for standard in book.standards for key in (str(standard.number), *(i.id for i in standard.items))]
    found = report({key: [said(side) for side in book.sides] for key in keys}, book)
    if missing is None:
        return found
    return replace(found, returns={**found.returns, missing: SideReturn(None, 9, published=False, reason="few")})


def lines(figure: Figure, label: str) -> list[Line2D]:
    """Return the figure's lines and marks with this label."""
    return [line for line in _drawn(figure) if line.get_label() == label]


def line(figure: Figure, label: str) -> Line2D:
    """Return the one line or mark with this label."""
    (found,) = lines(figure, label)
    return found


def texts(figure: Figure, label: str | None = None) -> list[Text]:
    """Return the figure's written lines of text, all or those with this label."""
    written = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return [text for text in written if label is None or text.get_label() == label]


def words(figure: Figure, label: str | None = None) -> str:
    """Return what is written, all or what has this label, its lines joined by spaces."""
    return " ".join(text.get_text() for text in texts(figure, label))


def bands(figure: Figure) -> list[str]:
    """Return the labels of the bands behind rows that are set off."""
    labels = [str(patch.get_label()) for axes in figure.axes for patch in axes.patches]
    return [label for label in labels if label.startswith("band:")]


def _drawn(figure: Figure) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines]


def xs(found: Line2D) -> list[float]:
    """Return where a line's ends or a mark lie on their panel's scale."""
    return [float(x) for x in np.asarray(found.get_xdata())]


def ys(found: Line2D) -> list[float]:
    """Return how far down the sheet a line's ends or a mark lie."""
    return [float(y) for y in np.asarray(found.get_ydata())]


def collisions(figure: Figure) -> list[str]:
    """Return every two texts, and every text and mark, that touch, and every text or mark not wholly on the sheet."""
    written, marked = texts(figure), [mark for mark in _drawn(figure) if mark.get_linestyle() == "None"]
    names = [*(repr(text.get_text()) for text in written), *(str(mark.get_label()) for mark in marked)]
    with style.drawing():
        canvas: Any = FigureCanvasAgg(figure)
        renderer = canvas.get_renderer()
        boxes = np.array([artist.get_window_extent(renderer).extents for artist in (*written, *marked)])
    low, high = boxes[:, :2], boxes[:, 2:]
    cut = ((low < 0) | (high > [figure.bbox.width, figure.bbox.height])).any(axis=1)
    overlap = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    touching = np.triu((overlap > TOLERANCE).all(axis=2), k=1)[: len(written)]
    return [
        *(f"{names[index]} is cut off" for index in np.flatnonzero(cut)),
        *(f"{names[one]} and {names[other]} touch" for one, other in np.argwhere(touching)),
    ]
