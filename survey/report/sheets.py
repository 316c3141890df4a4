"""What stands in each sheet of the workbook: a topic a sheet, figures as numbers.

A figure that is not published is `HIDDEN`, one that does not exist is `NONE`, one in half points is `Rounded`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from survey.analysis.safereport import Point, Row, SafeReport, SideFigures, pair_id
from survey.analysis.selfimage import self_images
from survey.language import Language
from survey.model import BOTH, Catalogue, Standard
from survey.report import sections
from survey.report.phrases import SUPPRESSED, verdict_in_words

HIDDEN: Final = SUPPRESSED
NONE: Final = "–"
"""Stands where there is nothing to say, such as an interval of answers that are all alike."""

Form = Literal["text", "count", "figure", "signed", "share"]
"""How the cells of a column look: words, whole numbers, means, differences, shares from 0 to 1."""


@dataclass(frozen=True)
class Rounded:
    """A mean that is shown in steps of half a point."""

    value: float


Cell = str | int | float | Rounded


@dataclass(frozen=True)
class Column:
    """A column with its title, the form of its cells, and its width in letters."""

    title: str
    form: Form = "text"
    width: float = 12


@dataclass(frozen=True)
class Sheet:
    """One topic: a table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(report: SafeReport, language: Language) -> Iterator[Sheet]:
    """Yield the sheets that the report has anything for, in the order in which they stand in the workbook."""
    _ = language.gettext
    catalogue = report.catalogue.in_language(language.code)
    for title, level in ((_("Standards"), "standard"), (_("Statements"), "item"), (_("Importance"), "importance")):
        rows = [row for row in report.rows if row.level == level]
        if rows:
            yield _comparisons(title, rows, report, catalogue, language)
    for sheet in (
        _self_images(report, catalogue, language),
        _distributions(report, catalogue, language),
        _blocks(report, catalogue, language),
        _trend(report, catalogue, language),
        _comments(report, catalogue, language),
    ):
        if sheet.rows:
            yield sheet


def _comparisons(
    title: str, rows: Sequence[Row], report: SafeReport, catalogue: Catalogue, language: Language
) -> Sheet:
    """Return every pair of sides row by row: what each side says, and how the two compare."""
    _ = language.gettext
    with_share = any(figures.top is not None for row in rows for figures in row.sides.values())
    columns = (
        *(Column(name, width=22) for name in (_("Side A"), _("Side B"))),
        Column(_("No."), width=7),
        Column(_("Title"), width=56),
        Column(_("Whose doing"), width=22),
        *_side_columns(language, "A", with_share=with_share),
        *_side_columns(language, "B", with_share=with_share),
        Column(_("Gap A − B"), "signed"),
        Column(_("95 % interval from"), "signed"),
        Column(_("95 % interval to"), "signed"),
        Column(_("Cliff's delta"), "signed"),
        Column(_("Verdict"), width=36),
    )
    cells = tuple(
        _comparison(row, pair, catalogue, language, with_share=with_share)
        for pair in report.catalogue.pairs
        for row in rows
    )
    return Sheet(title, columns, cells)


def _comparison(
    row: Row, pair: tuple[str, str], catalogue: Catalogue, language: Language, *, with_share: bool
) -> tuple[Cell, ...]:
    figures = row.pairs[pair_id(*pair)]
    absent = NONE if all(row.sides[side].detail == "full" for side in pair) else HIDDEN
    return (
        *(catalogue.side(side).label for side in pair),
        *_named(row.id, catalogue),
        _whose(row.id, catalogue, language),
        *(cell for side in pair for cell in _side_cells(row.sides[side], with_share=with_share)),
        *(_known(value, absent) for value in (figures.gap, figures.ci_low, figures.ci_high, figures.delta)),
        verdict_in_words(figures.verdict, catalogue, pair, language),
    )


def _side_columns(language: Language, end: Literal["A", "B"], *, with_share: bool) -> tuple[Column, ...]:
    _ = language.gettext
    titles = {
        "A": (
            _("Mean A"),
            _("n A"),
            _("Cannot say A"),
            _("Median A"),
            _("Standard deviation A"),
            _("Mean deviation A"),
        ),
        "B": (
            _("Mean B"),
            _("n B"),
            _("Cannot say B"),
            _("Median B"),
            _("Standard deviation B"),
            _("Mean deviation B"),
        ),
    }[end]
    forms: tuple[Form, ...] = ("figure", "count", "count", "figure", "figure", "figure")
    share = {"A": _("Two highest steps A"), "B": _("Two highest steps B")}[end]
    columns = tuple(Column(title, form) for title, form in zip(titles, forms, strict=True))
    return (*columns, Column(share, "share")) if with_share else columns


def _side_cells(figures: SideFigures, *, with_share: bool) -> tuple[Cell, ...]:
    absent = NONE if figures.detail == "full" else HIDDEN
    rest = (figures.n, figures.no_answer, figures.median, figures.sd, figures.agreement)
    share = (_known(figures.top, absent),) if with_share else ()
    return (_mean(figures), *(_known(value, absent) for value in rest), *share)


def _mean(figures: SideFigures | Point | None) -> Cell:
    if figures is None or figures.mean is None:
        return HIDDEN
    return Rounded(figures.mean) if figures.detail == "coarse" else figures.mean


def _self_images(report: SafeReport, catalogue: Catalogue, language: Language) -> Sheet:
    _ = language.gettext
    columns = (
        Column(_("Whose doing"), width=22),
        Column(_("Seen by"), width=22),
        Column(_("No."), width=7),
        Column(_("Title"), width=56),
        Column(_("Self-image"), "figure"),
        Column(_("Outside view"), "figure"),
        Column(_("Difference"), "signed"),
    )
    rows = tuple(
        (
            catalogue.side(image.side).label,
            catalogue.side(image.other).label,
            *_named(image.item, catalogue),
            _mean(image.own),
            _mean(image.outside),
            _known(image.blind_spot),
        )
        for pair in report.catalogue.pairs
        for image in self_images(report, pair)
    )
    return Sheet(_("Self-image"), columns, rows)


def _distributions(report: SafeReport, catalogue: Catalogue, language: Language) -> Sheet:
    _ = language.gettext
    scale = catalogue.fulfilment
    hidden = (HIDDEN,) * (scale.steps + 1)
    steps = [f"{language.count(step)} {label}" for step, label in enumerate(scale.labels, 1)]
    columns = (
        Column(_("No."), width=7),
        Column(_("Title"), width=56),
        Column(_("Side"), width=22),
        *(Column(step, "count") for step in (*steps, scale.no_answer)),
    )
    rows = tuple(
        (item.id, item.text, side.label, *report.distributions.get(side.id, {}).get(item.id, hidden))
        for item in catalogue.items
        for side in catalogue.sides
    )
    return Sheet(_("Distributions"), columns, rows if any(report.distributions.values()) else ())


def _blocks(report: SafeReport, catalogue: Catalogue, language: Language) -> Sheet:
    _ = language.gettext
    columns = (
        Column(_("Side"), width=22),
        Column(_("Part of the city"), width=36),
        Column(_("Submitted"), "count"),
        Column(_("Level"), width=18),
        Column(_("No."), width=7),
        Column(_("Title"), width=56),
        Column(_("Mean"), "figure"),
        Column("n", "count"),
    )
    rows = tuple(
        (
            catalogue.side(block.side).label,
            sections.block_label(block, catalogue, language),
            block.submitted,
            _level(row, language),
            *_named(row.id, catalogue),
            _mean(point),
            _known(point.n),
        )
        for block in report.blocks
        for row in report.rows
        if (point := block.points.get(row.id)) is not None
    )
    return Sheet(_("Parts of the city"), columns, rows)


def _trend(report: SafeReport, catalogue: Catalogue, language: Language) -> Sheet:
    _ = language.gettext
    columns = (
        Column(_("Side"), width=22),
        Column(_("Level"), width=18),
        Column(_("No."), width=7),
        Column(_("Title"), width=56),
        *(Column(_("Mean %(round)s") % {"round": name}, "figure") for name in _rounds(report)),
        Column(_("Change since the last round"), "signed"),
        Column(_("95 % interval from"), "signed"),
        Column(_("95 % interval to"), "signed"),
        Column(_("Series broken since"), width=20),
    )
    rows = tuple(
        (
            catalogue.side(side).label,
            _level(row, language),
            *_named(row.id, catalogue),
            *_development(report, row, side),
        )
        for row in report.rows
        for side in row.sides
    )
    return Sheet(_("Development"), columns, rows if report.past else ())


def _rounds(report: SafeReport) -> list[str]:
    return [*(before.round for before in report.past), report.round]


def _development(report: SafeReport, row: Row, side: str) -> Iterator[Cell]:
    for before in report.past:
        point = before.points.get(row.id, {}).get(side)
        yield NONE if row.id in before.breaks else _mean(point)
    yield _mean(row.sides[side])
    change = report.changes.get(row.id, {}).get(side)
    yield from (HIDDEN,) * 3 if change is None else map(_known, (change.change, change.ci_low, change.ci_high))
    yield next((before.round for before in reversed(report.past) if row.id in before.breaks), "")


def _comments(report: SafeReport, catalogue: Catalogue, language: Language) -> Sheet:
    _ = language.gettext
    columns = (
        Column(_("No."), width=7),
        Column(_("Title"), width=40),
        Column(_("Side"), width=22),
        Column(_("Kind"), width=20),
        Column(_("Text"), width=90),
    )
    rows = tuple(
        (str(standard.number), standard.title, voice.side, voice.kind, voice.text)
        for standard in catalogue.standards
        for voice in sections.voices(report, catalogue, standard.number, language)
    )
    return Sheet(_("Comments"), columns, rows)


def _known(value: float | None, absent: str = HIDDEN) -> Cell:
    return absent if value is None else value


def _level(row: Row, language: Language) -> str:
    _ = language.gettext
    return {"standard": _("Standard"), "item": _("Statement"), "importance": _("Importance")}[row.level]


def _named(row_id: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return number and title of a row: those of its standard for a standard and its importance."""
    subject = _subject(row_id, catalogue)
    return (str(subject.number), subject.title) if isinstance(subject, Standard) else (row_id, subject)


def _whose(row_id: str, catalogue: Catalogue, language: Language) -> str:
    about = {item.id: item.about for item in catalogue.items}.get(row_id)
    if about is None:
        return ""
    return language.gettext("both") if about == BOTH else catalogue.side(about).label


def _subject(row_id: str, catalogue: Catalogue) -> Standard | str:
    standards = {
        key: standard for standard in catalogue.standards for key in (str(standard.number), standard.importance)
    }
    return standards.get(row_id) or {item.id: item.text for item in catalogue.items}[row_id]
