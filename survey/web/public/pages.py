"""Published reports with their charts and tables, legal pages, and the sign of life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.analysis.safereport import SafeReport, pair_id
from survey.language import LANGUAGES, language
from survey.model import Round
from survey.report import document, spreadsheets
from survey.report.page import ReportPage, report_page
from survey.report.pdf import pdf
from survey.report.pictures import Drawing, Form, draw, drawings, of_pair
from survey.report.workbook import workbook as write_workbook
from survey.rounds import publishing
from survey.rounds.clock import now
from survey.rounds.setup import state_of
from survey.store import rounds
from survey.web import wording
from survey.web.database import settings, store
from survey.web.security import limiter, open_to_anyone

blueprint = Blueprint("public", __name__)

_FORMS: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEEP = "private, max-age=3600"


@dataclass(frozen=True)
class Listed:
    """A round in the list of reports.

    `state` says why an unpublished one has no report yet; `ended` is when filling in ends or ended: as planned, or on
    the day on which the round was closed before.
    """

    round: Round
    title: str
    state: str
    ended: str


@blueprint.get("/berichte/")
@open_to_anyone
def reports() -> str:
    """List the rounds and their reports."""
    code = wording.current().code
    listed = [
        Listed(round_, rounds.catalogue_of(store(), round_).in_language(code).title, state, _ended(round_))
        for round_ in reversed(rounds.every(store()))
        if (state := state_of(round_, now())) != "planned"
    ]
    return render_template("public/reports.html", listed=listed)


@blueprint.get("/berichte/<name>")
@open_to_anyone
def report(name: str) -> str:
    """Show a published report, for the pair of sides that is asked for."""
    found = publishing.published_report(store(), name)
    wanted = {pair_id(*pair): pair for pair in found.catalogue.pairs}
    pair = wanted.get(request.args.get("pair", pair_id(*found.catalogue.compare)))
    if pair is None:
        abort(404)
    page = _report_page(_Frozen(found), wording.current().code, pair)
    drawn = drawings(found)

    def source(chart: str) -> str | None:
        if chart not in drawn:
            return None
        return url_for(".chart", name=name, chart=chart, form="svg", language=wording.current().code)

    return render_template("public/report.html", page=page, source=source)


@blueprint.get("/berichte/<name>/charts/<language>/<chart>.<form>")
@open_to_anyone
def chart(name: str, language: str, chart: str, form: str) -> Response:
    """Draw a chart of a published report."""
    found = publishing.published_report(store(), name)
    if chart not in drawings(found) or form not in _FORMS or language not in LANGUAGES:
        abort(404)
    content = _chart(_Frozen(found), chart, cast("Form", form), language)
    return Response(content, mimetype=_FORMS[form], headers={"Cache-Control": _KEEP})


@blueprint.get("/berichte/<name>/<file>.csv")
@open_to_anyone
def table(name: str, file: str) -> Response:
    """Give the tables of a published report as CSV, for machines with ``?plain=1``."""
    found = publishing.published_report(store(), name)
    plain = bool(request.args.get("plain"))
    pairs = {"gaps": found.catalogue.compare} | {f"gaps-{pair_id(*pair)}": pair for pair in found.catalogue.pairs}
    if file == "distribution":
        content = spreadsheets.distribution(found, wording.current(), plain=plain)
    elif file in pairs:
        content = spreadsheets.gaps(found, pairs[file], wording.current(), plain=plain)
    else:
        abort(404)
    return _download(content, "text/csv", f"{name}-{file}.csv")


@blueprint.get("/berichte/<name>/report.json")
@open_to_anyone
def data(name: str) -> Response:
    """Give a published report as JSON."""
    found = publishing.published_report(store(), name)
    return _download(document.report_json(found), "application/json", f"{name}.json")


@blueprint.get("/berichte/<name>/report.pdf")
@open_to_anyone
def paper(name: str) -> Response:
    """Give a published report as PDF, for a committee."""
    content = _paper(_Frozen(publishing.published_report(store(), name)), wording.current().code)
    return _download(content, "application/pdf", f"{name}.pdf")


@blueprint.get("/berichte/<name>/report.xlsx")
@open_to_anyone
def workbook(name: str) -> Response:
    """Give the figures of a published report as a workbook."""
    content = write_workbook(publishing.published_report(store(), name), wording.current())
    return _download(content, _WORKBOOK, f"{name}.xlsx")


@blueprint.get("/datenschutz")
@open_to_anyone
def privacy() -> str:
    """Say who sees what, and what is kept for how long."""
    return render_template("public/privacy.html")


@blueprint.get("/barrierefreiheit")
@open_to_anyone
def accessibility() -> str:
    """Say how accessible the site is, and whom to tell of barriers."""
    return render_template("public/accessibility.html")


@blueprint.get("/impressum")
@open_to_anyone
def imprint() -> str:
    """Say who runs the site."""
    return render_template("public/imprint.html")


@blueprint.post("/sprache")
@open_to_anyone
def switch_language() -> Answer:
    """Change the language and go back to the page it was changed on."""
    wording.choose(request.form.get("language", ""))
    back = request.form.get("back", "/")
    own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return redirect(back if own else "/", 303)


@blueprint.get("/healthz")
@limiter.exempt
@open_to_anyone
def health() -> Response:
    """Say that the site and its database answer."""
    rounds.every(store())
    return Response("ok\n", mimetype="text/plain")


def _ended(round_: Round) -> str:
    planned = round_.closes.astimezone(settings().zone)
    if round_.closed_on is not None and (closed := date.fromisoformat(round_.closed_on)) < planned.date():
        return wording.current().date(closed)
    return wording.current().time(planned)


class _Frozen:
    """A published report as the key of a cache: its round's name stands for it, for it never changes."""

    def __init__(self, report: SafeReport) -> None:
        self.report = report
        self._key = (str(settings().database_path), report.round)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self._key == other._key


@lru_cache(maxsize=64)
def _report_page(frozen: _Frozen, code: str, pair: tuple[str, str]) -> ReportPage:
    return report_page(frozen.report, language(code), pair)


@lru_cache(maxsize=256)
def _chart(frozen: _Frozen, name: str, form: Form, code: str) -> bytes:
    return draw(frozen.report, drawings(frozen.report)[name], language(code), form)[0]


@lru_cache(maxsize=8)
def _paper(frozen: _Frozen, code: str) -> bytes:
    shown = {*of_pair(frozen.report, frozen.report.catalogue.compare)}
    shown |= {Drawing("gap", pair) for pair in frozen.report.catalogue.pairs}
    names = [drawing.name(frozen.report) for drawing in shown]
    return pdf(frozen.report, language(code), {name: _chart(frozen, name, "svg", code) for name in names})


def _download(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
