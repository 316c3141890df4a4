"""``--help`` answers at once, for every command, and says what each option does."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time

import pytest

from tests.contracts.commands import commands, groups, run
from tests.factories import ROOT

HEAVY = {
    "flask",
    "limits",
    "matplotlib",
    "numpy",
    "pandas",
    "pydantic",
    "ruamel",
    "sqlite_utils",
    "waitress",
    "wtforms",
}
SECONDS = 0.3


@pytest.mark.parametrize("words", ["", *groups(), *commands()])
def test_every_command_explains_itself(words: str) -> None:
    said = run(*words.split(), "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: survey {words}".rstrip())


@pytest.mark.parametrize("words", commands())
def test_every_command_and_option_says_what_it_does(words: str) -> None:
    parser = commands()[words]
    assert parser.description
    for action in parser._actions:
        if action.option_strings and not isinstance(action, argparse._HelpAction) and action.dest not in {"opens"}:
            assert action.help, action.option_strings


@pytest.mark.parametrize("words", ["", "round add", "report", "demo"])
def test_help_loads_nothing_heavy(words: str) -> None:
    program = (
        "import sys, json\nfrom survey.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words.split(), "--help"], capture_output=True, check=True, cwd=ROOT
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & HEAVY


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "survey", "--help"], capture_output=True, check=True, cwd=ROOT)
        times.append(time.perf_counter() - begun)
    assert min(times) < SECONDS
