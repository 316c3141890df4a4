"""A site to visit, and visitors who find fault with every page they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from survey.app import create_app
from survey.config import Settings
from survey.store import responses
from survey.store.connection import Store, open_store
from survey.store.responses import Response, Sheet
from tests import factories
from tests.factories import SIXSTEP, OpenRound, catalogue
from tests.pages.visitor import Seen, Visitor

_SEEN = Seen()


@dataclass(frozen=True)
class Site:
    """A running installation, with its database in hand."""

    app: Flask
    settings: Settings
    store: Store

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        """Return a new browser."""
        return Visitor(self.app, self.app.test_client(), address)

    def dump(self) -> str:
        """Return the whole content of the database."""
        return "\n".join(self.store._connection.iterdump())


@pytest.fixture(scope="session")
def seen() -> Seen:
    return _SEEN


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Return what saves each site from compiling the same templates."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_site(tmp_path: Path, seen: Seen, templates: FileSystemBytecodeCache) -> Iterator[Callable[..., Site]]:
    """Make a site with these settings, on the six-step catalogue unless told otherwise."""
    opened: list[Store] = []

    def made(**changes: Any) -> Site:  # noqa: ANN401 - any setting
        told = {"standards": SIXSTEP, "office": "Jugendamt Musterstadt", "contact": "Frau Muster, 0351 4"}
        settings = factories.settings(tmp_path, **told | changes)
        app = create_app(settings)
        app.jinja_env.bytecode_cache = templates
        seen.watch(app)
        opened.append(open_store(settings.database_path))
        return Site(app, settings, opened[-1])

    yield made
    for store in opened:
        store.close()


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture
def opened(site: Site) -> OpenRound:
    """Return an open round on the six-step catalogue with three codes a side."""
    return factories.open_round(site.store, catalogue(SIXSTEP), invited=factories.carriers(catalogue(SIXSTEP), each=3))


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return site.visitor()


@pytest.fixture
def response(opened: OpenRound) -> Response:
    """Return the response begun with the first code; tests that come in by passphrase make it themselves."""
    return factories.begun(opened, opened.codes[0])


@pytest.fixture
def respondent(opened: OpenRound, response: Response, visitor: Visitor) -> Visitor:
    """Return someone who has come in with the first code."""
    visitor.be_in(response, opened.codes[0])
    visitor.open("/fragebogen/")
    return visitor


@pytest.fixture
def kept(opened: OpenRound, response: Response) -> Callable[[], Sheet]:
    """Look up what is saved of the response."""
    return lambda: responses.working_sheet(opened.store, opened.catalogue, response)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look last at what all the others have been to."""
    items.sort(key=lambda item: item.path.name == "test_site_is_covered.py")
