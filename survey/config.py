"""The settings of one installation: read from the environment and ``instance/settings.toml``, then frozen.

Each setting is declared once, with its type, default and help; ``docs/operating.md`` lists them from here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from survey.errors import Faults, SettingsError

SETTINGS_FILE = "settings.toml"
DATABASE = "survey.sqlite"
DEMO_DATABASE = "demo.sqlite"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not the name of a time zone, such as Europe/Berlin") from None
    return name


class Settings(BaseModel):
    """What an operator can set. In the environment a setting is called ``SURVEY_`` and its name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    standards: Annotated[Path, Field(description="The catalogue that new rounds start from.")] = Path("standards.yaml")
    instance: Annotated[Path, Field(description="The folder of the database and of settings.toml.")] = Path("instance")
    database: Annotated[
        str, Field(description="The database's file name inside the instance folder.", min_length=1)
    ] = DATABASE
    host: Annotated[str, Field(description="The address the server listens on.", min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(description="The port the server listens on.", ge=1, le=65535)] = 8000
    threads: Annotated[int, Field(description="Requests the server answers at the same time.", ge=1, le=64)] = 8
    url: Annotated[
        str,
        Field(description="Where respondents reach the site; printed in letters.", pattern=r"^https?://\S+$"),
    ] = "http://127.0.0.1:8000"
    proxies: Annotated[
        int,
        Field(description="Reverse proxies in front of the server whose X-Forwarded-* is trusted.", ge=0, le=5),
    ] = 0
    timezone: Annotated[
        str,
        AfterValidator(_known_zone),
        Field(description="The time zone that times are given and shown in."),
    ] = "Europe/Berlin"
    k: Annotated[
        int,
        Field(
            description="Fewest responses of a group that anything is published of, for new rounds.",
            ge=3,
            le=50,
        ),
    ] = 5
    session_minutes: Annotated[
        int,
        Field(description="Minutes without a click after which a respondent signs in again.", ge=5, le=480),
    ] = 60
    office: Annotated[str, Field(description="The office that runs the survey.", min_length=1)] = "Jugendamt"
    address: Annotated[str, Field(description="Its postal address, for the imprint.")] = ""
    contact: Annotated[str, Field(description="Whom respondents can ask: a name, a telephone number.")] = ""
    email: Annotated[str, Field(description="The e-mail address respondents can write to.")] = ""
    data_protection_officer: Annotated[str, Field(description="Who answers questions on data protection.")] = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.timezone)

    @property
    def database_path(self) -> Path:
        """Where the database lies."""
        return self.instance / self.database


def read_settings(
    environment: Mapping[str, str] | None = None,
    *,
    standards: Path | None = None,
    instance: Path | None = None,
) -> Settings:
    """Return the settings: what is passed here, else the environment, else settings.toml, else the default.

    Raises
    ------
    Faults
        A setting is unknown or has an impossible value; each fault names the file and line, or the variable.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, Any] = {
        name: environment[f"SURVEY_{name.upper()}"]
        for name in Settings.model_fields
        if environment.get(f"SURVEY_{name.upper()}")
    }
    given |= {name: path for name, path in (("standards", standards), ("instance", instance)) if path is not None}
    path = Path(given.get("instance", Settings.model_fields["instance"].default)) / SETTINGS_FILE
    text, filed = _read_file(path)
    try:
        return Settings.model_validate({**filed, **given})
    except ValidationError as error:
        raise Faults(
            f"{_place(str(fault['loc'][0]), given, path, text)}: {fault['msg'].removeprefix('Value error, ')}"
            if fault["type"] != "extra_forbidden"
            else f"{_place(str(fault['loc'][0]), given, path, text)}: there is no such setting"
            for fault in error.errors()
        ) from error


def _read_file(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return "", {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("%(path)s cannot be read: %(reason)s", path=path, reason=error) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("%(path)s is not TOML: %(reason)s", path=path, reason=error) from error


def _place(name: str, given: Mapping[str, object], path: Path, text: str) -> str:
    if name in given:
        return f"SURVEY_{name.upper()}"
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*["']?{re.escape(name)}["']?\s*=""", line):
            return f"{path}:{number}: {name}"
    return f"{path}: {name}"
