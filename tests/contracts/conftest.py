"""Installations to run commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.commands import Installation
from tests.factories import MINIMAL, SIXSTEP


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep commands away from the checkout's own instance and reports."""
    monkeypatch.chdir(tmp_path)
    for name in ("SURVEY_STANDARDS", "SURVEY_INSTANCE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path, MINIMAL)


@pytest.fixture
def sixstep(tmp_path: Path) -> Installation:
    return Installation(tmp_path, SIXSTEP)
