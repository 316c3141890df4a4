"""The comparison report as its page shows it: every figure formatted, every verdict in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from survey.analysis.safereport import Row, SafeReport, pair_id
from survey.language import Language
from survey.model import BOTH, Catalogue, Side, Standard
from survey.report import reading, sections
from survey.report.findings import Finding, findings
from survey.report.phrases import SUPPRESSED, mean_in_words, returned, suppression, verdict_in_words
from survey.report.pictures import Drawing, alt, of_pair
from survey.report.sections import BlockTable, ImportanceLine, SelfLine, TrendLine, Voice


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
    distribution: Picture
    items: tuple[Line, ...]
    importance: Line | None
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class ReportPage:
    """Everything the page shows; `more` holds the charts of the sections beyond the gaps, by their kind."""

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
    self_images: tuple[SelfLine, ...]
    importances: tuple[ImportanceLine, ...]
    rounds: tuple[str, ...]
    trend: tuple[TrendLine, ...]
    blocks: tuple[BlockTable, ...]
    more: dict[str, tuple[Picture, ...]]
    sections: tuple[Section, ...]
    held_back: str
    suppression: str
    terms: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    scale: str


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
    of_standards = tuple(_section(report, catalogue, standard, pair, language) for standard in catalogue.standards)
    a, b = (catalogue.side(side) for side in pair)
    scale = catalogue.fulfilment
    return ReportPage(
        round=report.round,
        title=catalogue.title,
        place=catalogue.place,
        source=catalogue.source,
        period=_period(report, language),
        pair=(a, b),
        pairs=tuple((pair_id(*ids), (catalogue.side(ids[0]), catalogue.side(ids[1]))) for ids in catalogue.pairs),
        returns=tuple((side.label, returned(report.returns[side.id], report.k, language)) for side in catalogue.sides),
        findings=findings(report, pair, language),
        picture=_picture(report, Drawing("gap", pair), language),
        lines=tuple(section.line for section in of_standards),
        self_images=tuple(sections.self_lines(report, catalogue, pair, language)),
        importances=tuple(sections.importance_lines(report, catalogue, pair, language)),
        rounds=(*(before.round for before in report.past), report.round),
        trend=tuple(sections.trend_lines(report, catalogue, pair, language)),
        blocks=tuple(sections.block_tables(report, catalogue, pair, language)),
        more=_more(report, pair, language),
        sections=of_standards,
        held_back=sections.held_back(report, catalogue, language),
        suppression=suppression(report, language),
        terms=reading.terms(report, language),
        method=reading.method(report, language),
        scale=f"1 = {scale.labels[0]}, {scale.steps} = {scale.labels[-1]}",
    )


def _period(report: SafeReport, language: Language) -> str:
    """Return the days on which the questionnaire could be filled in, where the office is."""
    first, last = (moment.astimezone(ZoneInfo(report.zone)).date() for moment in (report.opens, report.closes))
    last = max(first, min(last, date.fromisoformat(report.closed_on)))
    return f"{language.date(first)} – {language.date(last)}"


def _more(report: SafeReport, pair: tuple[str, str], language: Language) -> dict[str, tuple[Picture, ...]]:
    found: dict[str, tuple[Picture, ...]] = {"selfimage": (), "importance": (), "trend": (), "blocks": ()}
    for drawing in of_pair(report, pair):
        if drawing.kind in found:
            found[drawing.kind] += (_picture(report, drawing, language),)
    return found


def _picture(report: SafeReport, drawing: Drawing, language: Language) -> Picture:
    narrow = replace(drawing, narrow=True)
    return Picture(drawing.name(report), narrow.name(report), alt(report, drawing, language))


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
        picture=_picture(report, Drawing("standard", pair, standard.number), language),
        distribution=_picture(report, Drawing("distribution", pair, standard.number), language),
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
        voices=tuple(sections.voices(report, catalogue, standard.number, language)),
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
