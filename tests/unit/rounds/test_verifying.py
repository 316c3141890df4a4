"""What `survey verify` finds in an installation that is sound, and in ones that are not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from survey import documents
from survey.analysis.safereport import Block, Point, SafeReport, SideReturn
from survey.model import Catalogue, Round
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish, published_report
from survey.rounds.verifying import verify
from survey.store.connection import Store
from tests import factories

FIRST_AREA = "Stadtraumtyp A › Stadtraum 1"
LAST_AREA = "Stadtraumtyp B › Stadtraum 6"


def silent(_step: str) -> None:
    return


def found(store: Store) -> list[str]:
    return verify(store, silent)


def changed(store: Store, *statements: str) -> None:
    with store.write():
        for statement in statements:
            store.execute(statement)


def republished(store: Store, change: Callable[[SafeReport], SafeReport]) -> None:
    """Put a report that was tampered with in place of the published one."""
    document = documents.dump(change(published_report(store, "2026")))
    with store.write():
        store.execute("UPDATE report SET document = ?", (document,))


def with_figures(report: SafeReport, row_id: str, side: str, **figures: object) -> SafeReport:
    rows = [
        replace(row, sides={**row.sides, side: replace(row.sides[side], **figures)}) if row.id == row_id else row  # type: ignore[arg-type] # any figure
        for row in report.rows
    ]
    return replace(report, rows=tuple(rows))


@pytest.fixture(scope="module")
def known() -> Catalogue:
    """Return a small catalogue with areas: fewer questions to count."""
    whole = factories.catalogue()
    return replace(whole, standards=whole.standards[:1], translations={})


@pytest.fixture
def round_(store: Store, known: Catalogue) -> Round:
    """Return a published round: 12 responses of the office, 7 commercial ones, 52 free ones in six areas.

    Two of them are from the last area, which is in one block with another of its type.
    """
    opened = factories.open_round(store, known, invited=factories.carriers(known, 60))
    opened = replace(opened, issued=sorted(opened.issued, key=lambda issued: issued[0].area or ""))
    counts = {"public": 12, "free": 52, "commercial": 7}
    factories.all_submitted(
        opened, {side: [factories.sheet(known, 2 + place % 3) for place in range(n)] for side, n in counts.items()}
    )
    return publish(store, close_round(store, opened.round))


def test_a_fresh_installation_is_sound(store: Store) -> None:
    assert found(store) == []


def test_published_rounds_and_an_open_one_are_sound(store: Store, round_: Round, known: Catalogue) -> None:
    factories.open_round(store, known, "2027")
    assert len(published_report(store, round_.name).blocks) == 5
    assert found(store) == []


def test_a_round_without_a_response_is_sound(store: Store, known: Catalogue) -> None:
    publish(store, close_round(store, factories.open_round(store, known).round))
    assert found(store) == []


def test_what_is_looked_at_is_told(store: Store, round_: Round) -> None:
    steps: list[str] = []
    verify(store, steps.append)
    assert steps == ["the database", f"round {round_.name}", "all published figures together", ""]


def test_rows_that_point_nowhere_are_counted(store: Store, round_: Round) -> None:
    store._connection.execute("PRAGMA foreign_keys = OFF")
    changed(store, "UPDATE tally_side SET round = 99 WHERE side = 'free'", "UPDATE report SET round = 98")
    assert found(store) == [
        "1 rows of report point to rows of round that are not there",
        "1 rows of tally_side point to rows of round that are not there",
    ]


def test_tables_that_are_not_those_of_the_program_are_named(store: Store) -> None:
    changed(
        store,
        "DROP TABLE import_file",
        "CREATE TABLE notes (text TEXT)",
        "DROP INDEX invitation_carrier",
        "CREATE INDEX invitation_carrier ON invitation (carrier)",
    )
    assert found(store) == [
        "the table or index import_file is missing",
        "the table or index invitation_carrier is not as this program made it",
        "the table or index notes is not one of this program",
    ]


def test_a_catalogue_that_was_changed_after_it_was_frozen_is_found(store: Store, round_: Round) -> None:
    changed(store, "UPDATE catalogue SET document = replace(document, 'Dresden', 'Leipzig')")
    assert found(store) == ["the catalogue of 2026 was changed after it was frozen"]


def test_a_catalogue_that_this_version_cannot_read_is_found(store: Store) -> None:
    document = '{"id": "from another time"}'
    digest = hashlib.sha256(document.encode()).hexdigest()
    factories.added_round(store, factories.catalogue(factories.MINIMAL))
    changed(
        store,
        f"INSERT INTO catalogue VALUES ('{digest}', '{document}')",
        f"UPDATE round SET catalogue = '{digest}'",
    )
    assert found(store) == ["round 2026: its catalogue cannot be read by this version of the program"]


def test_a_damaged_file_ends_the_check(store: Store, round_: Round, tmp_path: Path) -> None:
    first = store.value("SELECT rootpage FROM sqlite_master WHERE name = 'tally'")
    size = store.value("PRAGMA page_size")
    store.settle()
    path = factories.settings(tmp_path).database_path
    content = bytearray(path.read_bytes())
    content[(first - 1) * size + 8 : (first - 1) * size + 400] = b"\xff" * 392
    path.write_bytes(content)
    with factories.store(tmp_path) as damaged:
        faults = found(damaged)
    assert faults
    assert all("damaged" in fault or "cannot be read" in fault for fault in faults)


def test_counts_that_do_not_add_up_are_found(store: Store, round_: Round) -> None:
    changed(store, "UPDATE tally_carrier SET n = n + 1 WHERE side = 'commercial'")
    assert [fault.split(": ", 1)[1] for fault in found(store)] == [
        f"commercial, {FIRST_AREA}: the carriers' responses do not add up to those counted"
    ]


def test_more_answers_than_responses_are_found(store: Store, round_: Round) -> None:
    changed(store, "UPDATE tally SET n = n + 90 WHERE side = 'commercial' AND question = '1a' AND step = 3")
    assert f"round 2026: commercial, {FIRST_AREA}: more answers than responses were counted" in found(store)


def test_missing_counts_are_found(store: Store, round_: Round) -> None:
    tables = ("tally_side", "tally_group", "tally_carrier", "tally", "tally_score", "tally_joint")
    changed(store, *(f"DELETE FROM {table}" for table in tables))
    assert found(store) == ["round 2026: it is closed, but its counts are missing"]


def test_a_published_round_without_its_report_is_found(store: Store, round_: Round) -> None:
    changed(store, "DELETE FROM report")
    assert found(store) == ["round 2026: it is published, but its report is missing"]


def test_a_report_that_cannot_be_read_is_found(store: Store, round_: Round) -> None:
    changed(store, 'UPDATE report SET document = \'{"round": "2026"}\'')
    assert found(store) == ["round 2026: its published report cannot be read by this version of the program"]


def test_a_report_of_an_open_round_is_found(store: Store, round_: Round) -> None:
    changed(store, "UPDATE round SET closed_on = NULL")
    assert found(store) == ["round 2026: it has a report, but is not closed"]


def test_the_report_of_another_round_is_found(store: Store, round_: Round) -> None:
    republished(store, lambda report: replace(report, k=3))
    assert found(store) == ["round 2026: its published report is that of another round"]


def test_a_block_that_was_split_is_found(store: Store, round_: Round) -> None:
    changed(store, f"UPDATE block SET block = cell WHERE cell = '{LAST_AREA}'")
    assert found(store)[0] == f"round 2026: free: the block of {LAST_AREA} is too small"


def test_blocks_of_other_cells_are_found(store: Store, round_: Round) -> None:
    changed(store, "DELETE FROM block WHERE side = 'free' AND cell = (SELECT max(cell) FROM block WHERE side = 'free')")
    assert found(store)[0] == "round 2026: free: the blocks are not those of its counts"


def test_a_round_that_keeps_no_blocks_is_sound_and_shows_none(store: Store, round_: Round) -> None:
    changed(store, "DELETE FROM block")
    republished(store, lambda report: replace(report, blocks=()))
    assert found(store) == []


def test_figures_that_were_not_counted_or_may_not_be_shown_are_named(store: Store, round_: Round) -> None:
    def tampered(report: SafeReport) -> SafeReport:
        report = with_figures(report, "1a", "commercial", detail="full", sd=0.5, mean=2.857)
        return with_figures(report, "1b", "free", mean=4.9)

    republished(store, tampered)
    shown = [fault.rpartition(": ")[0].rpartition(": ")[2] + ": " + fault.rpartition(": ")[2] for fault in found(store)]
    assert shown[:4] == [
        "commercial, 1a: detail",
        "commercial, 1a: mean",
        "commercial, 1a: sd",
        "free, 1b: mean",
    ]


def test_what_can_be_worked_out_is_told_in_words(store: Store, round_: Round) -> None:
    part = Block("free", (LAST_AREA,), 2, {"1a": Point("full", 2, 3.5)})
    republished(store, lambda report: replace(report, blocks=(*report.blocks, part)))
    derived = "can be worked out from the published figures"
    assert found(store) == [
        f"round 2026: its report shows what may not be, or was not counted: free, {LAST_AREA}: not a block",
        f"round 2026: free, 1a, {LAST_AREA}: answers of 2 {derived}",
        f"round 2026: free, number of responses, {LAST_AREA}: that there are 2 {derived}",
        f"round 2026: free, 1a, {LAST_AREA}: that there are 2 {derived}",
    ]


def test_many_wrong_figures_are_counted(store: Store, round_: Round) -> None:
    def bare(report: SafeReport) -> SafeReport:
        for row in report.rows:
            for side in row.sides:
                report = with_figures(report, row.id, side, mean=1.25, n=77)
        return replace(report, returns={**report.returns, "free": SideReturn(99, None, published=True)})

    republished(store, bare)
    told = found(store)
    assert "round 2026: its report shows what may not be, or was not counted: free: number of responses" in told
    assert sum("its report shows" in fault for fault in told) == 21
    assert "round 2026: its report shows 11 more such figures" in told
