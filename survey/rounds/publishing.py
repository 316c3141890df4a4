"""The report of a closed round is made, and frozen when it is published."""

from __future__ import annotations

from dataclasses import replace

from survey import documents
from survey.analysis.publication import safe_report
from survey.analysis.safereport import SafeReport
from survey.analysis.trend import with_trend
from survey.errors import N_, NotFoundError, SurveyError
from survey.model import Round
from survey.rounds.clock import now
from survey.rounds.comments import remarks
from survey.store import blocks, reports, rounds, tallies
from survey.store.connection import Store

ZONE = "Europe/Berlin"
"""The time zone of an installation that has set none."""


def report_of(store: Store, round_: Round, zone: str = ZONE) -> SafeReport:
    """Return the report of a closed round: as published, or as it would be.

    Raises
    ------
    SurveyError
        The round is not closed; until then no result exists for anyone.
    """
    if not round_.is_closed or round_.closed_on is None:
        raise SurveyError(
            N_("Round “%(name)s” is not closed yet; until then there is no result for anyone."), name=round_.name
        )
    document = reports.document_of(store, round_.id)
    if document is not None:
        return documents.restore(SafeReport, document)
    report = safe_report(
        round_,
        rounds.catalogue_of(store, round_),
        tallies.of_round(store, round_.id),
        blocks.of_round(store, round_.id),
    )
    shown, held = remarks(store, round_)
    report = replace(report, remarks=shown, held=held, zone=zone)
    earlier = [report_of(store, before) for before in reversed(published(store)) if before.closes < round_.closes]
    return with_trend(report, earlier)


def publish(store: Store, round_: Round, zone: str = ZONE) -> Round:
    """Freeze the report of a closed round and let everyone see it.

    Raises
    ------
    SurveyError
        The round is not closed, or is published already.
    """
    with store.write():
        current = rounds.by_id(store, round_.id)
        if current.published_on is not None:
            raise SurveyError(N_("Round “%(name)s” is published already."), name=round_.name)
        reports.put(store, round_.id, documents.dump(report_of(store, current, zone)))
        rounds.mark_published(store, current, now().date().isoformat())
        return rounds.by_id(store, round_.id)


def withdraw(store: Store, round_: Round) -> Round:
    """Take a published report back: it is no longer shown, stays frozen, and its withdrawal is.

    Raises
    ------
    SurveyError
        The round is not published, or was withdrawn already.
    """
    with store.write():
        current = rounds.by_id(store, round_.id)
        if current.published_on is None or current.withdrawn_on is not None:
            raise SurveyError(N_("Round “%(name)s” has no published report."), name=round_.name)
        rounds.mark_withdrawn(store, current, now().date().isoformat())
        return rounds.by_id(store, round_.id)


def published(store: Store) -> list[Round]:
    """Return the rounds whose report is published and was not withdrawn, the latest first."""
    return [
        round_
        for round_ in reversed(rounds.every(store))
        if round_.published_on is not None and round_.withdrawn_on is None
    ]


def published_report(store: Store, name: str) -> SafeReport:
    """Return the published report of the round with this name, or raise `NotFoundError`."""
    found = [round_ for round_ in published(store) if round_.name == name]
    if not found:
        raise NotFoundError(N_("There is no published report of a round “%(name)s”."), name=name)
    return report_of(store, found[0])
