"""The ``survey`` command. Says what it did, exits 2 on bad usage and 1 on a refused request, never with a traceback.

Everything heavy is imported by the command that needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from survey.cli import commands as run
from survey.errors import SurveyError

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
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _add(
        subparsers,
        "demo",
        run.demo,
        "make invented carriers with three published rounds and one open, and serve them",
    )
    demo.add_argument("--port", type=_port, help="the port to serve on (default: 8000)")
    demo.add_argument("--no-serve", action="store_true", help="only make the data")

    _add(subparsers, "serve", run.serve, "serve the site")

    check = _add(
        subparsers, "check", run.check, "say whether a catalogue is sound: counts, or every error with its line"
    )
    check.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the catalogue (default: that of --standards)"
    )

    _add_round_commands(subparsers)

    carriers = _group(subparsers, "carriers", "the organisations that are invited")
    brought = _add(carriers, "import", run.import_carriers, "bring in carriers: name;side;area;email;respondents")
    brought.add_argument("file", type=Path, metavar="FILE.csv")

    codes = _group(subparsers, "codes", "access codes")
    issue = _add(
        codes,
        "issue",
        run.issue_codes,
        "issue a code to everyone who has none yet; they are shown only in the file",
    )
    issue.add_argument("round", type=_text, metavar="ROUND")
    issue.add_argument("--to", type=Path, required=True, metavar="FILE.csv", help="a new file for the codes")

    responses = _group(subparsers, "responses", "answers from paper or another tool")
    answers = _add(responses, "import", run.import_responses, "bring in submitted responses, one a row")
    answers.add_argument("round", type=_text, metavar="ROUND")
    answers.add_argument("file", type=Path, metavar="FILE.csv")
    answers.add_argument("--again", action="store_true", help="import a file that was imported before once more")

    comments = _add(subparsers, "comments", run.comments, "list the comments of a closed round, or decide on them")
    comments.add_argument("round", type=_text, metavar="ROUND")
    decision = comments.add_mutually_exclusive_group()
    decision.add_argument("--release", nargs="+", metavar="KEY", help="let comments appear as written")
    decision.add_argument("--redact", nargs=2, metavar=("KEY", "TEXT"), help="let a comment appear in other words")
    decision.add_argument("--hold", nargs="+", metavar="KEY", help="hold comments back; the report only counts them")

    _add(subparsers, "verify", run.verify, "say whether database, frozen reports and publication rules are sound")

    report = _add(subparsers, "report", run.report, "write the report of a closed round: HTML, CSV, JSON and charts")
    report.add_argument("round", type=_text, metavar="ROUND")
    report.add_argument("--to", type=Path, default=Path("reports"), metavar="DIR", help="default: reports/")
    report.add_argument("--plain", action="store_true", help="CSV for machines: comma, point, four decimals")
    return top


def _add_round_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rounds = _group(subparsers, "round", "rounds of the survey")
    add = _add(rounds, "add", run.add_round, "add a round on the catalogue as it is now")
    add.add_argument("name", type=_text, metavar="NAME", help="letters, digits, dots, underscores, hyphens; up to 40")
    add.add_argument("--opens", required=True, metavar="T", help="local time, such as 2026-01-01T00:00")
    add.add_argument("--closes", required=True, metavar="T", help="local time at which filling in ends")
    _add(rounds, "list", run.list_rounds, "list the rounds and their return")
    close = _add(rounds, "close", run.close_round, "count a round, at once and for good")
    close.add_argument("name", type=_text, metavar="ROUND")
    publish = _add(rounds, "publish", run.publish_round, "freeze the report of a closed round and show it to everyone")
    publish.add_argument("name", type=_text, metavar="ROUND")
    withdraw = _add(rounds, "withdraw", run.withdraw_round, "take a published report back; that it was is shown")
    withdraw.add_argument("name", type=_text, metavar="ROUND")


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


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
