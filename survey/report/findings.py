"""The key findings: the few sentences a reader should know, each from the figures it names."""

from __future__ import annotations

from dataclasses import dataclass

from survey.analysis.safereport import PairFigures, Row, SafeReport, pair_id
from survey.language import Language
from survey.model import Catalogue
from survey.report.phrases import returned


@dataclass(frozen=True)
class Finding:
    """A sentence; `standard` is the number of the standard it speaks of, if it is one."""

    sentence: str
    standard: int | None = None


def findings(report: SafeReport, pair: tuple[str, str], language: Language) -> tuple[Finding, ...]:
    """Return the key findings of a pair of sides, the most telling ones first."""
    catalogue = report.catalogue.in_language(language.code)
    rows = [(row, row.pairs[pair_id(*pair)]) for row in report.rows if row.level == "standard"]
    judged = [(row, figures) for row, figures in rows if figures.verdict != "too_few"]
    found = [Finding(_return(report, catalogue, pair, language))]
    if judged:
        found.append(Finding(_noticeable(judged, catalogue, pair, language)))
        found += _widest(judged, catalogue, pair, language)
        found += _shared(judged, catalogue, language)
    found += _withheld(len(rows) - len(judged), len(rows), language)
    return tuple(found)


def _return(report: SafeReport, catalogue: Catalogue, pair: tuple[str, str], language: Language) -> str:
    parts = [f"{catalogue.side(side).label} {returned(report.returns[side], report.k, language)}" for side in pair]
    return language.gettext("Responses: %(parts)s.") % {"parts": "; ".join(parts)}


def _noticeable(
    judged: list[tuple[Row, PairFigures]], catalogue: Catalogue, pair: tuple[str, str], language: Language
) -> str:
    _ = language.gettext
    higher = {
        verdict: sum(figures.verdict == verdict for _row, figures in judged) for verdict in ("a_higher", "b_higher")
    }
    n, total = sum(higher.values()), len(judged)
    if n == 0:
        return _("In none of %(total)s standards do the two sides see the partnership noticeably differently.") % {
            "total": language.count(total)
        }
    a, b = (catalogue.side(side).label for side in pair)
    counts = {
        "n": language.count(n),
        "total": language.count(total),
        "a": a,
        "b": b,
        "a_n": language.count(higher["a_higher"]),
        "b_n": language.count(higher["b_higher"]),
    }
    return (
        _(
            "In %(n)s of %(total)s standards the two sides see the partnership noticeably differently (rated more"
            " favourably by: %(a)s %(a_n)s, %(b)s %(b_n)s)."
        )
        % counts
    )


def _widest(
    judged: list[tuple[Row, PairFigures]], catalogue: Catalogue, pair: tuple[str, str], language: Language
) -> list[Finding]:
    row, figures = max(judged, key=lambda found: abs(found[1].gap or 0.0))
    if round(figures.gap or 0.0, 1) == 0:
        return []
    standard = catalogue.standard(int(row.id))
    a, b = (row.sides[side].mean or 0.0 for side in pair)
    sentence = language.gettext(
        "The views lie furthest apart on standard %(number)s “%(title)s”:"
        " %(a)s %(mean_a)s, %(b)s %(mean_b)s, gap %(gap)s."
    ) % {
        "number": standard.number,
        "title": standard.title,
        "a": catalogue.side(pair[0]).label,
        "b": catalogue.side(pair[1]).label,
        "mean_a": language.number(a),
        "mean_b": language.number(b),
        "gap": language.signed(figures.gap or 0.0),
    }
    return [Finding(sentence, standard.number)]


def _shared(judged: list[tuple[Row, PairFigures]], catalogue: Catalogue, language: Language) -> list[Finding]:
    _ = language.gettext
    forms = {
        "strength": _("Shared strengths, rated well by both sides: %(titles)s."),
        "need": _("Shared need for development, rated low by both sides: %(titles)s."),
    }
    found = []
    for verdict, form in forms.items():
        numbers = [int(row.id) for row, figures in judged if figures.verdict == verdict]
        titles = [f"{number} {catalogue.standard(number).title}" for number in numbers]
        if titles:
            found.append(Finding(form % {"titles": "; ".join(titles)}))
    return found


def _withheld(n: int, total: int, language: Language) -> list[Finding]:
    if n == 0:
        return []
    sentence = language.ngettext(
        "For %(n)s of %(total)s standards there are too few answers to compare the two sides.",
        "For %(n)s of %(total)s standards there are too few answers to compare the two sides.",
        n,
    )
    return [Finding(sentence % {"n": language.count(n), "total": language.count(total)})]
