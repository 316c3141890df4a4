"""The ``survey`` command, run in this process on an installation of its own, and what it said."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from survey.cli import main, parser


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Installation:
    """A folder with an instance, and the catalogue it works on."""

    folder: Path
    standards: Path

    def run(self, *arguments: str | Path) -> Said:
        """Return what ``survey --standards … --instance … ARGUMENTS`` came to."""
        options = ("--standards", self.standards, "--instance", self.folder / "instance")
        return run(*options, *arguments)

    def done(self, *arguments: str | Path) -> str:
        """Return what a command said that must succeed."""
        said = self.run(*arguments)
        assert said.code == 0, said.err
        return said.out

    def refused(self, *arguments: str | Path) -> str:
        """Return why a command was refused."""
        said = self.run(*arguments)
        assert (said.code, said.out) == (1, ""), said
        assert said.err.strip()
        return said.err

    def closed_round(self, content: bytes, name: str = "2026") -> None:
        """Add a round, import these responses and close it."""
        file = self.folder / "responses.csv"
        file.write_bytes(content)
        self.done("round", "add", name, "--opens", "2026-01-01T00:00", "--closes", "2026-12-31T00:00")
        self.done("responses", "import", name, file)
        self.done("round", "close", name)


def run(*arguments: str | Path) -> Said:
    """Return what ``survey ARGUMENTS`` came to; anything but an exit code is a traceback, and passes."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as bad_usage:
            code = int(bad_usage.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every command by its words, such as ``round add``."""
    return dict(_commands(parser(), ""))


def groups() -> list[str]:
    """Return the words that begin more than one command, such as ``round``."""
    return sorted({words.rpartition(" ")[0] for words in commands() if " " in words})


def _commands(above: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    subparsers = [action for action in above._actions if isinstance(action, argparse._SubParsersAction)]
    if not subparsers:
        yield words, above
    for action in subparsers:
        for name, below in action.choices.items():
            yield from _commands(below, f"{words} {name}".strip())
