"""Imports point downwards, and each library stays where it belongs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.factories import ROOT


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], capture_output=True, check=False, cwd=ROOT, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
