"""The files of ``survey report``: which they are, when there are any, and that they are the same every time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from survey.store.connection import open_store
from tests import factories
from tests.contracts.commands import Installation
from tests.factories import MINIMAL, SIXSTEP

PROMISED = {
    "report.html",
    "report.json",
    "gaps.csv",
    "distribution.csv",
    "charts/gap.svg",
    "charts/gap.png",
    "charts/gap-narrow.svg",
    "charts/standard-1.svg",
    "charts/standard-1.png",
}

THREE_SIDES = """
  c:
    label: Dritte Seite
"""


@pytest.fixture
def closed(installation: Installation) -> Installation:
    answers = factories.responses_csv(factories.catalogue(MINIMAL), {"a": 12, "b": 11}, step=2)
    installation.closed_round(answers)
    return installation


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_every_file_and_no_other(closed: Installation, tmp_path: Path) -> None:
    closed.done("report", "2026")
    written = files(tmp_path / "reports" / "2026")
    assert set(written) >= PROMISED
    assert not [
        name for name in written if not re.fullmatch(r"report\.\w+|\w+\.csv|charts/[a-z0-9-]+\.(svg|png)", name)
    ]
    charts = {Path(name).stem for name in written if name.endswith(".png")}
    assert charts <= {Path(name).stem for name in written if name.endswith(".svg")}
    for name, content in written.items():
        if name.endswith(".svg"):
            assert ET.fromstring(content).tag.endswith("svg")
        if name.endswith(".png"):
            assert content.startswith(b"\x89PNG\r\n")
    assert json.loads(written["report.json"])["report"]["round"] == "2026"
    assert written["gaps.csv"].startswith("\ufeffEbene;Nr.;Titel;".encode())
    assert b'<html lang="de">' in written["report.html"]


def test_it_writes_a_table_for_every_pair_of_three_sides(tmp_path: Path) -> None:
    standards = tmp_path / "three.yaml"
    standards.write_text(
        MINIMAL.read_text(encoding="utf-8").replace(
            "    label: Zweite Seite\n", "    label: Zweite Seite" + THREE_SIDES
        ),
        encoding="utf-8",
    )
    three = Installation(tmp_path, standards)
    three.closed_round(factories.responses_csv(factories.catalogue(standards), {"a": 6, "b": 6, "c": 6}, step=1))
    three.done("report", "2026", "--to", tmp_path / "out", "--plain")
    written = files(tmp_path / "out" / "2026")
    assert {name for name in written if name.endswith(".csv")} == {
        "gaps.csv",
        "gaps-a-c.csv",
        "gaps-b-c.csv",
        "distribution.csv",
    }
    assert {"charts/gap-a-c.svg", "charts/gap-b-c.png"} <= set(written)


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["for people", "plain"])
def test_two_runs_write_the_same_bytes(closed: Installation, tmp_path: Path, plain: list[str]) -> None:
    closed.done("report", "2026", "--to", tmp_path / "one", *plain)
    closed.done("report", "2026", "--to", tmp_path / "two", *plain)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    closed.done("report", "2026", "--to", tmp_path / "two", *plain)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_progress_is_shown_beside_what_was_done(closed: Installation) -> None:
    said = closed.run("report", "2026")
    assert said.out.count("\n") == 1
    assert "charts/gap.svg" in said.err.split()


def test_there_is_nothing_before_the_round_is_closed(installation: Installation, tmp_path: Path) -> None:
    installation.done("round", "add", "2026", "--opens", "2026-01-01T00:00", "--closes", "2026-02-01T00:00")
    assert "until then there is no result for anyone" in installation.refused("report", "2026")
    assert not (tmp_path / "reports").exists()


def test_a_published_report_stays_as_it_was(closed: Installation, tmp_path: Path) -> None:
    closed.done("round", "publish", "2026")
    closed.done("report", "2026", "--to", tmp_path / "before")
    with open_store(tmp_path / "instance" / "survey.sqlite") as store, store.write():
        store.execute("UPDATE tally SET n = n + 3")
        store.execute("DELETE FROM answer")
        store.execute("DELETE FROM response")
    closed.done("report", "2026", "--to", tmp_path / "after")
    assert files(tmp_path / "before") == files(tmp_path / "after")


def test_a_closed_round_that_is_not_published_follows_its_tally_alone(closed: Installation, tmp_path: Path) -> None:
    closed.done("report", "2026", "--to", tmp_path / "before")
    with open_store(tmp_path / "instance" / "survey.sqlite") as store, store.write():
        store.execute("DELETE FROM answer")
        store.execute("DELETE FROM response")
    closed.done("report", "2026", "--to", tmp_path / "after")
    assert files(tmp_path / "before") == files(tmp_path / "after")


def test_later_edits_of_the_catalogue_change_no_round(tmp_path: Path) -> None:
    standards = tmp_path / "standards.yaml"
    standards.write_bytes(MINIMAL.read_bytes())
    installation = Installation(tmp_path, standards)
    installation.closed_round(factories.responses_csv(factories.catalogue(MINIMAL), {"a": 6, "b": 6}, step=1))
    installation.done("report", "2026", "--to", tmp_path / "before")
    standards.write_bytes(SIXSTEP.read_bytes())
    installation.done("report", "2026", "--to", tmp_path / "after")
    assert files(tmp_path / "before") == files(tmp_path / "after")


def test_texts_that_look_like_formulas_are_marked_as_texts(tmp_path: Path) -> None:
    standards = tmp_path / "standards.yaml"
    standards.write_text(
        MINIMAL.read_text(encoding="utf-8")
        .replace("Ein Standard", "'=HYPERLINK(\"http://evil.example\")'")
        .replace("Wir arbeiten zusammen.", "'@SUM(1)'")
        .replace("Erste Seite", "'+49'")
        .replace("Zweite Seite", "'-1'"),
        encoding="utf-8",
    )
    installation = Installation(tmp_path, standards)
    installation.closed_round(factories.responses_csv(factories.catalogue(standards), {"a": 10, "b": 10}, step=1))
    for plain in ([], ["--plain"]):
        installation.done("report", "2026", *plain)
        text = (tmp_path / "reports" / "2026" / "gaps.csv").read_text(encoding="utf-8-sig")
        cells = [cell.strip('"') for line in text.splitlines()[1:] for cell in line.split("," if plain else ";")]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert "'@SUM(1)" in cells
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "@", "\t"}]
    text = (tmp_path / "reports" / "2026" / "distribution.csv").read_text(encoding="utf-8-sig")
    installation.done("report", "2026")
    spoken = (tmp_path / "reports" / "2026" / "distribution.csv").read_text(encoding="utf-8-sig")
    assert "'+49" in spoken
    assert "'-1" in spoken
    assert "'" not in text


def test_other_files_in_the_folder_are_left_alone(closed: Installation, tmp_path: Path) -> None:
    own = tmp_path / "reports" / "2026" / "Notiz.txt"
    own.parent.mkdir(parents=True)
    own.write_text("bleibt", encoding="utf-8")
    closed.done("report", "2026")
    assert own.read_text(encoding="utf-8") == "bleibt"
    assert not [name for name in files(own.parent) if name.endswith(".new")]
