"""What a gap chart compares: for a pair of sides one line a standard or an item, with every word that is not a figure.

Reads a `SafeReport` and nothing else; a figure that is None there has words here. Nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from survey.analysis.safereport import PairFigures, Row, SafeReport, SideFigures, Verdict, pair_id
from survey.language import Language
from survey.model import BOTH, Catalogue, Item, Side, Standard

TOO_FEW: Final = PairFigures("too_few")
_MIRRORED: Final[dict[Verdict, Verdict]] = {"a_higher": "b_higher", "b_higher": "a_higher"}


@dataclass(frozen=True)
class Line:
    """One standard or item as side `a` and side `b` see it.

    Attributes
    ----------
    id
        A standard's number as text, or an item's id.
    text
        Its title, or the statement.
    note
        Whose doing an item is about; None for a standard.
    a, b
        The figures of the two sides.
    pair
        Their gap, seen from `a`.
    absence
        Says why there is no gap: of which side, if it is one, and the reason; empty where there is a gap.
    """

    id: str
    text: str
    note: str | None
    a: SideFigures
    b: SideFigures
    pair: PairFigures
    absence: tuple[str, ...]

    @property
    def is_noticeable(self) -> bool:
        """Whether the gap is a noticeable one."""
        return self.pair.verdict in _MIRRORED

    @property
    def is_rounded(self) -> bool:
        """Whether the gap comes from means in half points."""
        return self.pair.gap is not None and "coarse" in {self.a.detail, self.b.detail}


@dataclass(frozen=True)
class Comparison:
    """The lines of one chart, in the order of the catalogue, and what its frame speaks of.

    `title` is the standard whose items are compared, None where the standards themselves are; `catalogue` is in the
    language of the chart.
    """

    report: SafeReport
    catalogue: Catalogue
    title: str | None
    a: Side
    b: Side
    lines: tuple[Line, ...]


def comparison(
    report: SafeReport, pair: tuple[str, str], language: Language, standard_number: int | None = None
) -> Comparison:
    """Return the two sides' views of every standard, or of the items of one.

    Parameters
    ----------
    report
        The round.
    pair
        The ids of sides a and b, in either order whichever of them the report holds.
    language
        Of the texts.
    standard_number
        The standard whose items are compared; None compares the standards.

    Raises
    ------
    KeyError
        No such side or standard.
    """
    catalogue = report.catalogue.in_language(language.code)
    a, b = catalogue.side(pair[0]), catalogue.side(pair[1])
    standard = None if standard_number is None else catalogue.standard(standard_number)
    subjects: tuple[Standard | Item, ...] = catalogue.standards if standard is None else standard.items
    rows = {row.id: row for row in report.rows}
    return Comparison(
        report=report,
        catalogue=catalogue,
        title=None if standard is None else f"{standard.number} {standard.title}",
        a=a,
        b=b,
        lines=tuple(_line(rows[_id(subject)], subject, (a, b), (report, catalogue, language)) for subject in subjects),
    )


def seen_from(row: Row, a: str, b: str) -> PairFigures:
    """Return the pair's figures with the gap as mean of `a` minus mean of `b`, whichever way the row holds them."""
    if pair_id(b, a) in row.pairs:
        return mirrored(row.pairs[pair_id(b, a)])
    return row.pairs.get(pair_id(a, b), TOO_FEW)


def mirrored(pair: PairFigures) -> PairFigures:
    """Return the same comparison with the sides swapped.

    >>> mirrored(PairFigures("a_higher", gap=0.5, ci_low=0.25, ci_high=0.75, delta=0.3))
    PairFigures(verdict='b_higher', gap=-0.5, ci_low=-0.75, ci_high=-0.25, delta=-0.3)
    """
    return replace(
        pair,
        verdict=_MIRRORED.get(pair.verdict, pair.verdict),
        gap=_negative(pair.gap),
        ci_low=_negative(pair.ci_high),
        ci_high=_negative(pair.ci_low),
        delta=_negative(pair.delta),
    )


def _negative(value: float | None) -> float | None:
    return None if value is None else -value


def _id(subject: Standard | Item) -> str:
    return subject.id if isinstance(subject, Item) else str(subject.number)


def _line(
    row: Row, subject: Standard | Item, sides: tuple[Side, Side], source: tuple[SafeReport, Catalogue, Language]
) -> Line:
    report, catalogue, language = source
    a, b = sides
    pair = seen_from(row, a.id, b.id)
    return Line(
        id=_id(subject),
        text=subject.text if isinstance(subject, Item) else subject.title,
        note=_about(subject, catalogue, language) if isinstance(subject, Item) else None,
        a=row.sides[a.id],
        b=row.sides[b.id],
        pair=pair,
        absence=_absence(report, row, sides, language) if pair.gap is None else (),
    )


def _about(item: Item, catalogue: Catalogue, language: Language) -> str | None:
    """Return whose doing an item describes, where it is that of one side."""
    if item.about == BOTH:
        return None
    return language.gettext("Work of: %(side)s") % {"side": catalogue.side(item.about).label}


def _absence(report: SafeReport, row: Row, sides: tuple[Side, Side], language: Language) -> tuple[str, ...]:
    _ = language.gettext
    hidden = [side for side in sides if row.sides[side.id].mean is None]
    if any(report.returns[side.id].reason == "carriers" for side in hidden):
        words = _("not shown")
    else:
        words = _("too few answers")
    return (f"{hidden[0].label}:", words) if len(hidden) == 1 else (words,)
