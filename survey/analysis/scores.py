"""What is rated: the ratings of a question, and for a standard each response's mean rated step.

A response's mean rated step is the mean of its ratings of the standard's items, whatever it left out.
"""

from __future__ import annotations

from math import lcm

from survey.analysis.moments import Frequencies, frequencies
from survey.model import GroupTally, Standard


def ratings(tally: GroupTally, question: str) -> Frequencies:
    """Return the ratings of one question, 1…s; „kann ich nicht beurteilen“ and unanswered are not among them."""
    return frequencies(enumerate(tally.steps[question][:-1], start=1))


def cannot_say(tally: GroupTally, question: str) -> int:
    """Return how many answered „kann ich nicht beurteilen“."""
    return tally.steps[question][-1]


def response_means(tally: GroupTally, standard: Standard, *, half_rated: bool = False) -> Frequencies:
    """Return the responses' mean rated steps of a standard.

    Parameters
    ----------
    tally
        Counts of one side.
    standard
        With m items. All values are told in parts of ``1 / lcm(1…m)`` of a step, so that they are whole numbers and
        means which are the same fraction are equal, on every side.
    half_rated
        Only the responses that rated half of the items or more; else all with at least one rating.
    """
    items = len(standard.items)
    unit = lcm(*range(1, items + 1))
    return frequencies(
        (
            (total * unit // rated, n)
            for rated, total, n in tally.scores[standard.number]
            if not half_rated or 2 * rated >= items
        ),
        unit,
    )
