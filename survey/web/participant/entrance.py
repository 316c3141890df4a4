"""The way in: a code, then the passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.wrappers import Response as Answer

from survey.codes import Code, read_code
from survey.errors import N_, SurveyError
from survey.rounds import entry
from survey.rounds.clock import now
from survey.rounds.entry import Door, RoundShutError, WrongEntryError
from survey.web import wording
from survey.web.database import store
from survey.web.participant import questionnaire, renewal, visit
from survey.web.participant.forms import CodeForm, PassphraseForm, RenewalForm
from survey.web.participant.visit import Page
from survey.web.security import limiter, open_to_anyone

blueprint = Blueprint("entrance", __name__)

_CODE = "code"
_WRONG = 403
_UNREADABLE = 422

PER_CODE = "10 per 15 minutes"
PER_ADDRESS = "300 per hour"


def _tried_selector() -> str:
    """Return the selector of the code that is tried; all that cannot be read count as one."""
    comes_from_session = request.endpoint == "entrance.passphrase"
    try:
        return read_code(session.get(_CODE, "") if comes_from_session else request.form.get("code", "")).selector
    except SurveyError:
        return "unreadable"


def _was_wrong(response: Answer) -> bool:
    return response.status_code == _WRONG


_slow_per_code = limiter.shared_limit(
    PER_CODE, scope="code", key_func=_tried_selector, methods=["POST"], deduct_when=_was_wrong
)
_slow_per_address = limiter.shared_limit(PER_ADDRESS, scope="address", methods=["POST"], deduct_when=_was_wrong)


@blueprint.route("/", methods=["GET", "POST"])
@_slow_per_code
@_slow_per_address
@open_to_anyone
def start() -> Page:
    """Ask for the access code."""
    form = CodeForm(request.form)
    if request.method != "POST":
        return _start_page(form)
    try:
        code = read_code(form.code.data or "")
        entry.door(store(), code, now())
    except RoundShutError as shut:
        return _shut_page(shut)
    except SurveyError as error:
        form.code.errors = [wording.current().error(error)]
        return _start_page(form, _WRONG if isinstance(error, WrongEntryError) else _UNREADABLE)
    session[_CODE] = str(code)
    return redirect(url_for(".passphrase"), 303)


@blueprint.route("/kennwort", methods=["GET", "POST"])
@_slow_per_code
@_slow_per_address
@open_to_anyone
def passphrase() -> Page:
    """Set the passphrase at first entry, ask for it later."""
    form = PassphraseForm(request.form)
    try:
        code = read_code(session.get(_CODE, ""))
        door = entry.door(store(), code, now())
    except RoundShutError as shut:
        return _shut_page(shut)
    except SurveyError:
        return redirect(url_for(".start"), 303)
    if request.method != "POST":
        return _passphrase_page(form, door)
    try:
        return _entered(form, code, door)
    except SurveyError as error:
        form.passphrase.errors = [wording.current().error(error)]
        return _passphrase_page(form, door, _WRONG if isinstance(error, WrongEntryError) else _UNREADABLE)


@blueprint.post("/fragebogen/fortsetzen/<int:number>")
@_slow_per_code
@_slow_per_address
@open_to_anyone
def renew(number: int) -> Page:
    """Sign in again after a session has ended, and save what was typed."""
    form = RenewalForm(request.form)
    typed = renewal.kept_fields()
    try:
        code = read_code(form.code.data or "")
        if not entry.door(store(), code, now()).opened:
            raise WrongEntryError(N_("No answers have been given with this code yet. Please check the code."))
        response = entry.enter(store(), code, form.passphrase.data or "", now())
    except RoundShutError as shut:
        return _shut_page(shut, renewal.texts(number, typed))
    except SurveyError as error:
        form.code.errors = [wording.current().error(error)]
        status = _WRONG if isinstance(error, WrongEntryError) else _UNREADABLE
        return renewal.page(form, number, typed, status)
    visit.sign_in(response, code.selector)
    participant = visit.current()
    if participant is None:
        return redirect(url_for(".start"), 303)
    return questionnaire.saved(participant, number, typed)


@blueprint.post("/abmelden")
@open_to_anyone
def leave() -> Page:
    """Sign out."""
    visit.sign_out()
    return redirect(url_for(".start", left=1), 303)


def _entered(form: PassphraseForm, code: Code, door: Door) -> Page:
    typed = form.passphrase.data or ""
    if not door.opened and typed != (form.repeated.data or ""):
        raise SurveyError(N_("The two entries differ. Please type the same passphrase twice."))
    response = entry.enter(store(), code, typed, now())
    visit.sign_in(response, code.selector)
    return redirect(url_for("questionnaire.receipt" if response.submitted else "questionnaire.overview"), 303)


def _start_page(form: CodeForm, status: int = 200) -> tuple[str, int]:
    if visit.current() is None:
        session.pop(_CODE, None)
    return render_template("participant/start.html", form=form, participant=visit.current()), status


def _passphrase_page(form: PassphraseForm, door: Door, status: int = 200) -> tuple[str, int]:
    return render_template("participant/passphrase.html", form=form, door=door), status


def _shut_page(shut: RoundShutError, unsaved: Sequence[tuple[str, str]] = ()) -> str:
    session.pop(_CODE, None)
    not_yet = isinstance(shut, entry.NotYetOpenError)
    return render_template("participant/shut.html", shut=shut, not_yet=not_yet, unsaved=unsaved)
