"""The report's sections beyond the gaps, every figure formatted: self-image, importance, trend, blocks, comments."""

from __future__ import annotations

from dataclasses import dataclass

from survey.analysis.safereport import Block, Change, Point, SafeReport
from survey.analysis.selfimage import SelfImage, self_images
from survey.language import Language
from survey.model import CELL_SEPARATOR, CITY, Catalogue
from survey.report.phrases import SUPPRESSED, mean_in_words


@dataclass(frozen=True)
class SelfLine:
    """An item about one side: its own mean, the other side's, and the blind spot between them."""

    id: str
    title: str
    side: str
    own: str
    outside: str
    blind_spot: str


@dataclass(frozen=True)
class ImportanceLine:
    """A standard's importance and fulfilment as both sides of a pair see them."""

    id: str
    title: str
    importance: tuple[str, str]
    fulfilment: tuple[str, str]


@dataclass(frozen=True)
class TrendLine:
    """A standard's means over the rounds as one side sees it, and the change since the last, with its interval."""

    id: str
    title: str
    side: str
    means: tuple[str, ...]
    change: str
    interval: str
    note: str


@dataclass(frozen=True)
class BlockTable:
    """One side's means by part of the city, beside the other side's whole."""

    side: str
    other: str
    blocks: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], str], ...]


@dataclass(frozen=True)
class Voice:
    """A released comment."""

    side: str
    kind: str
    text: str


def self_lines(report: SafeReport, catalogue: Catalogue, pair: tuple[str, str], language: Language) -> list[SelfLine]:
    """Return the items about one side of a pair."""
    texts = {item.id: item.text for item in catalogue.items}
    return [
        SelfLine(
            id=image.item,
            title=texts[image.item],
            side=catalogue.side(image.side).label,
            own=mean_in_words(image.own, language),
            outside=mean_in_words(image.outside, language),
            blind_spot=SUPPRESSED if image.blind_spot is None else language.signed(image.blind_spot),
        )
        for image in self_images(report, pair)
    ]


def widest_blind_spot(report: SafeReport, pair: tuple[str, str]) -> SelfImage | None:
    """Return the item on which a side's self-image and the outside view lie furthest apart."""
    seen = [image for image in self_images(report, pair) if image.blind_spot is not None]
    return max(seen, key=lambda image: abs(image.blind_spot or 0.0), default=None)


def importance_lines(
    report: SafeReport, catalogue: Catalogue, pair: tuple[str, str], language: Language
) -> list[ImportanceLine]:
    """Return importance and fulfilment of each standard; nothing where the catalogue does not ask for importance."""
    if catalogue.importance is None:
        return []
    a, b = pair
    lines = []
    for standard in catalogue.standards:
        weight, met = report.row(standard.importance).sides, report.row(str(standard.number)).sides
        lines.append(
            ImportanceLine(
                id=str(standard.number),
                title=standard.title,
                importance=(mean_in_words(weight[a], language), mean_in_words(weight[b], language)),
                fulfilment=(mean_in_words(met[a], language), mean_in_words(met[b], language)),
            )
        )
    return lines


def trend_lines(report: SafeReport, catalogue: Catalogue, pair: tuple[str, str], language: Language) -> list[TrendLine]:
    """Return each standard's means over the rounds; nothing in the first round."""
    if not report.past:
        return []
    return [
        _trend_line(report, catalogue, (str(standard.number), standard.title), side, language)
        for standard in catalogue.standards
        for side in pair
    ]


def block_tables(
    report: SafeReport, catalogue: Catalogue, pair: tuple[str, str], language: Language
) -> list[BlockTable]:
    """Return a table for each side of a pair that is shown by parts of the city."""
    return [
        table
        for side, other in (pair, pair[::-1])
        if (table := _block_table(report, catalogue, side, other, language)) is not None
    ]


def block_label(block: Block, catalogue: Catalogue, language: Language) -> str:
    """Return what a block is called: its areas, joined."""
    types = {area_type.name: area_type for area_type in catalogue.areas}
    names = []
    for cell in block.cells:
        type_name, separator, area_name = cell.partition(CELL_SEPARATOR)
        if cell == CITY:
            names.append(language.gettext("city-wide or without an area"))
        elif not separator:
            names.append(types[type_name].label if type_name in types else type_name)
        else:
            areas = {area.name: area.label for area in types[type_name].areas} if type_name in types else {}
            names.append(areas.get(area_name, area_name))
    return ", ".join(names)


def voices(report: SafeReport, catalogue: Catalogue, number: int, language: Language) -> list[Voice]:
    """Return the released comments about a standard."""
    kinds = {"feedback": language.gettext("Feedback"), "proposal": language.gettext("Proposal for a solution")}
    return [
        Voice(catalogue.side(remark.side).label, kinds[remark.kind], remark.text)
        for remark in report.remarks
        if remark.standard == number
    ]


def held_back(report: SafeReport, catalogue: Catalogue, language: Language) -> str:
    """Return how many comments were held back, „“ where none was."""
    _ = language.gettext
    if not report.held:
        return ""
    parts = [
        f"{catalogue.side(side).label} {_('fewer than %(k)s') % {'k': 5} if n is None else language.count(n)}"
        for side, n in report.held.items()
    ]
    return _("Comments held back: %(parts)s.") % {"parts": "; ".join(parts)}


def _trend_line(
    report: SafeReport, catalogue: Catalogue, named: tuple[str, str], side: str, language: Language
) -> TrendLine:
    row, title = named
    broken = [before.round for before in report.past if row in before.breaks]
    means = [
        SUPPRESSED if row in before.breaks else _point(before.points.get(row, {}).get(side), language)
        for before in report.past
    ]
    changed = report.changes.get(row, {}).get(side)
    note = language.gettext("changed since %(round)s, not comparable") % {"round": broken[-1]} if broken else ""
    return TrendLine(
        id=row,
        title=title,
        side=catalogue.side(side).label,
        means=(*means, mean_in_words(report.row(row).sides[side], language)),
        change=SUPPRESSED if changed is None else language.signed(changed.change),
        interval="" if changed is None else interval(changed, language),
        note=note,
    )


def interval(changed: Change, language: Language) -> str:
    """Return the interval of a change, „“ where it has none."""
    if changed.ci_low is None or changed.ci_high is None:
        return ""
    bounds = {"low": language.signed(changed.ci_low), "high": language.signed(changed.ci_high)}
    return language.gettext("%(low)s to %(high)s") % bounds


def _block_table(
    report: SafeReport, catalogue: Catalogue, side: str, other: str, language: Language
) -> BlockTable | None:
    own = [block for block in report.blocks if block.side == side]
    if not own:
        return None
    rows = []
    for standard in catalogue.standards:
        row = str(standard.number)
        means = tuple(_point(block.points.get(row), language) for block in own)
        rows.append((row, standard.title, means, mean_in_words(report.row(row).sides[other], language)))
    form = language.gettext("%(area)s: %(n)s responses")
    names = tuple(
        form % {"area": block_label(block, catalogue, language), "n": language.count(block.submitted)} for block in own
    )
    return BlockTable(catalogue.side(side).label, catalogue.side(other).label, names, tuple(rows))


def _point(point: Point | None, language: Language) -> str:
    if point is None or point.mean is None:
        return SUPPRESSED
    text = language.number(point.mean)
    return f"≈ {text}" if point.detail == "coarse" else text
