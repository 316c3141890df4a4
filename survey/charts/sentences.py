"""What the charts beside the gap chart show, in sentences, for those who do not see them. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from survey.analysis.safereport import SafeReport
from survey.charts.blockmeans import StandardParts, block_means
from survey.charts.comparison import Comparison
from survey.charts.matrix import FIELDS, SideMatrix, matrix
from survey.charts.selfviews import OwnDoing, self_image
from survey.charts.series import Series, StandardSeries, series
from survey.charts.shares import Bar, Distribution, distribution
from survey.language import Language
from survey.model import Side


def distribution_alt_text(report: SafeReport, number: int, pair: tuple[str, str], language: Language) -> str:
    """Return in sentences what the chart of one standard's ratings shows: where each side rates high, and where low.

    Raises
    ------
    KeyError
        No such standard or side.
    """
    _ = language.gettext
    shown = distribution(report, number, pair, language)
    sentences = [f"{shown.comparison.title}.", _("Ratings of %(a)s and %(b)s.") % _names(shown.comparison)]
    for index, side in enumerate((shown.comparison.a, shown.comparison.b)):
        sentences += _ratings(shown, side, [pair[index] for pair in shown.bars], language)
    return " ".join(sentences)


def selfimage_alt_text(report: SafeReport, pair: tuple[str, str], language: Language) -> str:
    """Return in sentences what the chart of self-image and outside view shows: each side's largest blind spot.

    Raises
    ------
    KeyError
        No such side.
    """
    _ = language.gettext
    shown = self_image(report, pair, language)
    sentences = [_("Self-image and outside view: %(a)s and %(b)s.") % _names(shown.comparison)]
    if not shown.groups:
        sentences.append(_("No item is about what one of these two sides does: there is nothing to compare."))
    for group in shown.groups:
        sentences += _blind_spots(group, language)
    return " ".join(sentences)


def importance_alt_text(report: SafeReport, sides: Sequence[str], language: Language) -> str:
    """Return in sentences what the matrix shows: for each side the standards in each of its four fields.

    Raises
    ------
    KeyError
        No such side.
    LookupError
        The catalogue does not ask for importance.
    """
    shown = matrix(report, sides, language)
    opening = language.gettext("Importance and fulfilment of the standards, each beside the side's means of all.")
    return " ".join([opening, *(_fields(side, language) for side in shown.sides)])


def trend_alt_text(report: SafeReport, pair: tuple[str, str], language: Language) -> str:
    """Return in sentences what the chart of the trend shows: the largest rise and fall of each side, and the breaks.

    Raises
    ------
    KeyError
        No such side.
    """
    _ = language.gettext
    shown = series(report, pair, language)
    if len(shown.rounds) == 1:
        return _("There is no earlier published round to compare with.")
    values = {**_names(shown.comparison), "first": shown.rounds[0], "last": shown.rounds[-1]}
    sentences = [_("Means of %(a)s and %(b)s from %(first)s to %(last)s.") % values]
    for index, side in enumerate((shown.comparison.a, shown.comparison.b)):
        sentences += _movement(shown, side, index, language)
    broken = ", ".join(standard.line.id for standard in shown.standards if standard.is_broken)
    if broken:
        sentences.append(_("Series interrupted, wording or scale changed: %(rows)s.") % {"rows": broken})
    return " ".join(sentences)


def blocks_alt_text(report: SafeReport, side: str, other: str, language: Language) -> str:
    """Return in sentences what the chart of the blocks shows: where all lie below the other side, and where above.

    Raises
    ------
    KeyError
        No such side.
    """
    _ = language.gettext
    shown = block_means(report, side, other, language)
    names = _names(shown.comparison)
    if not shown.parts:
        return _("The answers of “%(side)s” are shown as a whole only, not by area.") % {"side": names["a"]}
    sentences = [
        _("%(a)s by area (%(blocks)s) beside %(b)s as a whole.")
        % {**names, "blocks": ", ".join(part.name for part in shown.parts)}
    ]
    found = [
        (_("All areas less favourable than %(b)s: %(rows)s."), _where(shown.standards, below=True, above=False)),
        (_("All areas more favourable than %(b)s: %(rows)s."), _where(shown.standards, below=False, above=True)),
        (_("Areas on both sides of %(b)s: %(rows)s."), _where(shown.standards, below=True, above=True)),
        (_("Not shown by area: %(rows)s."), [standard.line.id for standard in shown.standards if not standard.points]),
    ]
    return " ".join([*sentences, *(words % {**names, "rows": ", ".join(rows)} for words, rows in found if rows)])


def _names(compared: Comparison) -> dict[str, str]:
    return {"a": compared.a.label, "b": compared.b.label}


def _ratings(shown: Distribution, side: Side, bars: Sequence[Bar], language: Language) -> Iterator[str]:
    """Yield what one side's bars show: where it rates most and least above the middle of the scale."""
    _ = language.gettext
    upper = [(bar, math.fsum(bar.shares[-(len(bar.shares) // 2) :])) for bar in bars if bar.shares]
    if upper:
        high, low = max(upper, key=lambda each: each[1]), min(upper, key=lambda each: each[1])
        values = {
            "side": side.label,
            "high": high[0].item,
            "most": language.percent(high[1]),
            "low": low[0].item,
            "least": language.percent(low[1]),
        }
        words = _("%(side)s, ratings above the middle of the scale: %(most)s at %(high)s, %(least)s at %(low)s.")
        single = _("%(side)s, ratings above the middle of the scale: %(most)s at %(high)s.")
        yield (words if len(upper) > 1 else single) % values
    unsure = [(bar, bar.no_answer) for bar in bars if bar.no_answer]
    if unsure:
        bar, share = max(unsure, key=lambda each: each[1])
        label = shown.comparison.catalogue.fulfilment.no_answer
        values = {"label": label, "row": bar.item, "share": language.percent(share)}
        yield _("“%(label)s” most often at %(row)s, %(share)s.") % values
    for why in dict.fromkeys(bar.absence for bar in bars if bar.absence):
        rows = ", ".join(bar.item for bar in bars if bar.absence == why)
        yield _("%(side)s without a distribution: %(rows)s (%(reason)s).") % {
            "side": side.label,
            "rows": rows,
            "reason": why,
        }


def _blind_spots(group: OwnDoing, language: Language) -> Iterator[str]:
    _ = language.gettext
    yield _("Work of: %(side)s") % {"side": group.side.label} + "."
    shown = [line for line in group.lines if line.pair.gap is not None]
    if group.largest is not None:
        line, spot = group.largest
        values = {"row": f"{line.id} {line.text}".rstrip("."), "spot": language.signed(spot)}
        yield _("Largest blind spot: %(row)s, %(spot)s.") % values
    elif shown:
        yield _("In nothing more favourable than the outside view.")
    noticeable = ", ".join(line.id for line in shown if line.is_noticeable)
    if noticeable:
        yield _("Noticeable differences: %(rows)s.") % {"rows": noticeable}
    withheld = [line for line in group.lines if line.absence]
    if withheld:
        reasons = ", ".join(dict.fromkeys(line.absence[-1] for line in withheld))
        yield _("Without a blind spot shown: %(rows)s (%(reasons)s).") % {
            "rows": ", ".join(line.id for line in withheld),
            "reasons": reasons,
        }


def _fields(side: SideMatrix, language: Language) -> str:
    _ = language.gettext
    parts = []
    for field, words in FIELDS.items():
        numbers = ", ".join(str(spot.number) for spot in side.spots if side.field(spot) == field)
        parts += [f"{_(words)}: {numbers}"] if numbers else []
    for why, withheld in side.withheld.items():
        parts.append(
            _("not in the chart: %(rows)s (%(reason)s)") % {"rows": ", ".join(map(str, withheld)), "reason": why}
        )
    return f"{side.side.label}: {'; '.join(parts)}."


def _movement(shown: Series, side: Side, index: int, language: Language) -> Iterator[str]:
    """Yield how one side's means moved from the first comparable round shown to this one, and what is missing."""
    _ = language.gettext
    moves = [(standard, move) for standard in shown.standards if (move := _move(shown, standard, index)) is not None]
    if moves:
        rise, fall = max(moves, key=lambda each: each[1]), min(moves, key=lambda each: each[1])
        if round(rise[1], 1) > 0:
            yield _("%(side)s, largest rise: %(row)s, %(change)s.") % _moved(side, *rise, language)
        if round(fall[1], 1) < 0:
            yield _("%(side)s, largest fall: %(row)s, %(change)s.") % _moved(side, *fall, language)
        if not round(rise[1], 1) > 0 and not round(fall[1], 1) < 0:
            yield _("%(side)s: unchanged.") % {"side": side.label}
    missing = ", ".join(s.line.id for s in shown.standards if s.missing(s.courses[index]))
    if missing:
        yield _("%(side)s, values not shown in some round: %(rows)s.") % {"side": side.label, "rows": missing}


def _move(shown: Series, standard: StandardSeries, index: int) -> float | None:
    """Return the mean of this round minus that of the first comparable round shown; None without two of them."""
    last = len(shown.rounds) - 1
    points = standard.courses[index].points
    comparable = [position for position in points if position >= standard.comparable_from]
    if last not in points or comparable == [last]:
        return None
    now, then = points[last].mean, points[comparable[0]].mean
    return None if now is None or then is None else now - then


def _moved(side: Side, standard: StandardSeries, move: float, language: Language) -> dict[str, str]:
    return {
        "side": side.label,
        "row": f"{standard.line.id} {standard.line.text}".rstrip("."),
        "change": language.signed(move),
    }


def _where(standards: Sequence[StandardParts], *, below: bool, above: bool) -> list[str]:
    """Return the ids of the standards with blocks below the other side's mean, or at least as high, or both."""
    found = []
    for standard in standards:
        whole = standard.line.b.mean
        means = [point.mean for point in standard.points or () if point.mean is not None]
        if whole is not None and means:
            sides = (any(mean < whole for mean in means), any(mean >= whole for mean in means))
            found += [standard.line.id] if sides == (below, above) else []
    return found
