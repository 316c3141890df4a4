"""The charts of a report, by the names of their files. Loads matplotlib when the first one is drawn, not before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Literal

from survey import language as languages
from survey.analysis.safereport import SafeReport, pair_id
from survey.analysis.selfimage import self_images
from survey.charts import sentences
from survey.charts.alt import alt_text
from survey.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Kind = Literal["gap", "standard", "distribution", "selfimage", "importance", "trend", "blocks"]
Form = Literal["svg", "png"]

MOST_WORKERS = 4
WORTH_A_PROCESS = 12
"""Charts from which on starting further processes takes less time than it saves."""


@dataclass(frozen=True)
class Drawing:
    """A chart of a report: what it shows of which two sides; for ``blocks`` the side in blocks comes first.

    `number` is the standard's for ``standard`` and ``distribution``; `narrow` is the form for small screens.
    """

    kind: Kind
    pair: tuple[str, str]
    number: int | None = None
    narrow: bool = False

    def name(self, report: SafeReport) -> str:
        """Return the name of its file, without its ending; the pair of ``compare`` goes without saying."""
        name = self.kind if self.number is None else f"{self.kind}-{self.number}"
        name += "" if self.pair == report.catalogue.compare else f"-{pair_id(*self.pair)}"
        return f"{name}-narrow" if self.narrow else name


def drawings(report: SafeReport) -> dict[str, Drawing]:
    """Return every chart of a report by its name, for every pair of sides and every screen."""
    wide = [drawing for pair in report.catalogue.pairs for drawing in of_pair(report, pair)]
    return {form.name(report): form for drawing in wide for form in (drawing, replace(drawing, narrow=True))}


def of_pair(report: SafeReport, pair: tuple[str, str]) -> Iterator[Drawing]:
    """Yield the charts that compare a pair of sides, as far as there is something to show."""
    yield Drawing("gap", pair)
    if self_images(report, pair):
        yield Drawing("selfimage", pair)
    if report.catalogue.importance is not None:
        yield Drawing("importance", pair)
    if report.past:
        yield Drawing("trend", pair)
    for side, other in (pair, pair[::-1]):
        if any(block.side == side for block in report.blocks):
            yield Drawing("blocks", (side, other))
    for standard in report.catalogue.standards:
        yield Drawing("standard", pair, standard.number)
        yield Drawing("distribution", pair, standard.number)


def alt(report: SafeReport, drawing: Drawing, language: Language) -> str:
    """Return in words what a chart shows."""
    pair, number = drawing.pair, drawing.number
    if drawing.kind == "distribution" and number is not None:
        return sentences.distribution_alt_text(report, number, pair, language)
    if drawing.kind == "selfimage":
        return sentences.selfimage_alt_text(report, pair, language)
    if drawing.kind == "importance":
        return sentences.importance_alt_text(report, pair, language)
    if drawing.kind == "trend":
        return sentences.trend_alt_text(report, pair, language)
    if drawing.kind == "blocks":
        return sentences.blocks_alt_text(report, *pair, language)
    return alt_text(report, pair, language, number)


def draw(report: SafeReport, drawing: Drawing, language: Language, *forms: Form) -> tuple[bytes, ...]:
    """Return a chart in each of `forms`."""
    from survey.charts import style  # noqa: PLC0415 - a site that draws nothing stays small

    figure = _figure(report, drawing, language)
    return tuple(style.svg(figure) if form == "svg" else style.png(figure) for form in forms)


def draw_all(
    report: SafeReport, wanted: Sequence[tuple[Drawing, Sequence[Form]]], language: Language
) -> Iterator[tuple[bytes, ...]]:
    """Yield each chart in each of its forms, in the order they are wanted; many are drawn by several processes."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    job = partial(_drawn, report, language.code)
    if workers == 1 or len(wanted) < WORTH_A_PROCESS:
        yield from map(job, wanted)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(job, wanted)


def _drawn(report: SafeReport, code: str, wanted: tuple[Drawing, Sequence[Form]]) -> tuple[bytes, ...]:
    drawing, forms = wanted
    return draw(report, drawing, languages.language(code), *forms)


def _figure(report: SafeReport, drawing: Drawing, language: Language) -> Figure:
    from survey.charts import blocks, distribution, gap, importance, selfimage, trend  # noqa: PLC0415 - as above

    pair, number, narrow = drawing.pair, drawing.number, drawing.narrow
    if number is not None:
        if drawing.kind == "distribution":
            return distribution.distribution_chart(report, number, pair, language, narrow=narrow)
        return gap.items_chart(report, number, pair, language, narrow=narrow)
    if drawing.kind == "blocks":
        return blocks.blocks_chart(report, *pair, language, narrow=narrow)
    charts = {
        "gap": gap.standards_chart,
        "selfimage": selfimage.selfimage_chart,
        "importance": importance.importance_chart,
        "trend": trend.trend_chart,
    }
    return charts[drawing.kind](report, pair, language, narrow=narrow)
