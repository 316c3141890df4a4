"""An installation's store, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.store.connection import Store
from tests import factories


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with factories.store(tmp_path) as opened:
        yield opened
