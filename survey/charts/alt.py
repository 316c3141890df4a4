"""What a chart shows, in sentences, for those who do not see it. Draws nothing."""

from __future__ import annotations

from survey.analysis.safereport import SafeReport
from survey.charts.comparison import Comparison, Line, comparison
from survey.language import Language


def alt_text(report: SafeReport, pair: tuple[str, str], language: Language, standard_number: int | None = None) -> str:
    """Return in sentences what a chart shows: the largest gap, the noticeable ones, and what is withheld.

    Parameters
    ----------
    report, pair, language
        Those of the chart.
    standard_number
        That of an `items_chart`; None for a `standards_chart`.

    Raises
    ------
    KeyError
        No such standard or side.
    """
    _ = language.gettext
    compared = comparison(report, pair, language, standard_number)
    noticeable = [line.id for line in compared.lines if line.is_noticeable]
    withheld = [line for line in compared.lines if line.absence]
    shown = len(compared.lines) - len(withheld)
    sentences = [_("%(a)s and %(b)s compared.") % {"a": compared.a.label, "b": compared.b.label}]
    if compared.title is not None:
        sentences.insert(0, f"{compared.title}.")
    if shown:
        sentences.append(_largest(compared, language))
        counts = {"n": language.count(len(noticeable)), "total": language.count(shown)}
        sentences.append(_("Noticeable gaps: %(n)s of %(total)s.") % counts)
    if noticeable:
        sentences[-1] = f"{sentences[-1][:-1]} ({', '.join(noticeable)})."
    if withheld:
        reasons = ", ".join(dict.fromkeys(line.absence[-1] for line in withheld))
        values = {"rows": ", ".join(line.id for line in withheld), "reasons": reasons}
        without = _("Without a gap: %(rows)s (%(reasons)s).") if shown else _("No gap can be shown: %(reasons)s.")
        sentences.append(without % values)
    return " ".join(sentences)


def _largest(compared: Comparison, language: Language) -> str:
    _ = language.gettext
    line, gap = max(_gaps(compared.lines), key=lambda found: abs(found[1]))
    values = {
        "row": f"{line.id} {line.text}".rstrip("."),
        "gap": language.signed(gap),
        "side": compared.a.label if gap > 0 else compared.b.label,
    }
    if language.signed(gap) == language.signed(0.0):
        return _("Largest gap: %(row)s, %(gap)s.") % values
    return _("Largest gap: %(row)s, %(gap)s; more favourable: %(side)s.") % values


def _gaps(lines: tuple[Line, ...]) -> list[tuple[Line, float]]:
    return [(line, line.pair.gap) for line in lines if line.pair.gap is not None]
