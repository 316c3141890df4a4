"""The report on paper, for a committee: what stands in it, in which order, and with which pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.model import Catalogue, Standard
from survey.paper.typesetting import typeset
from survey.report import reading, sections, tables
from survey.report.page import ReportPage, Section, report_page
from survey.report.parts import Chapter, Entries, Image, Paragraph, Part, Quotes, Terms
from survey.report.pictures import Drawing, alt, draw, of_pair
from survey.report.pieces import in_pieces, pieces_of

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


@dataclass(frozen=True)
class Chart:
    """A picture of the report: the name of its file without ending, what it shows, and how it is drawn as SVG.

    `caption` stands below it and may be empty.
    """

    name: str
    caption: str
    alt: str
    svg: Callable[[], bytes]
    drawing: Drawing

    @property
    def whole(self) -> bool:
        """Whether it stays in one piece, however many standards there are."""
        return self.drawing.number is not None or self.drawing.kind == "importance"


@dataclass(frozen=True)
class Source:
    """What every chapter is written from; `catalogue` and `page` are in the language of the report."""

    report: SafeReport
    catalogue: Catalogue
    page: ReportPage
    language: Language

    @property
    def pair(self) -> tuple[str, str]:
        """The sides that the report compares first."""
        return self.report.catalogue.compare


def pdf(report: SafeReport, language: Language, drawn: Mapping[str, bytes] | None = None) -> bytes:
    """Return ``report.pdf``: PDF/A-2a and PDF/UA-1, the same bytes for the same report.

    Parameters
    ----------
    drawn
        Charts as SVG by the name of their file without ending, where they are drawn already; the others are drawn.
    """
    page = report_page(report, language, report.catalogue.compare)
    source = Source(report, report.catalogue.in_language(language.code), page, language)
    files: dict[str, bytes] = {}
    images: dict[str, tuple[Part, ...]] = {}
    for chapter, charts in pictures(source).items():
        shown = [fitting for chart in charts for fitting in _fitting(source, chart, drawn or {})]
        images[chapter] = tuple(Image(f"images/{chart.name}.svg", chart.alt, chart.caption) for chart, _svg in shown)
        files |= {f"{chart.name}.svg": svg for chart, svg in shown}
    content = _title_page(source) | {
        "words": _words(language),
        "chapters": [asdict(chapter) for chapter in _chapters(source, images)],
    }
    return typeset(TEMPLATE, content, datetime.fromisoformat(report.closed_on).replace(tzinfo=UTC), files)


def pictures(source: Source) -> dict[str, tuple[Chart, ...]]:
    """Return the pictures of each chapter, in the order in which they stand in it: the one place to add one.

    Chapters are ``gaps``, ``self-image``, ``importance``, ``trend``, ``blocks``, ``pair-<a>-<b>`` for every further
    pair of sides, and ``standard-<number>``.
    """
    report = source.report
    chapters = {"selfimage": "self-image", "importance": "importance", "trend": "trend", "blocks": "blocks"}
    found: dict[str, tuple[Chart, ...]] = dict.fromkeys(chapters.values(), ())
    found["gaps"] = (_chart(source, Drawing("gap", source.pair)),)
    for drawing in of_pair(report, source.pair):
        if drawing.kind in chapters:
            found[chapters[drawing.kind]] += (_chart(source, drawing),)
    for pair in report.catalogue.pairs[1:]:
        found[_of_pair(pair)] = (_chart(source, Drawing("gap", pair)),)
    for standard in report.catalogue.standards:
        kinds = (
            Drawing("standard", source.pair, standard.number),
            Drawing("distribution", source.pair, standard.number),
        )
        found[f"standard-{standard.number}"] = tuple(_chart(source, drawing) for drawing in kinds)
    return found


def _chart(source: Source, drawing: Drawing) -> Chart:
    report, language = source.report, source.language
    return Chart(
        name=drawing.name(report),
        caption=source.page.scale if drawing.kind == "gap" else "",
        alt=alt(report, drawing, language),
        svg=lambda: draw(report, drawing, language, "svg")[0],
        drawing=drawing,
    )


def _fitting(source: Source, chart: Chart, drawn: Mapping[str, bytes]) -> Iterator[tuple[Chart, bytes]]:
    """Yield a chart with its SVG, in pieces where it is too high for a page."""
    svg = drawn[chart.name] if chart.name in drawn else chart.svg()
    pieces = 1 if chart.whole else pieces_of(svg)
    if pieces == 1:
        yield chart, svg
        return
    for number, part in enumerate(in_pieces(source.report, pieces), 1):
        piece = _chart(replace(source, report=part), chart.drawing)
        yield replace(piece, name=f"{chart.name}-{number}-of-{pieces}"), piece.svg()


def _of_pair(pair: tuple[str, str]) -> str:
    return f"pair-{'-'.join(pair)}"


def _title_page(source: Source) -> dict[str, Any]:
    _ = source.language.gettext
    report, page = source.report, source.page
    closed = source.language.date(datetime.fromisoformat(report.closed_on).date())
    return {
        "language": source.language.code,
        "title": f"{_('Comparison report')} {report.round}",
        "subtitle": page.title,
        "place": page.place,
        "facts": [
            (_("Survey round"), report.round),
            (_("Filled in"), page.period),
            (_("Counted on"), closed),
            (_("Compared sides"), " – ".join(side.label for side in page.pair)),
        ],
    }


def _words(language: Language) -> dict[str, Any]:
    """Return what the template says of its own accord."""
    _ = language.gettext
    return {
        "contents": _("Contents"),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "paper": _("Paper no."),
        "stations": _("Order of deliberation"),
        "station": [_("Committee"), _("Meeting on"), _("Public or not"), _("Result")],
    }


def _chapters(source: Source, images: Mapping[str, tuple[Part, ...]]) -> Iterator[Chapter]:
    yield _findings(source)
    yield Chapter(source.language.gettext("How to read this"), (Terms(reading.terms(source.report, source.language)),))
    yield _gaps(source, images["gaps"])
    yield from _self_image(source, images["self-image"])
    yield from _importance(source, images["importance"])
    yield from _trend(source, images["trend"])
    yield from _blocks(source, images["blocks"])
    yield from _further_pairs(source, images)
    yield from _standards(source, images)
    yield _method(source)
    yield from _distributions(source)


def _findings(source: Source) -> Chapter:
    _ = source.language.gettext
    return Chapter(
        _("Key findings"),
        (
            Entries(tuple(finding.sentence for finding in source.page.findings)),
            tables.returns_table(source.report, source.catalogue, source.language),
            Paragraph(source.page.suppression, "note"),
        ),
        fresh=True,
    )


def _gaps(source: Source, images: tuple[Part, ...]) -> Chapter:
    _ = source.language.gettext
    page = source.page
    caption = _("All standards: means, gaps and verdicts")
    table = tables.standards_table(caption, page.lines, page.pair, source.language)
    return Chapter(_("How the two sides see the standards"), (*images, table), fresh=True)


def _self_image(source: Source, images: tuple[Part, ...]) -> Iterator[Chapter]:
    _ = source.language.gettext
    lines = sections.self_lines(source.report, source.catalogue, source.pair, source.language)
    a, b = (side.label for side in source.page.pair)
    of_sides = [
        tables.self_image_table(own, side, other, source.language)
        for side, other in ((a, b), (b, a))
        if (own := [line for line in lines if line.side == side])
    ]
    if of_sides:
        yield Chapter(_("Self-image and outside view"), (*images, *of_sides))


def _importance(source: Source, images: tuple[Part, ...]) -> Iterator[Chapter]:
    _ = source.language.gettext
    lines = sections.importance_lines(source.report, source.catalogue, source.pair, source.language)
    if lines:
        table = tables.importance_table(lines, source.page.pair, source.language)
        yield Chapter(_("Importance and fulfilment"), (*images, table))


def _trend(source: Source, images: tuple[Part, ...]) -> Iterator[Chapter]:
    _ = source.language.gettext
    report, language = source.report, source.language
    lines = sections.trend_lines(report, source.catalogue, source.pair, language)
    of_sides = [
        tables.trend_table([line for line in lines if line.side == side.label], report, side.label, language)
        for side in source.page.pair
        if lines
    ]
    if of_sides:
        yield Chapter(_("Development over the years"), (*images, *of_sides))


def _blocks(source: Source, images: tuple[Part, ...]) -> Iterator[Chapter]:
    _ = source.language.gettext
    report, language = source.report, source.language
    found = [
        table
        for side in source.catalogue.sides
        for table in sections.block_tables(report, source.catalogue, (side.id, _beside(source, side.id)), language)
        if table.side == side.label
    ]
    if found:
        of_sides = (part for table in found for part in tables.block_tables(table, language))
        yield Chapter(_("Parts of the city"), (*images, *of_sides))


def _beside(source: Source, side: str) -> str:
    """Return the side whose whole stands beside the parts of `side`."""
    a, b = source.pair
    return b if side == a else a


def _further_pairs(source: Source, images: Mapping[str, tuple[Part, ...]]) -> Iterator[Chapter]:
    _ = source.language.gettext
    pairs = source.report.catalogue.pairs[1:]
    if pairs:
        yield Chapter(_("Further comparisons"), ())
    for pair in pairs:
        page = report_page(source.report, source.language, pair)
        a, b = (side.label for side in page.pair)
        title = _("%(a)s and %(b)s") % {"a": a, "b": b}
        caption = _("All standards: means, gaps and verdicts")
        table = tables.standards_table(caption, page.lines, page.pair, source.language)
        yield Chapter(title, (*images[_of_pair(pair)], replace(table, whole=False)), level=2)


def _standards(source: Source, images: Mapping[str, tuple[Part, ...]]) -> Iterator[Chapter]:
    yield Chapter(source.language.gettext("Standard by standard"), (), fresh=True)
    for section in source.page.sections:
        own = images[f"standard-{section.standard.number}"]
        yield Chapter(
            f"{section.standard.number} {section.standard.title}",
            tuple(_standard(source, section, own)),
            level=2,
        )


def _standard(source: Source, section: Section, images: tuple[Part, ...]) -> Iterator[Part]:
    _ = source.language.gettext
    line = section.line
    yield Paragraph(section.standard.summary)
    yield Paragraph(_("Verdict: %(verdict)s (gap %(gap)s).") % {"verdict": line.verdict, "gap": line.gap}, "verdict")
    yield from _divided(source, section.standard)
    yield from images
    lines = (*section.items, section.importance) if section.importance else section.items
    yield tables.items_table(lines, source.page.pair, source.language)
    said = sections.voices(source.report, source.catalogue, section.standard.number, source.language)
    if said:
        yield Quotes(_("Released comments"), tuple((f"{voice.side}, {voice.kind}", voice.text) for voice in said))


def _divided(source: Source, standard: Standard) -> Iterator[Part]:
    figures = source.report.row(str(standard.number)).sides
    sides = [side.label for side in source.catalogue.sides if figures[side.id].divided]
    if sides:
        yield Paragraph(source.language.gettext("Divided within itself: %(sides)s.") % {"sides": ", ".join(sides)})


def _method(source: Source) -> Chapter:
    _ = source.language.gettext
    report, language = source.report, source.language
    held = sections.held_back(report, source.catalogue, language)
    parts: list[Part] = [Paragraph(text) for text in reading.method(report, language)]
    parts.append(Paragraph(source.page.suppression))
    parts += [Paragraph(held)] if held else []
    parts += [Paragraph(source.page.source, "note")] if source.page.source else []
    return Chapter(_("Method"), tuple(parts), fresh=True)


def _distributions(source: Source) -> Iterator[Chapter]:
    _ = source.language.gettext
    found = [
        table
        for standard in source.catalogue.standards
        if (table := tables.distribution_table(source.report, source.catalogue, standard, source.language))
    ]
    if found:
        explained = Paragraph(_("How many of each side gave each rating, for sides and statements with ten or more."))
        scale = Paragraph(source.page.scale, "note")
        yield Chapter(_("Appendix: distributions"), (explained, scale, *found))
