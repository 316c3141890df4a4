"""All other tests of pages together have been everywhere. Runs last, and only where all of them ran."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import meta

from tests.pages.conftest import Site
from tests.pages.visitor import Seen

FOLDER = Path(__file__).parent


@pytest.fixture(autouse=True)
def _all_ran(request: pytest.FixtureRequest) -> None:
    ran = {item.path for item in request.session.items}
    if not ran.issuperset(FOLDER.glob("test_*.py")):
        pytest.skip("only some tests of pages ran")


def test_every_address_was_visited(site: Site, seen: Seen) -> None:
    assert {rule.endpoint for rule in site.app.url_map.iter_rules()} <= seen.endpoints


def test_every_template_was_shown(site: Site, seen: Seen) -> None:
    environment = site.app.jinja_env
    loader = environment.loader
    assert loader is not None
    used = set(seen.templates)
    waiting = list(used)
    while waiting:
        source, _, _ = loader.get_source(environment, waiting.pop())
        parts = {part for part in meta.find_referenced_templates(environment.parse(source)) if part} - used
        used |= parts
        waiting += parts
    own = {path.relative_to(folder).as_posix() for folder in _folders() for path in folder.rglob("*.html")}
    assert own - used == {"standalone.html"}, "of these only the report's own file is no page"


def test_every_page_has_a_title_of_its_own(seen: Seen) -> None:
    shared = {frozenset(templates) for templates in seen.titles.values() if len(templates) > 1}
    assert shared <= {frozenset({"participant/shut.html", "participant/too_late.html"})}
    assert len(seen.titles) > 20


def _folders() -> tuple[Path, Path]:
    survey = FOLDER.parents[1] / "survey"
    return survey / "web" / "templates", survey / "report" / "templates"
