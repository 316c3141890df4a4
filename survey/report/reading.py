"""How a report is to be read: its words explained, and its method, in sentences without figures of the report."""

from __future__ import annotations

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.model import Catalogue


def terms(report: SafeReport, language: Language) -> tuple[tuple[str, str], ...]:
    """Return each word and sign of a report with its explanation, in the order in which a reader meets them."""
    _ = language.gettext
    catalogue = report.catalogue.in_language(language.code)
    a, b = (catalogue.side(side).label for side in report.catalogue.compare)
    words = [*_figures(catalogue, language), *_comparisons(a, b, language), *_verdicts(catalogue, language)]
    if any(item.about in report.catalogue.compare for item in report.catalogue.items):
        words.append(
            (
                _("Self-image and outside view"),
                _(
                    "Some statements describe the doing of one side. Its own rating is its self-image, that of the"
                    " other side the outside view. Where the self-image is clearly higher, there may be a blind spot."
                ),
            )
        )
    signs = {"k": language.count(report.k)}
    return (
        *words,
        ("≈", _("Fewer than ten ratings: the mean is given in steps of half a point, without interval.")),
        ("•", _("Not shown, because fewer than %(k)s answers or too few carriers stand behind it.") % signs),
    )


def method(report: SafeReport, language: Language) -> tuple[str, ...]:
    """Return how the figures came about, in paragraphs."""
    _ = language.gettext
    catalogue = report.catalogue.in_language(language.code)
    a, b = (catalogue.side(side).label for side in report.catalogue.compare)
    paragraphs = [
        _(
            "The gap is the mean of the first side (%(a)s) minus the mean of the second (%(b)s); above zero, the first"
            " side sees the matter more favourably. A gap is noticeable when it is at least half a pooled standard"
            " deviation wide and its 95 %% interval does not include zero."
        )
        % {"a": a, "b": b},
        _(
            "A standard's mean is the mean of its statements' means. “Cannot say” and unanswered statements are left"
            " out of every mean. From fewer than %(k)s answers nothing is shown; below 10 the mean is shown in steps of"
            " half a point (≈), without interval."
        )
        % {"k": language.count(report.k)},
        _(
            "The intervals assume that those who did not answer would have answered alike, and take into account how"
            " many of those invited did; several people of one carrier are not independent of each other. Unanimous"
            " answers are shown as they are: these are opinions on a partnership."
        ),
    ]
    if report.past:
        paragraphs.append(
            _(
                "Changes between rounds compare two surveys in which not the same people need have answered. Where the"
                " wording or the scale changed, the series is broken and no change is given."
            )
        )
    return tuple(paragraphs)


def _figures(catalogue: Catalogue, language: Language) -> list[tuple[str, str]]:
    _ = language.gettext
    scale = catalogue.fulfilment
    ends = {
        "steps": language.count(scale.steps),
        "first": scale.labels[0],
        "last": scale.labels[-1],
    }
    return [
        (
            _("Mean"),
            _("The average of all ratings on the scale from 1 (%(first)s) to %(steps)s (%(last)s).") % ends,
        ),
        ("n", _("How many rated; for a standard, how many rated at least one of its statements.")),
        (
            _("no rating"),
            _("How many answered “%(answer)s”; they are counted here and left out of every mean.")
            % {"answer": scale.no_answer},
        ),
    ]


def _comparisons(a: str, b: str, language: Language) -> list[tuple[str, str]]:
    _ = language.gettext
    sides = {"a": a, "b": b}
    return [
        (
            _("Gap"),
            _(
                "How far the two means lie apart, in steps of the scale: “%(a)s” minus “%(b)s”. With a plus the first"
                " side sees the matter more favourably, with a minus the second."
            )
            % sides,
        ),
        (
            _("95 %% interval") % {},
            _(
                "The range in which the gap presumably lies if one allows for those invited who did not answer. The"
                " narrower it is, the surer the figure."
            ),
        ),
        (
            _("noticeable"),
            _(
                "The gap is large and sure enough to talk about: at least half a standard deviation wide, and the"
                " interval leaves out zero. Such rows are set off."
            ),
        ),
    ]


def _verdicts(catalogue: Catalogue, language: Language) -> list[tuple[str, str]]:
    _ = language.gettext
    limit = {"limit": language.number(catalogue.strong_from)}
    return [
        (_("shared strength"), _("No noticeable gap, and both sides' means are %(limit)s or above.") % limit),
        (_("shared need for development"), _("No noticeable gap, and both sides' means are below %(limit)s.") % limit),
        (
            _("mixed"),
            _("No noticeable gap; one side's mean is %(limit)s or above, the other's below.") % limit,
        ),
        (_("too few answers"), _("One of the sides has fewer than ten ratings; no verdict is given.")),
        (
            _("divided within itself"),
            _("The ratings inside one side lie far apart: their mean says less than usual."),
        ),
    ]
