"""Figures in words: verdicts, counts, and figures that are not shown."""

from __future__ import annotations

from survey.analysis.safereport import SafeReport, SideFigures, SideReturn, Verdict
from survey.language import Language
from survey.model import Catalogue, Side

SUPPRESSED = "•"
"""Stands where a figure is not published."""


def verdict_in_words(verdict: Verdict, catalogue: Catalogue, pair: tuple[str, str], language: Language) -> str:
    """Return what the comparison comes to, as a phrase."""
    _ = language.gettext
    if verdict in {"a_higher", "b_higher"}:
        return _higher(catalogue.side(pair[verdict == "b_higher"]), language)
    return {
        "strength": _("shared strength"),
        "need": _("shared need for development"),
        "mixed": _("mixed"),
        "too_few": _("too few answers"),
    }[verdict]


def returned(part: SideReturn, k: int, language: Language) -> str:
    """Return how many of a side answered: „24 von 30“, „24“, „unter 5“."""
    _ = language.gettext
    if part.submitted is None:
        return _("fewer than %(k)s") % {"k": language.count(k)}
    if part.invited is None:
        return language.count(part.submitted)
    counts = {"n": language.count(part.submitted), "invited": language.count(part.invited)}
    return _("%(n)s of %(invited)s") % counts


def mean_in_words(figures: SideFigures, language: Language) -> str:
    """Return a mean with one digit, „≈ 3,5“ where it is shown in half points, „•“ where it is not shown."""
    if figures.mean is None:
        return SUPPRESSED
    text = language.number(figures.mean)
    return f"≈ {text}" if figures.detail == "coarse" else text


def suppression(report: SafeReport, language: Language) -> str:
    """Return in one sentence what is not shown and why."""
    _ = language.gettext
    catalogue = report.catalogue.in_language(language.code)
    sides = [side.label for side in catalogue.sides if not report.returns[side.id].published]
    hidden = sum(
        figures.detail == "hidden"
        for row in report.rows
        for side, figures in row.sides.items()
        if report.returns[side].published
    )
    rule = _(
        "Results are shown only for groups of at least %(k)s responses from several carriers, so that nobody can be"
        " recognised"
    ) % {"k": language.count(report.k)}
    if sides and hidden:
        rest = _("therefore nothing of %(sides)s and %(n)s further figures are not shown.")
    elif sides:
        rest = _("therefore nothing of %(sides)s is shown.")
    elif hidden:
        rest = _("therefore %(n)s figures are not shown.")
    else:
        rest = _("here nothing had to be left out.")
    return f"{rule}; {rest % {'sides': ', '.join(sides), 'n': language.count(hidden)}}"


def _higher(side: Side, language: Language) -> str:
    _ = language.gettext
    if side.one_organisation:
        return _("%(who)s sees it more favourably") % {"who": side.who}
    return _("%(who)s see it more favourably") % {"who": side.label}
