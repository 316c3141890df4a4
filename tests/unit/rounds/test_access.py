"""Access codes are issued, once, into a file."""

from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from survey.codes import Code
from survey.errors import SurveyError
from survey.model import Carrier
from survey.rounds.access import COLUMNS, issue_codes, link_of, new_invitations
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.entry import door
from survey.store import carriers, invitations
from survey.store.connection import Store
from tests import factories

URL = "https://partnerblick.example/"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "codes.csv"


def invite(store: Store, *invited: Carrier) -> None:
    with store.write():
        carriers.put(store, invited)


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def issued_in(store: Store) -> int:
    return len(invitations.selectors(store))


def test_every_respondent_gets_a_code_that_opens_the_round(store: Store, file: Path) -> None:
    invite(store, *factories.carriers(factories.catalogue(), each=4))
    round_ = factories.added_round(store)
    issued = issue_codes(store, round_, file, URL)
    assert len(issued) == len(rows(file)) == issued_in(store) == 12
    for (carrier, code), row in zip(issued, rows(file), strict=True):
        assert row == {
            "name": carrier.name,
            "side": carrier.side,
            "area": carrier.area,
            "email": carrier.email,
            "code": str(code),
            "link": f"https://partnerblick.example/#{code}",
        }
        assert door(store, code, now()).round == round_


def test_a_carrier_with_several_respondents_gets_a_code_for_each(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free", respondents=3), Carrier("Hof", "free"))
    issued = issue_codes(store, factories.added_round(store), file, URL)
    assert [carrier.name for carrier, _ in issued] == ["Haus", "Haus", "Haus", "Hof"]
    assert len({code for _, code in issued}) == 4


def test_a_second_issue_reaches_only_those_who_have_no_code_yet(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free", respondents=2), Carrier("Hof", "free", respondents=2))
    round_ = factories.added_round(store)
    issue_codes(store, round_, file, URL)
    invite(store, Carrier("Haus", "free", respondents=3), Carrier("Hof", "free"), Carrier("Neu", "free"))
    issued = issue_codes(store, round_, file.with_name("more.csv"), URL)
    assert [carrier.name for carrier, _ in issued] == ["Haus", "Neu"]
    assert issued_in(store) == 6


def test_every_round_has_codes_of_its_own(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    first, second = (factories.added_round(store, name=name) for name in ("2026", "2027"))
    ((_, code),) = issue_codes(store, first, file, URL)
    ((_, other),) = issue_codes(store, second, file.with_name("more.csv"), URL)
    assert code.selector != other.selector
    assert door(store, code, now()).round == first
    assert door(store, other, now()).round == second


def test_the_file_is_for_its_owner_alone(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    before = os.umask(0)
    try:
        issue_codes(store, factories.added_round(store), file, URL)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_there_already_is_refused_and_left_as_it_is(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    file.write_text("codes of last week")
    with pytest.raises(SurveyError, match=r"codes\.csv is there already; codes that were issued before would be lost"):
        issue_codes(store, factories.added_round(store), file, URL)
    assert file.read_text() == "codes of last week"
    assert issued_in(store) == 0


def test_a_link_to_another_file_is_refused_and_followed_by_no_one(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    file.symlink_to(file.with_name("elsewhere.csv"))
    with pytest.raises(SurveyError, match="is there already"):
        issue_codes(store, factories.added_round(store), file, URL)
    assert not file.with_name("elsewhere.csv").exists()


def test_no_code_is_valid_that_could_not_be_written(store: Store) -> None:
    invite(store, Carrier("Haus", "free"))
    round_ = factories.added_round(store)
    with pytest.raises(SurveyError, match=r"none/codes\.csv cannot be written: No such file or directory"):
        issue_codes(store, round_, Path("none/codes.csv"), URL)
    assert issued_in(store) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_no_code_is_valid_when_the_disk_is_full(store: Store, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(store, Carrier("Haus", "free"))
    round_ = factories.added_round(store)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurveyError, match=r"codes\.csv cannot be written: No space left on device"):
        issue_codes(store, round_, file, URL)
    assert issued_in(store) == 0
    assert not file.exists()


@pytest.mark.parametrize("name", ["codes.pdf", "codes", "codes.csv.txt"])
def test_codes_go_into_a_csv_file_only(store: Store, tmp_path: Path, name: str) -> None:
    invite(store, Carrier("Haus", "free"))
    with pytest.raises(SurveyError, match=r"ends in \.csv"):
        issue_codes(store, factories.added_round(store), tmp_path / name, URL)
    assert not (tmp_path / name).exists()


def test_without_carriers_nothing_is_issued_and_no_file_is_left(store: Store, file: Path) -> None:
    with pytest.raises(SurveyError, match="no carriers yet"):
        issue_codes(store, factories.added_round(store), file, URL)
    assert not file.exists()


def test_when_everyone_has_a_code_nothing_is_issued_and_no_file_is_left(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    round_ = factories.added_round(store)
    issue_codes(store, round_, file, URL)
    again = file.with_name("again.csv")
    with pytest.raises(SurveyError, match="already has a code; codes are never shown again"):
        issue_codes(store, round_, again, URL)
    assert not again.exists()


def test_no_codes_are_issued_for_a_round_that_is_over(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    round_ = factories.added_round(store)
    with store.write(), pytest.raises(SurveyError, match="Filling in has ended"):
        new_invitations(store, round_, round_.closes)
    with pytest.raises(SurveyError, match="Filling in has ended"):
        issue_codes(store, close_round(store, round_), file, URL)
    assert not file.exists()


def test_no_codes_are_issued_for_a_round_that_was_closed_in_the_meantime(store: Store, file: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    round_ = factories.added_round(store)
    close_round(store, round_)
    with pytest.raises(SurveyError, match="Filling in has ended"):
        issue_codes(store, round_, file, URL)
    assert not file.exists()


@pytest.mark.parametrize("start", list("=+-@"))
def test_no_spreadsheet_takes_a_name_for_a_formula(store: Store, file: Path, start: str) -> None:
    invite(store, Carrier(f"{start}HYPERLINK(1)", "free", email=f"{start}a@b.example"))
    issue_codes(store, factories.added_round(store), file, URL)
    (row,) = rows(file)
    assert row["name"] == f"'{start}HYPERLINK(1)"
    assert row["email"] == f"'{start}a@b.example"


def test_names_with_delimiters_quotes_and_umlauts_survive(store: Store, file: Path) -> None:
    name = 'Kita „Äpfel"; Haus, Hof'
    invite(store, Carrier(name, "free"))
    issue_codes(store, factories.added_round(store), file, URL)
    assert rows(file)[0]["name"] == name
    assert tuple(rows(file)[0]) == COLUMNS
    assert file.read_bytes().startswith(b"\xef\xbb\xbfname;side;")
    assert file.read_bytes().count(b"\r\n") == 2


def test_the_code_stands_behind_the_mark_that_no_server_sees() -> None:
    code = Code("ABCD", "EFGHJKMNPQRS")
    assert link_of(code, "https://a.example") == "https://a.example/#ABCD-EFGH-JKMN-PQRS"


def test_the_database_keeps_neither_code_nor_secret(store: Store, file: Path, tmp_path: Path) -> None:
    invite(store, Carrier("Haus", "free"))
    ((_, code),) = issue_codes(store, factories.added_round(store), file, URL)
    content = factories.settings(tmp_path).database_path.read_bytes()
    assert code.secret.encode() not in content
    assert str(code).encode() not in content


def test_carriers_of_a_side_the_round_does_not_know_get_no_code(store: Store) -> None:
    opened = factories.open_round(store)
    with store.write():
        carriers.put(store, [Carrier("Verein Fremd", "elsewhere")])
        with pytest.raises(SurveyError, match="already has a code"):
            new_invitations(store, opened.round, now())
