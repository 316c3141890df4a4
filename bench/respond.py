"""How long a respondent waits: a standard's page and its save, in process.

Floors: an empty Flask page with the same template engine, and one plain commit of a row of the same width with the same
settings of SQLite.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import cycle
from pathlib import Path

from flask import Flask, render_template_string
from flask.testing import FlaskClient

from bench.rounds import seconds
from survey.app import create_app
from survey.catalogue import load_catalogue
from survey.config import Settings
from survey.model import UNANSWERED, Carrier
from survey.rounds.access import new_invitations
from survey.rounds.clock import now
from survey.rounds.filling import mark_of
from survey.rounds.setup import add_round
from survey.store import carriers
from survey.store.connection import open_store

TIMES = 200


def main() -> None:
    """Print median and 95th percentile of each step beside its floor."""
    with tempfile.TemporaryDirectory() as folder:
        client = _signed_in(Path(folder))
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/fragebogen/3").text)
        fields = {"csrf_token": token[1] if token else ""}
        marks = dict(re.findall(r'name="(base-[^"]+)" value="([^"]+)"', client.get("/fragebogen/3").text))
        page = _times(lambda: client.get("/fragebogen/3"))
        values = cycle("12345")
        shown = [UNANSWERED]

        def save_page() -> None:
            shown.append(next(values))
            changed = {"base-3a": mark_of(shown[-2]), "3a": shown[-1]}
            if client.post("/fragebogen/3", data=fields | marks | changed).status_code != 303:  # noqa: PLR2004 - see other
                raise SystemExit("a save was refused")

        save = _times(save_page)
        print(f"a standard's page {_shown(page)}  floor (empty page) {_shown(_times(_empty_page()))}")
        print(f"its save          {_shown(save)}  floor (one commit) {_shown(_times(_commit(Path(folder))))}")


def _signed_in(folder: Path) -> FlaskClient:
    settings = Settings(instance=folder)
    with open_store(settings.database_path) as store, store.write():
        catalogue = load_catalogue(Path("standards.yaml"))
        carriers.put(store, [Carrier("Amt", catalogue.sides[0].id)])
        moment = now()
        round_ = add_round(store, catalogue, "r", moment - timedelta(days=1), moment + timedelta(days=1), 5)
        ((_, code),) = new_invitations(store, round_, moment)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    for path, fields in (
        ("/", {"code": str(code)}),
        ("/kennwort", {"passphrase": "gut genug lang", "repeated": "gut genug lang"}),
    ):
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
        client.post(path, data=fields | {"csrf_token": token[1] if token else ""})
    return client


def _empty_page() -> Callable[[], object]:
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: render_template_string("<!doctype html><title>{{ 1 }}</title>"))
    return partial(app.test_client().get, "/")


def _commit(folder: Path) -> Callable[[], object]:
    connection = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, answers TEXT)")
    return partial(connection.execute, "INSERT OR REPLACE INTO row VALUES (1, hex(randomblob(36)))")


def _times(step: Callable[[], object]) -> list[float]:
    return [seconds(step) for _ in range(TIMES)]


def _shown(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f} ms (p95 {statistics.quantiles(times, n=20)[-1] * 1000:.1f})"
