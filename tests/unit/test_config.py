"""Settings: from the environment and settings.toml, wrong ones named with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from survey.config import Settings, read_settings
from survey.errors import Faults, SettingsError


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(Faults) as caught:
        read_settings({"SURVEY_INSTANCE": str(folder)} | (environment or {}))
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_everything_has_a_default() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.k) == ("127.0.0.1", 8000, 5)
    assert settings.standards == Path("standards.yaml")
    assert settings.database_path == Path("instance/survey.sqlite")
    assert settings.zone.key == "Europe/Berlin"


def test_the_file_is_read_from_the_instance_folder(tmp_path: Path) -> None:
    write(tmp_path, 'port = 9000\noffice = "Jugendamt Dresden"\nk = 7\n')
    settings = read_settings({}, instance=tmp_path)
    assert (settings.port, settings.office, settings.k) == (9000, "Jugendamt Dresden", 7)
    assert settings.database_path == tmp_path / "survey.sqlite"


def test_the_environment_goes_over_the_file_and_arguments_over_the_environment(tmp_path: Path) -> None:
    (tmp_path / "amt").mkdir()
    write(tmp_path / "amt", 'port = 9000\nhost = "0.0.0.0"\nstandards = "file.yaml"\n')
    environment = {
        "SURVEY_PORT": "9100",
        "SURVEY_STANDARDS": "environment.yaml",
        "SURVEY_INSTANCE": str(tmp_path / "nowhere"),
    }
    settings = read_settings(environment, instance=tmp_path / "amt")
    assert (settings.port, settings.host, settings.standards) == (9100, "0.0.0.0", Path("environment.yaml"))
    assert read_settings(environment, standards=Path("argument.yaml")).standards == Path("argument.yaml")


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    write(tmp_path, "port = 9000\n")
    assert read_settings({"SURVEY_INSTANCE": str(tmp_path), "SURVEY_PORT": ""}).port == 9000


def test_variables_of_others_are_left_alone() -> None:
    assert read_settings({"PORT": "1", "SURVEY_SOMETHING": "x", "HOME": "/root"}).port == 8000


def test_the_real_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURVEY_PORT", "9200")
    assert read_settings().port == 9200


def test_wrong_values_name_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, '# the server\nhost = "0.0.0.0"\n\nport = 70000\n  "k" = 2\ntimezone = "Europe/Dresden"\n')
    assert faults_of(tmp_path) == [
        "settings.toml:4: port: Input should be less than or equal to 65535",
        "settings.toml:6: timezone: 'Europe/Dresden' is not the name of a time zone, such as Europe/Berlin",
        "settings.toml:5: k: Input should be greater than or equal to 3",
    ]


def test_an_unknown_setting_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "port = 9000\nprot = 9000\n")
    assert faults_of(tmp_path) == ["settings.toml:2: prot: there is no such setting"]


def test_an_unknown_section_is_named(tmp_path: Path) -> None:
    write(tmp_path, "[server]\nport = 9000\n")
    assert faults_of(tmp_path) == ["settings.toml: server: there is no such setting"]


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    write(tmp_path, "port = 9000\n")
    assert faults_of(tmp_path, {"SURVEY_PORT": "viele"}) == [
        "SURVEY_PORT: Input should be a valid integer, unable to parse string as an integer"
    ]


@pytest.mark.parametrize("name", ["Europe/Dresden", "../../etc/passwd", "", "Mars", "\0"])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="is not the name of a time zone"):
        Settings(timezone=name)


@pytest.mark.parametrize("url", ["partnerblick.example", "ftp://partnerblick.example", "http://", "http://a b"])
def test_an_address_that_no_browser_opens_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="url"):
        Settings(url=url)


def test_bad_toml_is_refused_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "port = \n")
    with pytest.raises(SettingsError, match=r"is not TOML: Invalid value \(at line 1, column 8\)") as caught:
        read_settings({}, instance=tmp_path)
    assert str(path) in str(caught.value)


def test_a_setting_given_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "port = 1\nport = 2\n")
    with pytest.raises(SettingsError, match="is not TOML: Cannot overwrite a value"):
        read_settings({}, instance=tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes('office = "Jugendämter"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings({}, instance=tmp_path)


def test_a_file_with_the_mark_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("port = 9000", encoding="utf-8-sig")
    assert read_settings({}, instance=tmp_path).port == 9000


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings({}, instance=tmp_path)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(Settings(), "port", 1)  # noqa: B010 - mypy would refuse the assignment too


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []
