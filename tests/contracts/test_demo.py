"""``survey demo``: enough to look around in, and codes that work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from survey.app import create_app
from survey.config import DEMO_DATABASE, read_settings
from survey.rounds.clock import now
from survey.rounds.publishing import published_report
from survey.rounds.setup import state_of
from survey.store import carriers, rounds
from survey.store.connection import Store, open_store
from tests import factories
from tests.contracts.commands import Installation, Said
from tests.factories import STANDARDS
from tests.pages.visitor import Visitor


@dataclass(frozen=True)
class Demo:
    folder: Path
    said: Said
    store: Store

    @property
    def codes(self) -> dict[str, str]:
        """The printed codes, by the label of their side."""
        found = re.findall(r"^  (.+): ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})$", self.said.out, re.MULTILINE)
        return dict(found)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    said = Installation(folder, STANDARDS).run("demo", "--no-serve")
    with open_store(folder / "instance" / DEMO_DATABASE) as store:
        yield Demo(folder, said, store)


def test_it_has_three_published_rounds_and_an_open_one(demo: Demo) -> None:
    assert demo.said.code == 0
    states = [state_of(round_, now()) for round_ in rounds.every(demo.store)]
    assert states == ["published"] * 3 + ["open"]


def test_it_has_enough_carriers_on_every_side(demo: Demo) -> None:
    sides = Counter(carrier.side for carrier in carriers.every(demo.store).values())
    assert sum(sides.values()) >= 120
    assert set(sides) == {side.id for side in factories.catalogue().sides}


def test_its_reports_have_something_to_tell(demo: Demo) -> None:
    verdicts = {
        pair.verdict
        for round_ in rounds.every(demo.store)[:3]
        for row in published_report(demo.store, round_.name).rows
        for pair in row.pairs.values()
    }
    assert {"strength", "mixed", "a_higher"} <= verdicts


def test_it_prints_a_code_for_each_side_that_works_on_the_site(demo: Demo) -> None:
    assert set(demo.codes) == {side.label for side in factories.catalogue().sides}
    settings = read_settings({}, standards=STANDARDS, instance=demo.folder / "instance")
    app = create_app(settings.model_copy(update={"database": DEMO_DATABASE}))
    for code in demo.codes.values():
        visitor = Visitor(app, app.test_client())
        assert visitor.come_in(code).heading == "Ihr Antwortbogen"
    for round_ in rounds.every(demo.store)[:3]:
        assert visitor.open(f"/berichte/{round_.name}").heading == f"Vergleichsbericht {round_.name}"


def test_it_is_made_anew_every_time_and_touches_no_real_round(tmp_path: Path) -> None:
    installation = Installation(tmp_path, factories.MINIMAL)
    installation.done("round", "add", "echt", "--opens", "2026-01-01T00:00", "--closes", "2026-02-01T00:00")
    for _ in range(2):
        installation.done("demo", "--no-serve")
        with open_store(tmp_path / "instance" / DEMO_DATABASE) as store:
            assert len(rounds.every(store)) == 4
    assert "echt" in installation.done("round", "list")


def test_it_works_on_the_catalogue_of_another_city(tmp_path: Path) -> None:
    out = Installation(tmp_path, factories.SIXSTEP).done("demo", "--no-serve")
    assert "Stadt: " in out
    assert "Vereine: " in out
