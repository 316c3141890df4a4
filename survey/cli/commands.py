"""What each command does: asks `survey.rounds` for it and says what came of it. Returns the exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from survey.errors import Faults, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

    from survey.config import Settings
    from survey.model import Catalogue, Round
    from survey.store.connection import Store


def demo(given: argparse.Namespace) -> int:
    """Make the demo and serve it."""
    from survey.config import DEMO_DATABASE
    from survey.rounds.demo import make_demo

    changes = {"database": DEMO_DATABASE} | ({"port": given.port} if given.port else {})
    settings = _settings(given).model_copy(update=changes)
    settings = settings.model_copy(update={"url": f"http://{settings.host}:{settings.port}"})
    with _answering(settings.database_path):
        made = make_demo(settings, _catalogue(settings), _progress)
    _say(f"Made {settings.database_path}: {made.carriers} invented carriers, {len(made.published)} published rounds")
    _say(f"  ({', '.join(made.published)}) and the open round {made.open}.")
    _say("Fill in with one of these access codes and a passphrase of your own:")
    for side, code in made.codes.items():
        _say(f"  {side}: {code}")
    if given.no_serve:
        return 0
    return _run(
        settings, f"Open {settings.url}/ to fill in and {settings.url}/berichte/ for the reports. Ctrl-C ends it."
    )


def serve(given: argparse.Namespace) -> int:
    """Serve the site."""
    settings = _settings(given)
    return _run(settings, f"Serving {settings.url} on {settings.host}:{settings.port}. Ctrl-C ends it.")


def check(given: argparse.Namespace) -> int:
    """Say whether a catalogue is sound."""
    from survey.catalogue import check_catalogue, summary

    checked = check_catalogue(given.file or _settings(given).standards)
    for warning in checked.warnings:
        _say(warning)
    _say(summary(checked.catalogue))
    return 0


def add_round(given: argparse.Namespace) -> int:
    """Add a round."""
    from survey.catalogue import summary
    from survey.rounds.clock import instant
    from survey.rounds.setup import add_round

    settings = _settings(given)
    opens, closes = (instant(text, settings.zone) for text in (given.opens, given.closes))
    catalogue = _catalogue(settings)
    with _store(settings) as store:
        made = add_round(store, catalogue, given.name, opens, closes, settings.k)
    _say(f"Round {made.name} opens {given.opens} and closes {given.closes} ({settings.timezone}).")
    _say(f"It is frozen on {settings.standards}: {summary(catalogue)}.")
    return 0


def list_rounds(given: argparse.Namespace) -> int:
    """List the rounds and their return."""
    from survey.rounds.clock import now
    from survey.rounds.closing import returns
    from survey.rounds.setup import state_of
    from survey.store import rounds

    settings = _settings(given)
    with _store(settings) as store:
        everything = rounds.every(store)
        for round_ in everything:
            catalogue = rounds.catalogue_of(store, round_)
            opens, closes = (
                moment.astimezone(settings.zone).strftime("%Y-%m-%dT%H:%M") for moment in (round_.opens, round_.closes)
            )
            state = state_of(round_, now())
            counts = _returned(returns(store, round_, catalogue))
            _say(f"{round_.name}: {state}, {opens} to {closes}, {counts}")
    if not everything:
        _say("There are no rounds yet.")
    return 0


def close_round(given: argparse.Namespace) -> int:
    """Count a round and close it for good."""
    from survey.rounds.closing import close_round, returns
    from survey.store import rounds

    with _store(_settings(given)) as store:
        round_ = _round(store, given.name)
        counted = returns(store, round_, rounds.catalogue_of(store, round_))
        close_round(store, round_)
    _say(f"Round {given.name} is closed for good and counted: {_returned(counted)}.")
    return 0


def publish_round(given: argparse.Namespace) -> int:
    """Freeze and show the report of a round."""
    from survey.rounds.publishing import publish

    settings = _settings(given)
    with _store(settings) as store:
        publish(store, _round(store, given.name), settings.timezone)
    _say(f"The report of round {given.name} is frozen and published at {settings.url}/berichte/{given.name}.")
    return 0


def withdraw_round(given: argparse.Namespace) -> int:
    """Take a published report back."""
    from survey.rounds.publishing import withdraw

    with _store(_settings(given)) as store:
        withdraw(store, _round(store, given.name))
    _say(f"The report of round {given.name} is withdrawn.")
    return 0


def import_carriers(given: argparse.Namespace) -> int:
    """Bring in carriers."""
    from survey.rounds.invitees import import_carriers
    from survey.rounds.tables import read_bytes

    settings = _settings(given)
    content = read_bytes(given.file)
    catalogue = _catalogue(settings)
    with _store(settings) as store:
        intake = import_carriers(store, catalogue, content)
    _say(f"{intake.rows} carriers in {given.file}: {intake.new} new, {intake.changed} changed.")
    return 0


def issue_codes(given: argparse.Namespace) -> int:
    """Issue access codes into a new file."""
    from survey.rounds.access import issue_codes

    settings = _settings(given)
    with _store(settings) as store:
        issued = issue_codes(store, _round(store, given.round), given.to, settings.url)
    _say(f"{len(issued)} codes for round {given.round} are in {given.to} and nowhere else; keep the file safe.")
    return 0


def import_responses(given: argparse.Namespace) -> int:
    """Bring in submitted responses."""
    from survey.rounds.imports import import_responses
    from survey.rounds.tables import read_bytes
    from survey.store import rounds

    content = read_bytes(given.file)
    with _store(_settings(given)) as store:
        round_ = _round(store, given.round)
        counts = import_responses(store, round_, rounds.catalogue_of(store, round_), content, again=given.again)
    parts = ", ".join(f"{side} {n}" for side, n in sorted(counts.items()))
    total = sum(counts.values())
    _say(f"{total} {'response is' if total == 1 else 'responses are'} imported into round {given.round}: {parts}.")
    return 0


def verify(given: argparse.Namespace) -> int:
    """Say whether the installation is sound; every fault otherwise."""
    from survey.rounds import verifying

    with _store(_settings(given)) as store:
        faults = verifying.verify(store, _progress)
    _progress("")
    if faults:
        raise Faults(faults)
    _say("Sound: schema, integrity, references, frozen reports and publication rules.")
    return 0


def comments(given: argparse.Namespace) -> int:
    """List the comments of a closed round, or decide on them."""
    from survey.rounds import comments

    with _store(_settings(given)) as store:
        round_ = _round(store, given.round)
        for key in given.release or ():
            _say(f"Released: {comments.release(store, round_, key).text}")
        for key in given.hold or ():
            _say(f"Held back: {comments.hold(store, round_, key).text}")
        if given.redact:
            key, text = given.redact
            _say(f"Redacted: {comments.redact(store, round_, key, text).text}")
        found = comments.to_review(store, round_)
    if given.release or given.hold or given.redact:
        _say(
            f"{sum(comment.state == 'open' for comment in found)} of {len(found)} comments are still to be decided on."
        )
        return 0
    for comment in found:
        place = f"{comment.side}, standard {comment.standard}, {comment.kind}"
        lines = (comment.shown or comment.text).splitlines()
        _say(f"{comment.id[: comments.SHORT]}  {comment.state}  {place}\n" + "".join(f"    {line}\n" for line in lines))
    if not found:
        _say(f"There are no comments to review in round {given.round}.")
    return 0


def report(given: argparse.Namespace) -> int:
    """Write the report of a closed round."""
    from survey.language import DEFAULT, language
    from survey.rounds.publishing import report_of

    settings = _settings(given)
    with _store(settings) as store:
        report = report_of(store, _round(store, given.round), settings.timezone)
    from survey.report.folder import write_folder

    folder = write_folder(report, given.to, language(DEFAULT), plain=given.plain, progress=_progress)
    _say(f"The report of round {given.round} is in {folder}.")
    return 0


def _settings(given: argparse.Namespace) -> Settings:
    from survey.config import read_settings

    return read_settings(standards=given.standards, instance=given.instance)


def _catalogue(settings: Settings) -> Catalogue:
    from survey.catalogue import load_catalogue

    return load_catalogue(settings.standards)


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    from survey.store.connection import open_store

    with _answering(settings.database_path), open_store(settings.database_path) as store:
        yield store


@contextmanager
def _answering(path: Path) -> Iterator[None]:
    """Say so where the database refuses: it is locked, or the disk is full."""
    from survey.store.connection import Unavailable

    try:
        yield
    except Unavailable as error:
        raise SurveyError("%(path)s cannot be used right now: %(reason)s", path=path, reason=error) from error


def _round(store: Store, name: str) -> Round:
    from survey.store import rounds

    return rounds.by_name(store, name)


def _run(settings: Settings, greeting: str) -> int:
    from waitress.server import create_server

    from survey.app import create_app

    app = create_app(settings)
    try:
        server = create_server(app, host=settings.host, port=settings.port, threads=settings.threads, ident=None)
    except OSError as error:
        raise SurveyError(
            "Cannot listen on %(host)s:%(port)s: %(reason)s",
            host=settings.host,
            port=settings.port,
            reason=error.strerror,
        ) from error
    _say(greeting)
    server.run()
    return 0


def _returned(counts: dict[str, tuple[int, int | None]]) -> str:
    return ", ".join(f"{side} {n}" + (f" of {of}" if of is not None else "") for side, (n, of) in counts.items())


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{step}" if step else "\r\033[K")
        sys.stderr.flush()
    elif step:
        sys.stderr.write(f"{step}\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
