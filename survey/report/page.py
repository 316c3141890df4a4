"""The comparison report as its page shows it: every figure formatted, every verdict in words."""

from __future__ import annotations

from dataclasses import dataclass

from survey.analysis.safereport import Row, SafeReport, pair_id
from survey.charts.alt import alt_text
from survey.language import Language
from survey.model import BOTH, Catalogue, Side, Standard
from survey.report.findings import Finding, findings
from survey.report.phrases import SUPPRESSED, mean_in_words, returned, suppression, verdict_in_words


@dataclass(frozen=True)
class Cell:
    """One side's part of a row: its mean, its number of ratings and of „kann ich nicht beurteilen“."""

    mean: str
    n: str
    no_answer: str


@dataclass(frozen=True)
class Line:
    """A row of a table; `noticeable` sets it off."""

    id: str
    title: str
    about: str
    a: Cell
    b: Cell
    gap: str
    interval: str
    verdict: str
    noticeable: bool


@dataclass(frozen=True)
class Picture:
    """A chart: the name of its file, the name of its form for narrow screens, and what it shows in words."""

    name: str
    narrow: str
    alt: str


@dataclass(frozen=True)
class Section:
    """One standard."""

    standard: Standard
    line: Line
    picture: Picture
    items: tuple[Line, ...]
    importance: Line | None


@dataclass(frozen=True)
class ReportPage:
    """Everything the page shows."""

    round: str
    title: str
    place: str
    source: str
    period: str
    pair: tuple[Side, Side]
    pairs: tuple[tuple[str, tuple[Side, Side]], ...]
    returns: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    picture: Picture
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    suppression: str
    scale: str
    k: str


def report_page(report: SafeReport, language: Language, pair: tuple[str, str]) -> ReportPage:
    """Return the page that compares a pair of sides.

    Raises
    ------
    KeyError
        The catalogue has no such pair.
    """
    if pair not in report.catalogue.pairs:
        raise KeyError(pair)
    catalogue = report.catalogue.in_language(language.code)
    sections = tuple(_section(report, catalogue, standard, pair, language) for standard in catalogue.standards)
    a, b = (catalogue.side(side) for side in pair)
    scale = catalogue.fulfilment
    return ReportPage(
        round=report.round,
        title=catalogue.title,
        place=catalogue.place,
        source=catalogue.source,
        period=f"{language.date(report.opens.date())} – {language.date(report.closes.date())}",
        pair=(a, b),
        pairs=tuple((pair_id(*ids), (catalogue.side(ids[0]), catalogue.side(ids[1]))) for ids in catalogue.pairs),
        returns=tuple((side.label, returned(report.returns[side.id], report.k, language)) for side in catalogue.sides),
        findings=findings(report, pair, language),
        picture=Picture(gap_name(report, pair), gap_name(report, pair, narrow=True), alt_text(report, pair, language)),
        lines=tuple(section.line for section in sections),
        sections=sections,
        suppression=suppression(report, language),
        scale=f"1 = {scale.labels[0]}, {scale.steps} = {scale.labels[-1]}",
        k=language.count(report.k),
    )


def gap_name(report: SafeReport, pair: tuple[str, str], standard: int | None = None, *, narrow: bool = False) -> str:
    """Return the name, without its ending, of the file of a gap chart."""
    name = "gap" if standard is None else f"standard-{standard}"
    name += "" if pair == report.catalogue.compare else f"-{pair_id(*pair)}"
    return f"{name}-narrow" if narrow else name


def _section(
    report: SafeReport, catalogue: Catalogue, standard: Standard, pair: tuple[str, str], language: Language
) -> Section:
    importance = None
    if catalogue.importance is not None:
        question = catalogue.importance.question
        importance = _line(catalogue, report.row(standard.importance), ("", question, ""), pair, language)
    return Section(
        standard=standard,
        line=_line(
            catalogue,
            report.row(str(standard.number)),
            (str(standard.number), standard.title, ""),
            pair,
            language,
        ),
        picture=Picture(
            gap_name(report, pair, standard.number),
            gap_name(report, pair, standard.number, narrow=True),
            alt_text(report, pair, language, standard.number),
        ),
        items=tuple(
            _line(
                catalogue,
                report.row(item.id),
                (item.id, item.text, "" if item.about == BOTH else catalogue.side(item.about).label),
                pair,
                language,
            )
            for item in standard.items
        ),
        importance=importance,
    )


def _line(
    catalogue: Catalogue,
    row: Row,
    named: tuple[str, str, str],
    pair: tuple[str, str],
    language: Language,
) -> Line:
    figures = row.pairs[pair_id(*pair)]
    return Line(
        id=named[0],
        title=named[1],
        about=named[2],
        a=_cell(row, pair[0], language),
        b=_cell(row, pair[1], language),
        gap=SUPPRESSED if figures.gap is None else language.signed(figures.gap),
        interval=""
        if figures.ci_low is None or figures.ci_high is None
        else language.gettext("%(low)s to %(high)s")
        % {"low": language.signed(figures.ci_low), "high": language.signed(figures.ci_high)},
        verdict=verdict_in_words(figures.verdict, catalogue, pair, language),
        noticeable=figures.verdict in {"a_higher", "b_higher"},
    )


def _cell(row: Row, side: str, language: Language) -> Cell:
    figures = row.sides[side]
    return Cell(
        mean=mean_in_words(figures, language),
        n=SUPPRESSED if figures.n is None else language.count(figures.n),
        no_answer=SUPPRESSED if figures.no_answer is None else language.count(figures.no_answer),
    )
