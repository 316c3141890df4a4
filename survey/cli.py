"""The ``survey`` command. Says what it did, exits 2 on bad usage and 1 on a refused request, never with a traceback.

Everything heavy is imported by the command that needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from survey.errors import SurveyError

if TYPE_CHECKING:
    from survey.config import Settings
    from survey.model import Catalogue, Round
    from survey.store.connection import Store

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in `arguments` and return its exit code."""
    _show_any_letter()
    given = parser().parse_args(arguments)
    command: Command = given.command
    try:
        return command(given)
    except SurveyError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _complain(f"{error.filename or 'the system'}: {error.strerror}")
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with every command and option."""
    top = argparse.ArgumentParser(
        prog="survey", description="Partnerblick: quality standards of a partnership, seen from each side."
    )
    top.add_argument("--standards", type=Path, metavar="FILE", help="the catalogue (default: standards.yaml)")
    top.add_argument("--instance", type=Path, metavar="DIR", help="database and settings (default: instance/)")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _add(
        commands, "demo", _demo, "make invented carriers with three published rounds and one open, and serve them"
    )
    demo.add_argument("--port", type=_port, help="the port to serve on (default: 8000)")
    demo.add_argument("--no-serve", action="store_true", help="only make the data")

    _add(commands, "serve", _serve, "serve the site")

    check = _add(commands, "check", _check, "say whether a catalogue is sound: counts, or every error with its line")
    check.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the catalogue (default: that of --standards)"
    )

    _add_round_commands(commands)

    carriers = _group(commands, "carriers", "the organisations that are invited")
    brought = _add(carriers, "import", _import_carriers, "bring in carriers: name;side;area;email;respondents")
    brought.add_argument("file", type=Path, metavar="FILE.csv")

    codes = _group(commands, "codes", "access codes")
    issue = _add(
        codes, "issue", _issue_codes, "issue a code to everyone who has none yet; they are shown only in the file"
    )
    issue.add_argument("round", type=_text, metavar="ROUND")
    issue.add_argument("--to", type=Path, required=True, metavar="FILE.csv", help="a new file for the codes")

    responses = _group(commands, "responses", "answers from paper or another tool")
    answers = _add(responses, "import", _import_responses, "bring in submitted responses, one a row")
    answers.add_argument("round", type=_text, metavar="ROUND")
    answers.add_argument("file", type=Path, metavar="FILE.csv")
    answers.add_argument("--again", action="store_true", help="import a file that was imported before once more")

    comments = _add(commands, "comments", _comments, "list the comments of a closed round, or decide on them")
    comments.add_argument("round", type=_text, metavar="ROUND")
    decision = comments.add_mutually_exclusive_group()
    decision.add_argument("--release", nargs="+", metavar="KEY", help="let comments appear as written")
    decision.add_argument("--redact", nargs=2, metavar=("KEY", "TEXT"), help="let a comment appear in other words")
    decision.add_argument("--hold", nargs="+", metavar="KEY", help="hold comments back; the report only counts them")

    report = _add(commands, "report", _report, "write the report of a closed round: HTML, CSV, JSON and charts")
    report.add_argument("round", type=_text, metavar="ROUND")
    report.add_argument("--to", type=Path, default=Path("reports"), metavar="DIR", help="default: reports/")
    report.add_argument("--plain", action="store_true", help="CSV for machines: comma, point, four decimals")
    return top


def _add_round_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rounds = _group(commands, "round", "rounds of the survey")
    add = _add(rounds, "add", _add_round, "add a round on the catalogue as it is now")
    add.add_argument("name", type=_text, metavar="NAME", help="letters, digits, dots, underscores, hyphens; up to 40")
    add.add_argument("--opens", required=True, metavar="T", help="local time, such as 2026-01-01T00:00")
    add.add_argument("--closes", required=True, metavar="T", help="local time at which filling in ends")
    _add(rounds, "list", _list_rounds, "list the rounds and their return")
    close = _add(rounds, "close", _close_round, "count a round, at once and for good")
    close.add_argument("name", type=_text, metavar="ROUND")
    publish = _add(rounds, "publish", _publish_round, "freeze the report of a closed round and show it to everyone")
    publish.add_argument("name", type=_text, metavar="ROUND")
    withdraw = _add(rounds, "withdraw", _withdraw_round, "take a published report back; that it was is shown")
    withdraw.add_argument("name", type=_text, metavar="ROUND")


def _demo(given: argparse.Namespace) -> int:
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


def _serve(given: argparse.Namespace) -> int:
    settings = _settings(given)
    return _run(settings, f"Serving {settings.url} on {settings.host}:{settings.port}. Ctrl-C ends it.")


def _check(given: argparse.Namespace) -> int:
    from survey.catalogue import check_catalogue, summary

    checked = check_catalogue(given.file or _settings(given).standards)
    for warning in checked.warnings:
        _say(warning)
    _say(summary(checked.catalogue))
    return 0


def _add_round(given: argparse.Namespace) -> int:
    from survey.rounds.clock import instant
    from survey.rounds.setup import add_round

    settings = _settings(given)
    opens, closes = (instant(text, settings.zone) for text in (given.opens, given.closes))
    catalogue = _catalogue(settings)
    with _store(settings) as store:
        made = add_round(store, catalogue, given.name, opens, closes, settings.k)
    _say(f"Round {made.name} opens {given.opens} and closes {given.closes} ({settings.timezone}).")
    _say(f"It is frozen on {settings.standards}: {len(catalogue.standards)} standards, {len(catalogue.items)} items.")
    return 0


def _list_rounds(given: argparse.Namespace) -> int:
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


def _close_round(given: argparse.Namespace) -> int:
    from survey.rounds.closing import close_round, returns
    from survey.store import rounds

    with _store(_settings(given)) as store:
        round_ = _round(store, given.name)
        counted = returns(store, round_, rounds.catalogue_of(store, round_))
        close_round(store, round_)
    _say(f"Round {given.name} is closed for good and counted: {_returned(counted)}.")
    return 0


def _publish_round(given: argparse.Namespace) -> int:
    from survey.rounds.publishing import publish

    settings = _settings(given)
    with _store(settings) as store:
        publish(store, _round(store, given.name))
    _say(f"The report of round {given.name} is frozen and published at {settings.url}/berichte/{given.name}.")
    return 0


def _withdraw_round(given: argparse.Namespace) -> int:
    from survey.rounds.publishing import withdraw

    with _store(_settings(given)) as store:
        withdraw(store, _round(store, given.name))
    _say(f"The report of round {given.name} is withdrawn.")
    return 0


def _import_carriers(given: argparse.Namespace) -> int:
    from survey.rounds.invitees import import_carriers
    from survey.rounds.tables import read_bytes

    settings = _settings(given)
    content = read_bytes(given.file)
    catalogue = _catalogue(settings)
    with _store(settings) as store:
        intake = import_carriers(store, catalogue, content)
    _say(f"{intake.rows} carriers in {given.file}: {intake.new} new, {intake.changed} changed.")
    return 0


def _issue_codes(given: argparse.Namespace) -> int:
    from survey.rounds.access import issue_codes

    settings = _settings(given)
    with _store(settings) as store:
        issued = issue_codes(store, _round(store, given.round), given.to, settings.url)
    _say(f"{len(issued)} codes for round {given.round} are in {given.to} and nowhere else; keep the file safe.")
    return 0


def _import_responses(given: argparse.Namespace) -> int:
    from survey.rounds.imports import import_responses
    from survey.rounds.tables import read_bytes
    from survey.store import rounds

    content = read_bytes(given.file)
    with _store(_settings(given)) as store:
        round_ = _round(store, given.round)
        counts = import_responses(store, round_, rounds.catalogue_of(store, round_), content, again=given.again)
    parts = ", ".join(f"{side} {n}" for side, n in sorted(counts.items()))
    _say(f"{sum(counts.values())} responses are imported into round {given.round}: {parts}.")
    return 0


def _comments(given: argparse.Namespace) -> int:
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


def _report(given: argparse.Namespace) -> int:
    from survey.language import DEFAULT, language
    from survey.rounds.publishing import report_of

    with _store(_settings(given)) as store:
        report = report_of(store, _round(store, given.round))
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


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: Command, does: str
) -> argparse.ArgumentParser:
    added = commands.add_parser(name, help=does, description=does[0].upper() + does[1:] + ".")
    added.set_defaults(command=command)
    return added


def _group(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    return commands.add_parser(name, help=about, description=about).add_subparsers(required=True, metavar="COMMAND")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):  # noqa: PLR2004 - the highest port
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"{text!r} has characters that cannot be read") from None
    return text


def _show_any_letter() -> None:
    """Let a terminal that lacks a letter show its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{step}" if step else "\r\033[K")
        sys.stderr.flush()
    elif step:
        sys.stderr.write(f"{step}\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
