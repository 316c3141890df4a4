"""The folder of a report: each file whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.analysis.safereport import SafeReport
from survey.errors import SurveyError
from survey.report.folder import files, write_folder
from tests.unit.charts.invented import catalogue, full, report
from tests.unit.report.judgements import GERMAN


@pytest.fixture(scope="module")
def told() -> SafeReport:
    return report({"1": [full(3.0), full(4.0)]}, catalogue(["Ein Standard"]))


@pytest.fixture
def said() -> list[str]:
    return []


def test_it_is_named_after_the_round_and_holds_every_file(told: SafeReport, tmp_path: Path, said: list[str]) -> None:
    folder = write_folder(told, tmp_path / "reports", GERMAN, plain=False, progress=said.append)
    assert folder == tmp_path / "reports" / "2026"
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert written == dict(files(told, GERMAN, plain=False))
    assert [name for name in said if name] == list(written) or set(filter(None, said)) == set(written)


def test_the_tables_come_first(told: SafeReport) -> None:
    assert next(files(told, GERMAN, plain=True))[0] == "gaps.csv"


def test_a_file_is_replaced_whole_or_stays_as_it_was(told: SafeReport, tmp_path: Path) -> None:
    folder = write_folder(told, tmp_path, GERMAN, plain=False, progress=lambda _: None)
    before = (folder / "report.json").read_bytes()
    held = (folder / "report.json").open("rb")
    write_folder(told, tmp_path, GERMAN, plain=True, progress=lambda _: None)
    with held:
        assert held.read() == before
    assert not list(folder.rglob(".*"))


def test_a_place_that_cannot_be_written_is_named(told: SafeReport, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("im Weg", encoding="utf-8")
    with pytest.raises(SurveyError, match="cannot be written") as refused:
        write_folder(told, tmp_path / "file", GERMAN, plain=False, progress=lambda _: None)
    assert str(tmp_path / "file") in str(refused.value)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "im Weg"


def test_a_folder_in_place_of_a_file_is_named(told: SafeReport, tmp_path: Path) -> None:
    (tmp_path / "2026" / "distribution.csv").mkdir(parents=True)
    with pytest.raises(SurveyError, match="cannot be written"):
        write_folder(told, tmp_path, GERMAN, plain=False, progress=lambda _: None)
    assert (tmp_path / "2026" / "gaps.csv").is_file()
