"""How one side sees each question and each standard: exact figures, before anything is held back.

A view is for comparing and for cutting down to what may be published; no output is made from one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from survey.analysis.agreement import is_divided, item_agreement, standard_agreement
from survey.analysis.counts import side_tally
from survey.analysis.moments import Frequencies, mean, mean_of, median, top_share, variance
from survey.analysis.precision import item_error, standard_error, unanswered_share
from survey.analysis.scores import cannot_say, ratings, response_means
from survey.model import Catalogue, GroupTally, Standard, Tally


@dataclass(frozen=True)
class View:
    """One side's answers to one question, or about one standard. What is undefined is None.

    Attributes
    ----------
    steps
        Of the scale.
    n
        Ratings; for a standard the responses with at least one rating in it.
    no_answer
        „kann ich nicht beurteilen“; for a standard summed over its items.
    mean
        In steps; a standard's is the mean of its items' means, None where an item has no rating.
    median, variance
        Of the ratings; for a standard of the mean rated steps of its n responses.
    error
        The squared standard error of the mean.
    agreement
        Mean absolute deviation from the mean; a standard's is the mean of its items'.
    top
        Share of the two highest steps; None on scales of under five steps and for standards.
    census
        Whether all invited of the side answered.
    ranked
        What Cliff's delta compares: the ratings; for a standard the mean rated steps of the responses that rated half
        or more of its items.
    """

    steps: int
    n: int
    no_answer: int
    mean: Fraction | None
    median: Fraction | None
    variance: Fraction | None
    error: Fraction | None
    agreement: Fraction | None
    top: Fraction | None
    census: bool
    ranked: Frequencies

    @property
    def sd(self) -> float | None:
        """The standard deviation (n − 1), in steps."""
        return None if self.variance is None else math.sqrt(self.variance)

    @property
    def divided(self) -> bool | None:
        """Whether the side is „intern geteilter Meinung“."""
        return is_divided(self.agreement, self.steps)


def question_view(tally: GroupTally, question: str, steps: int, f: Fraction) -> View:
    """Return a side's view of an item, or of the importance of a standard.

    Parameters
    ----------
    tally
        Counts of the side.
    question, steps
        Its id and the steps of its scale.
    f
        The finite population correction of the side (`unanswered_share`).
    """
    table = ratings(tally, question)
    return View(
        steps=steps,
        n=table.n,
        no_answer=cannot_say(tally, question),
        mean=mean(table),
        median=median(table),
        variance=variance(table),
        error=item_error(table, f),
        agreement=item_agreement(table),
        top=top_share(table, steps),
        census=f == 0,
        ranked=table,
    )


def standard_view(tally: GroupTally, standard: Standard, steps: int, f: Fraction) -> View:
    """Return a side's view of a standard from its items; its importance plays no part."""
    means = response_means(tally, standard)
    tables = [ratings(tally, item.id) for item in standard.items]
    return View(
        steps=steps,
        n=means.n,
        no_answer=sum(cannot_say(tally, item.id) for item in standard.items),
        mean=mean_of([mean(table) for table in tables]),
        median=median(means),
        variance=variance(means),
        error=standard_error(tally, standard, f),
        agreement=standard_agreement(tables),
        top=None,
        census=f == 0,
        ranked=response_means(tally, standard, half_rated=True),
    )


def side_views(catalogue: Catalogue, tally: GroupTally, invited: int | None) -> dict[str, View]:
    """Return a side's view of each standard, item and importance, by row id in the order of the catalogue."""
    f = unanswered_share(tally.submitted, invited)
    return dict(
        row
        for standard in catalogue.standards
        for row in (
            (str(standard.number), standard_view(tally, standard, catalogue.fulfilment.steps, f)),
            *_question_views(catalogue, tally, standard, f),
        )
    )


def views(catalogue: Catalogue, tally: Tally) -> Mapping[str, Mapping[str, View]]:
    """Return each side's views by side id; of a side without responses, views of nothing."""
    return {
        side.id: side_views(catalogue, side_tally(catalogue, tally, side.id), tally.invited.get(side.id))
        for side in catalogue.sides
    }


def _question_views(
    catalogue: Catalogue, tally: GroupTally, standard: Standard, f: Fraction
) -> Iterator[tuple[str, View]]:
    for question in catalogue.questions_of(standard):
        yield question, question_view(tally, question, catalogue.scale_of(question).steps, f)
