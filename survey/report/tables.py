"""The tables of the printed report, every figure in words."""

from __future__ import annotations

from collections.abc import Sequence

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.model import Catalogue, Side, Standard
from survey.report import sections
from survey.report.page import Line
from survey.report.parts import Align, Head, Row, Table, simple_table
from survey.report.phrases import SUPPRESSED

MEAN, COUNT, NO_RATING, GAP, INTERVAL, VERDICT = 34.0, 20.0, 33.0, 32.0, 65.0, 86.0
"""The least widths of columns, in points; a wider figure makes its column wider."""
_FIGURE, _PADDING = 5.3, 7.0
MOST_COLUMNS = 5
"""Rounds or parts of the city beside each other; the width of a page holds no more."""


def standards_table(caption: str, lines: Sequence[Line], pair: tuple[Side, Side], language: Language) -> Table:
    """Return the figures of all standards as a pair of sides sees them."""
    return _figures(caption, language.gettext("Standard"), lines, pair, language)


def items_table(lines: Sequence[Line], pair: tuple[Side, Side], language: Language) -> Table:
    """Return the figures of a standard's statements, and of its importance."""
    _ = language.gettext
    return _figures(_("Statements of this standard"), _("Statement"), lines, pair, language)


def returns_table(report: SafeReport, catalogue: Catalogue, language: Language) -> Table:
    """Return how many of each side were invited and answered, and whether their answers are shown."""
    _ = language.gettext
    rows = []
    for side in catalogue.sides:
        part = report.returns[side.id]
        few = _("fewer than %(k)s") % {"k": language.count(report.k)}
        share = "" if not part.invited or part.submitted is None else language.percent(part.submitted / part.invited)
        reason = _("not shown, too few carriers") if part.reason == "carriers" else _("not shown, too few answers")
        cells = (
            side.label,
            _("unknown") if part.invited is None else language.count(part.invited),
            few if part.submitted is None else language.count(part.submitted),
            share or SUPPRESSED,
            _("shown") if part.published else reason,
        )
        rows.append(Row(cells))
    titles = (_("Side"), _("Invited"), _("Submitted"), _("Share"), _("Results"))
    return simple_table(_("Return by side"), titles, rows, (0, 72, 72, 60, 150), words=(0, 4))


def self_image_table(lines: Sequence[sections.SelfLine], side: str, other: str, language: Language) -> Table:
    """Return how a side rates its own doing, and how the other side does."""
    _ = language.gettext
    rows = [Row((line.title, line.own, line.outside, line.blind_spot), key=line.id) for line in lines]
    caption = _("Doing of: %(side)s (outside view: %(other)s)") % {"side": side, "other": other}
    titles = (_("Statement"), _("Self-image"), _("Outside view"), _("Difference"))
    return simple_table(caption, titles, rows, (0, 64, 64, 64))


def importance_table(lines: Sequence[sections.ImportanceLine], pair: tuple[Side, Side], language: Language) -> Table:
    """Return importance beside fulfilment of every standard, as a pair of sides sees both."""
    _ = language.gettext
    rows = []
    for line in lines:
        seen = zip(line.importance, line.fulfilment, strict=True)
        rows.append(Row((line.title, *(cell for of_side in seen for cell in of_side)), key=line.id))
    head = (
        (Head(_("Standard"), rows=2), *(Head(side.label, columns=2) for side in pair)),
        (Head(_("Importance")), Head(_("Fulfilment"))) * 2,
    )
    align: tuple[Align, ...] = ("left", *("right",) * 4)
    return Table(_("Importance and fulfilment of every standard"), head, tuple(rows), (0, 64, 72, 64, 72), align)


def trend_table(lines: Sequence[sections.TrendLine], report: SafeReport, side: str, language: Language) -> Table:
    """Return a side's means in the last rounds, the earliest first, and the change since the round before."""
    _ = language.gettext
    rounds = [*(before.round for before in report.past), report.round][-MOST_COLUMNS:]
    rows = [
        Row((line.title, *line.means[-MOST_COLUMNS:], line.change, line.interval), key=line.id, note=line.note)
        for line in lines
    ]
    titles = (_("Standard"), *rounds, _("Change since %(round)s") % {"round": rounds[-2]}, _("95 %% interval") % {})
    widths = (0, *(40,) * len(rounds), 62, INTERVAL)
    return simple_table(_("Means over the years: %(side)s") % {"side": side}, titles, rows, widths)


def block_tables(table: sections.BlockTable, language: Language) -> list[Table]:
    """Return a side's means by parts of the city, in as many tables as the page needs."""
    _ = language.gettext
    caption = _("%(side)s by parts of the city, beside %(other)s as a whole") % {
        "side": table.side,
        "other": table.other,
    }
    found = []
    for start in range(0, len(table.blocks), MOST_COLUMNS):
        shown = slice(start, start + MOST_COLUMNS)
        titles = (_("Standard"), *table.blocks[shown], _("%(side)s, all") % {"side": table.other})
        rows = [Row((title, *means[shown], other), key=number) for number, title, means, other in table.rows]
        widths = (0, *(64,) * (len(titles) - 2), 64)
        found.append(simple_table(caption, titles, rows, widths))
    return found


def distribution_table(
    report: SafeReport, catalogue: Catalogue, standard: Standard, language: Language
) -> Table | None:
    """Return how many of each side gave each statement of a standard each rating; None where none may be shown."""
    _ = language.gettext
    rows = []
    for item in standard.items:
        known = [
            (side, report.distributions[side.id][item.id]) for side in catalogue.sides if _has(report, side, item.id)
        ]
        rows += [Row((item.id, side.label, *map(language.count, counts))) for side, counts in known]
    if not rows:
        return None
    steps = [language.count(step) for step in range(1, catalogue.fulfilment.steps + 1)]
    titles = (_("Statement"), _("Side"), *steps, _("no rating"))
    widths = (52, 0, *(32,) * len(steps), 56)
    return simple_table(f"{standard.number} {standard.title}", titles, rows, widths, words=(0, 1))


def _has(report: SafeReport, side: Side, item: str) -> bool:
    return item in report.distributions.get(side.id, {})


def _figures(caption: str, first: str, lines: Sequence[Line], pair: tuple[Side, Side], language: Language) -> Table:
    _ = language.gettext
    rows = [
        Row(
            (
                line.title,
                line.a.mean, line.a.n, line.a.no_answer,
                line.b.mean, line.b.n, line.b.no_answer,
                line.gap, line.interval, line.verdict,
            ),
            key=line.id,
            note=line.about,
            strong=line.noticeable,
        )
        for line in lines
    ]  # fmt: skip
    head = (
        (
            Head(first, rows=2),
            *(Head(side.label, columns=3) for side in pair),
            Head(_("Gap"), rows=2),
            Head(_("95 %% interval") % {}, rows=2),
            Head(_("Verdict"), rows=2),
        ),
        (Head(_("Mean")), Head("n"), Head(_("no rating"))) * 2,
    )
    least = (*(MEAN, COUNT, NO_RATING) * 2, GAP, INTERVAL)
    widths = (0.0, *(_room(rows, column, width) for column, width in enumerate(least, 1)), VERDICT)
    align: tuple[Align, ...] = ("left", *("right",) * 8, "left")
    return Table(caption, head, tuple(rows), widths, align)


def _room(rows: Sequence[Row], column: int, least: float) -> float:
    """Return the width of a column of bold figures, in points."""
    longest = max((len(row.cells[column]) for row in rows), default=0)
    return max(least, _FIGURE * longest + _PADDING)
