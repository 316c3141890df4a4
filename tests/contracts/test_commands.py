"""What every command promises: it says what it did, exits 0, 1 or 2, keeps to its channels, and never breaks."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.store.connection import open_store
from tests import factories
from tests.contracts.commands import Installation, commands, groups, run
from tests.factories import MINIMAL, ROOT, SIXSTEP, STANDARDS

ADD = ("round", "add", "2026", "--opens", "2026-01-01T00:00", "--closes", "2099-12-31T00:00")


@pytest.fixture
def carriers(tmp_path: Path) -> Path:
    path = tmp_path / "carriers.csv"
    path.write_text("name;side;area;email;respondents\nEiner;a;;a@example.org;2\nAnderer;b;;;\n", encoding="utf-8")
    return path


def test_a_year_of_commands_says_what_each_did(installation: Installation, carriers: Path, tmp_path: Path) -> None:
    run_ = installation.done
    assert run_("check") == "1 standards, 1 items, 2 sides\n" or "1 item" in run_("check")
    assert "no rounds yet" in run_("round", "list")
    assert "Round 2026 opens 2026-01-01T00:00 and closes 2099-12-31T00:00" in run_(*ADD)
    assert "2 carriers" in run_("carriers", "import", carriers)
    assert "3 codes for round 2026" in run_("codes", "issue", "2026", "--to", tmp_path / "codes.csv")
    assert "2026: open" in run_("round", "list")
    answers = tmp_path / "answers.csv"
    answers.write_bytes(factories.responses_csv(factories.catalogue(MINIMAL), {"a": 6, "b": 7}, step=2))
    assert "13 responses are imported into round 2026: a 6, b 7." in run_("responses", "import", "2026", answers)
    assert "a 6, b 7" in run_("round", "close", "2026")
    assert str(tmp_path / "out" / "2026") in run_("report", "2026", "--to", tmp_path / "out")
    assert "/berichte/2026" in run_("round", "publish", "2026")
    assert "2026: published" in run_("round", "list")


def test_codes_stand_in_the_file_alone(installation: Installation, carriers: Path, tmp_path: Path) -> None:
    installation.done(*ADD)
    installation.done("carriers", "import", carriers)
    path = tmp_path / "codes.csv"
    said = installation.run("codes", "issue", "2026", "--to", path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [row["name"] for row in rows] == ["Einer", "Einer", "Anderer"]
    assert path.stat().st_mode & 0o077 == 0
    for row in rows:
        assert row["code"] not in said.out + said.err
        assert row["link"].endswith(f"/#{row['code']}")
    assert "there already" in installation.refused("codes", "issue", "2026", "--to", path)
    assert "already has a code" in installation.refused("codes", "issue", "2026", "--to", tmp_path / "more.csv")
    assert not (tmp_path / "more.csv").exists()


class TestGlobalOptions:
    def test_an_instance_is_made_when_first_used(self, installation: Installation) -> None:
        folder = installation.folder / "instance"
        assert not folder.exists()
        installation.done("round", "list")
        assert (folder / "survey.sqlite").is_file()

    def test_stand_before_the_command(self, tmp_path: Path) -> None:
        assert run("--standards", MINIMAL, "check").code == 0
        assert run("check", "--standards", MINIMAL).code == 2
        assert run("--instance", tmp_path / "x", "round", "list").code == 0
        assert run("round", "list", "--instance", tmp_path / "x").code == 2

    def test_are_taken_from_the_environment_else(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SURVEY_STANDARDS", str(SIXSTEP))
        monkeypatch.setenv("SURVEY_INSTANCE", str(tmp_path / "there"))
        assert "6 standards" in run("check").out
        assert "13 standards" in run("--standards", STANDARDS, "check").out
        run("round", "list")
        assert (tmp_path / "there" / "survey.sqlite").is_file()
        run("--instance", tmp_path / "here", "round", "list")
        assert (tmp_path / "here" / "survey.sqlite").is_file()

    def test_else_are_standards_yaml_and_instance_here(self, tmp_path: Path) -> None:
        assert "standards.yaml" in run("check").err
        (tmp_path / "standards.yaml").write_bytes(MINIMAL.read_bytes())
        assert run("check").code == 0
        assert run("round", "list").code == 0
        assert (tmp_path / "instance" / "survey.sqlite").is_file()

    def test_settings_are_read_and_faults_named_by_line(self, installation: Installation) -> None:
        folder = installation.folder / "instance"
        folder.mkdir()
        (folder / "settings.toml").write_text("timezone = 'Europe/London'\n", encoding="utf-8")
        assert "(Europe/London)" in installation.done(*ADD)
        (folder / "settings.toml").write_text("k = 5\nnope = 1\nport = 'x'\n", encoding="utf-8")
        err = installation.refused("round", "list")
        assert "settings.toml:2: nope" in err
        assert "settings.toml:3: port" in err


@pytest.mark.parametrize("words", [[], ["nope"], *[[name] for name in groups()], ["round", "nope"]])
def test_without_a_command_the_usage_is_shown(words: list[str]) -> None:
    said = run(*words)
    assert said.code == 2
    assert "usage: survey" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a", "b"],
        ["round", "add"],
        ["round", "add", "2026"],
        ["round", "add", "2026", "--opens", "2026-01-01T00:00"],
        ["round", "close"],
        ["round", "list", "x"],
        ["carriers", "import"],
        ["codes", "issue", "2026"],
        ["responses", "import", "2026"],
        ["report"],
        ["report", "2026", "--nope"],
        ["demo", "--port", "0"],
        ["demo", "--port", "65536"],
        ["demo", "--port", "x"],
        ["comments"],
        ["--nope"],
    ],
)
def test_bad_usage_exits_with_2(arguments: list[str]) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: survey")


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("2026", True),
        ("a", True),
        ("Runde_1.a-B", True),
        ("x" * 40, True),
        ("x" * 41, False),
        ("", False),
        (".hidden", False),
        ("..", False),
        ("a/b", False),
        ("a b", False),
        ("ä", False),
        ("2026\n", False),
        ("a\\b", False),
    ],
)
def test_names_of_rounds(installation: Installation, name: str, *, sound: bool) -> None:
    said = installation.run("round", "add", name, *ADD[3:])
    assert said.code == (0 if sound else 1)
    if sound:
        assert "There is already" in installation.refused("round", "add", name, *ADD[3:])


@pytest.mark.parametrize(
    ("opens", "closes", "reason"),
    [
        ("2026-01-01", "2026-02-01T00:00", "is not a time"),
        ("heute", "2026-02-01T00:00", "is not a time"),
        ("", "2026-02-01T00:00", "is not a time"),
        ("2026-02-30T00:00", "2026-03-01T00:00", "is not a time"),
        ("0001-01-01T00:00", "2026-03-01T00:00", ""),
        ("2026-02-01T00:00", "9999-12-31T23:59", ""),
        ("2026-02-01T00:00", "2026-02-01T00:00", "closes after it opens"),
        ("2026-02-01T00:00", "2026-01-01T00:00", "closes after it opens"),
        ("2026-03-29T02:30", "2026-04-01T00:00", "does not exist"),
        ("2026-10-25T02:30", "2026-11-01T00:00", "exists twice"),
    ],
)
def test_times_of_rounds(installation: Installation, opens: str, closes: str, reason: str) -> None:
    said = installation.run("round", "add", "2026", "--opens", opens, "--closes", closes)
    if reason:
        assert said.code == 1
        assert reason in said.err
    assert said.code in {0, 1}


def test_times_are_local(installation: Installation) -> None:
    installation.done("round", "add", "2026", "--opens", "2026-07-01T00:00", "--closes", "2026-12-01T18:30")
    assert "2026-07-01T00:00 to 2026-12-01T18:30" in installation.done("round", "list")
    with open_store(installation.folder / "instance" / "survey.sqlite") as store:
        assert store.row("SELECT opens, closes FROM round") == {
            "opens": "2026-06-30T22:00:00Z",
            "closes": "2026-12-01T17:30:00Z",
        }


OF_A_ROUND = [
    ["round", "close", "nope"],
    ["round", "publish", "nope"],
    ["round", "withdraw", "nope"],
    ["report", "nope"],
    ["comments", "nope"],
    ["codes", "issue", "nope", "--to", "codes.csv"],
    ["responses", "import", "nope", str(MINIMAL)],
]


@pytest.mark.parametrize("arguments", OF_A_ROUND)
def test_a_round_whose_name_cannot_be_read_is_bad_usage(installation: Installation, arguments: list[str]) -> None:
    said = installation.run(*[argument.replace("nope", "\udcff") for argument in arguments])
    assert (said.code, said.out) == (2, "")
    assert "cannot be read" in said.err


@pytest.mark.parametrize("arguments", OF_A_ROUND)
def test_a_round_that_is_not_there_is_named(installation: Installation, arguments: list[str]) -> None:
    assert "There is no round “nope”." in installation.refused(*arguments)


def test_what_a_round_does_not_allow_is_refused(installation: Installation, tmp_path: Path) -> None:
    installation.done(*ADD)
    for command in (["report", "2026"], ["round", "publish", "2026"], ["comments", "2026"]):
        assert "not closed yet" in installation.refused(*command)
    assert not (tmp_path / "reports").exists()
    assert "no carriers" in installation.refused("codes", "issue", "2026", "--to", tmp_path / "codes.csv")
    installation.done("round", "close", "2026")
    assert "closed already" in installation.refused("round", "close", "2026")
    answers = tmp_path / "answers.csv"
    answers.write_bytes(factories.responses_csv(factories.catalogue(MINIMAL), {"a": 1}, step=1))
    assert "is closed" in installation.refused("responses", "import", "2026", answers)
    assert "has ended" in installation.refused("codes", "issue", "2026", "--to", tmp_path / "codes.csv")
    installation.done("round", "publish", "2026")
    assert "published already" in installation.refused("round", "publish", "2026")
    installation.done("round", "withdraw", "2026")
    installation.refused("round", "withdraw", "2026")


def test_a_file_of_responses_is_imported_once_unless_told_otherwise(installation: Installation, tmp_path: Path) -> None:
    installation.done(*ADD)
    answers = tmp_path / "answers.csv"
    answers.write_bytes(factories.responses_csv(factories.catalogue(MINIMAL), {"a": 2}, step=1))
    installation.done("responses", "import", "2026", answers)
    assert "--again" in installation.refused("responses", "import", "2026", answers)
    installation.done("responses", "import", "2026", answers, "--again")
    assert "a 4" in installation.done("round", "list")


def test_every_fault_of_a_file_is_named_and_nothing_is_kept(installation: Installation, tmp_path: Path) -> None:
    installation.done(*ADD)
    answers = tmp_path / "answers.csv"
    answers.write_text("side,1a\na,1\nc,2\nb,3\nb,ja\n", encoding="utf-8")
    err = installation.refused("responses", "import", "2026", answers)
    for place in ("row 3, column side", "row 4, column 1a", "row 5, column 1a"):
        assert place in err
    assert "a 0 of 0, b 0 of 0" in installation.done("round", "list")


FILES: dict[str, Callable[[Path], None]] = {
    "missing": lambda _: None,
    "a folder": Path.mkdir,
    "empty": Path.touch,
    "binary": lambda path: _write(path, bytes(range(256)) * 64),
    "NUL": lambda path: _write(path, b"\x00" * 4096),
    "one endless line": lambda path: _write(path, b"a;" * 200_000),
    "an endless cell": lambda path: _write(path, b'side,1a\n"' + b"x" * 300_000),
    "UTF-16": lambda path: _write(path, "side;1a\na;1\n".encode("utf-16")),
    "bad UTF-8": lambda path: _write(path, b"side;1a\n\xff\xfe;1\n"),
    "huge": lambda path: _sparse(path, 80 * 2**20),
    "a picture": lambda path: _write(path, b"\x89PNG\r\n\x1a\n" + os.urandom(2000)),
    "only a header": lambda path: _write(path, b"side;1a\n"),
    "JSON": lambda path: _write(path, b'{"a": [1, 2]}'),
    "a dangling link": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "below a file": lambda path: _write(path.parent, b"") if not path.parent.exists() else None,
}


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize("kind", FILES)
def test_no_file_breaks_a_command(installation: Installation, tmp_path: Path, kind: str) -> None:
    installation.done(*ADD)
    path = tmp_path / "below" / "file.csv" if kind == "below a file" else tmp_path / "file.csv"
    FILES[kind](path)
    requests: list[list[str | Path]] = [
        ["carriers", "import", path],
        ["responses", "import", "2026", path],
        ["check", path],
        ["--standards", path, "check"],
        ["--standards", path, "round", "add", "2027", *ADD[3:]],
    ]
    for arguments in requests:
        said = run("--instance", tmp_path / "instance", *arguments)
        assert said.code == 1, (arguments, said)
        assert said.err.strip()
        assert "Traceback" not in said.err


@pytest.mark.parametrize("kind", ["binary", "NUL", "a folder", "a picture", "bad UTF-8"])
def test_no_database_or_settings_file_breaks_a_command(tmp_path: Path, kind: str) -> None:
    for name in ("survey.sqlite", "settings.toml"):
        instance = tmp_path / name.replace(".", "-")
        instance.mkdir()
        FILES[kind](instance / name)
        said = run("--instance", instance, "round", "list")
        assert (said.code, said.out) == (1, "")
        assert name in said.err


@pytest.mark.parametrize("place", ["a file", "below a file", "not to be made", "a dangling link"])
def test_an_instance_that_cannot_be_is_named(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "no" / "where")
    instance = {
        "a file": file,
        "below a file": file / "instance",
        "not to be made": Path("/proc/nowhere/instance"),
        "a dangling link": link,
    }[place]
    said = run("--instance", instance, "round", "list")
    assert (said.code, said.out) == (1, "")
    assert str(instance.parent) in said.err


def test_a_database_that_is_in_use_elsewhere_is_a_reason(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.done("round", "list")
    monkeypatch.setattr("survey.store.connection.BUSY_SECONDS", 0.1)
    with open_store(installation.folder / "instance" / "survey.sqlite") as store, store.write():
        assert "locked" in installation.refused(*ADD)


def test_a_report_that_cannot_be_written_is_a_reason(installation: Installation, tmp_path: Path) -> None:
    installation.closed_round(factories.responses_csv(factories.catalogue(MINIMAL), {"a": 9, "b": 9}, step=1))
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        said = installation.run("report", "2026", "--to", place)
        assert said.code == 1
        assert "cannot be written" in said.err
    (tmp_path / "out" / "2026" / "gaps.csv").mkdir(parents=True)
    assert "cannot be written" in installation.run("report", "2026", "--to", tmp_path / "out").err


words = st.one_of(
    st.sampled_from(
        ["--opens", "--closes", "--to", "--plain", "--again", "--port", "--no-serve", "--release", "--hold", "--redact"]
    ),
    st.sampled_from(["2026", "nope", "", ".", "..", "/", "-", "--", "-x", "\udcff", "%s", "{0}", "*", "a" * 300]),
    st.text(st.characters(exclude_characters="\x00"), max_size=12),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from([name for name in commands() if name not in {"serve", "demo"}]),
    rest=st.lists(words, max_size=4),
)
def test_no_arguments_break_a_command(installation: Installation, command: str, rest: list[str]) -> None:
    said = installation.run(*command.split(), *rest)
    assert said.code in {0, 1, 2}
    if said.code:
        assert said.err.strip()
    assert "Traceback" not in said.err


class TestAsAProgram:
    """What only shows when the command runs as a program of its own."""

    @staticmethod
    def survey(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "survey", *map(str, arguments)],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )

    def test_it_exits_with_its_code(self) -> None:
        assert self.survey("--standards", MINIMAL, "check").returncode == 0
        assert self.survey("--standards", "nope", "check").returncode == 1
        assert self.survey("nope").returncode == 2

    def test_a_terminal_that_cannot_show_a_letter_is_no_reason_to_break(self, tmp_path: Path) -> None:
        done = self.survey(
            *("--standards", MINIMAL, "--instance", tmp_path / "ä", "round", "add", "2026", *ADD[3:]),
            PYTHONIOENCODING="ascii",
        )
        assert (done.returncode, done.stderr) == (0, b"")
        folder = tmp_path / "ünd"
        folder.mkdir()
        (folder / "a.csv").write_text("name;side\nEiner;a\n", encoding="utf-8")
        done = self.survey(
            *("--standards", MINIMAL, "--instance", tmp_path / "ä", "carriers", "import", folder / "a.csv"),
            PYTHONIOENCODING="ascii",
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_reader_that_has_gone_is_no_reason_for_a_traceback(self, tmp_path: Path) -> None:
        command = f'"{sys.executable}" -m survey --standards "{MINIMAL}" --instance "{tmp_path}/i" round list | true'
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        assert done.stderr == b""
