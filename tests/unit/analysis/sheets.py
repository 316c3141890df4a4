"""Small catalogues and hand-written answer sheets to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from survey.analysis.counts import tally_group
from survey.analysis.publication import safe_report
from survey.analysis.safereport import SafeReport
from survey.model import (
    BOTH,
    CANNOT_SAY,
    CITY,
    UNANSWERED,
    Catalogue,
    GroupTally,
    Item,
    Round,
    Scale,
    Side,
    Standard,
    Tally,
)

Sheet = Mapping[str, str]
OPENS = datetime(2026, 9, 1, tzinfo=UTC)
CLOSES = datetime(2026, 10, 1, tzinfo=UTC)


def scale(steps: int) -> Scale:
    return Scale("How far?", tuple(f"step {step}" for step in range(1, steps + 1)), "cannot say")


def catalogue(
    items: Sequence[int] = (2,),
    *,
    steps: int = 5,
    importance: int | None = None,
    sides: Sequence[Side] = (),
    strong_from: float = 3.5,
) -> Catalogue:
    """Return a catalogue with this many items in each standard: 1a, 1b, 2a …; sides a, b and c where none are given."""
    known = tuple(sides) or (Side("a", "A", "who", one_organisation=True), Side("b", "B", "who"), Side("c", "C", "who"))
    return Catalogue(
        id="test",
        version=1,
        language="de",
        title="Title",
        place="Place",
        source="Source",
        sides=known,
        compare=(known[0].id, known[1].id),
        strong_from=strong_from,
        areas=(),
        fulfilment=scale(steps),
        importance=scale(importance) if importance else None,
        standards=tuple(
            Standard(
                number,
                "Standard",
                "Summary",
                tuple(Item(f"{number}{chr(ord('a') + i)}", BOTH, "Text") for i in range(count)),
            )
            for number, count in enumerate(items, start=1)
        ),
    )


def joined(known: Catalogue, sheets: Sequence[Sheet]) -> bytes:
    """Return the answer sheets as one text of bytes."""
    return b"".join(_byte(sheet.get(q, UNANSWERED)) for sheet in sheets for q in known.questions)


def group(
    known: Catalogue,
    side: str,
    sheets: Sequence[Sheet],
    carriers: Sequence[int] | None = None,
    cell: str = CITY,
) -> GroupTally:
    """Return the counts of these sheets; `carriers` says how many came from each, one each where it is None."""
    sizes = [1] * len(sheets) if carriers is None else carriers
    return tally_group(known, side, cell, joined(known, sheets), tuple(enumerate(sizes, start=1)))


def rated(known: Catalogue, *answers: str) -> list[Sheet]:
    """Return a sheet for each text of one character a question: a step, x, or - for no answer.

    >>> rated(catalogue([2]), "5x", "-1")
    [{'1a': '5', '1b': 'x'}, {'1b': '1'}]
    """
    return [
        {
            q: CANNOT_SAY if c == "x" else str(ord(c) - ord("0"))
            for q, c in zip(known.questions, line, strict=True)
            if c != "-"
        }
        for line in answers
    ]


def report(known: Catalogue, tally: Tally, k: int = 5) -> SafeReport:
    return safe_report(Round(1, "2026", "", OPENS, CLOSES, k, b"", "2026-10-02", None), known, tally)


def tally(*groups: GroupTally, **invited: int | None) -> Tally:
    return Tally(groups, invited)


def _byte(answer: str) -> bytes:
    if answer == UNANSWERED:
        return b"-"
    return b"x" if answer == CANNOT_SAY else bytes([ord("0") + int(answer)])
