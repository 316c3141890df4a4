"""The questionnaire: the task list, a page for each standard, the review, the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from wtforms import Form

from survey.model import UNANSWERED, Standard
from survey.rounds import filling
from survey.rounds.clock import now
from survey.rounds.entry import RoundShutError
from survey.rounds.filling import Change, Conflict
from survey.store import responses
from survey.store.responses import Sheet
from survey.web import wording
from survey.web.database import store
from survey.web.participant import contexts
from survey.web.participant.forms import BASE, standard_form
from survey.web.participant.visit import Page, Participant, open_to_respondents, reading_in

blueprint = Blueprint("questionnaire", __name__, url_prefix="/fragebogen")

_INVALID = 422
_CONFLICT = 409


@blueprint.get("/")
@open_to_respondents
def overview(participant: Participant) -> Page:
    """Show the task list."""
    tasks = contexts.task_list(_sheet(participant), participant.catalogue)
    return render_template(
        "participant/overview.html", participant=participant, tasks=tasks, changed=_changed(participant)
    )


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@open_to_respondents
def standard(participant: Participant, number: int) -> Page:
    """Show the page of a standard, or save it."""
    if request.method == "POST":
        return saved(participant, number, request.form)
    wanted = _standard(participant, number)
    sheet = _sheet(participant)
    values = filling.values_of(sheet, participant.catalogue, wanted)
    form = _form(participant, wanted, None, values)
    return _standard_page(participant, form, sheet, wanted, {})


@blueprint.get("/pruefen")
@open_to_respondents
def review(participant: Participant) -> Page:
    """Show all answers before they are submitted."""
    return render_template(
        "participant/review.html",
        participant=participant,
        standards=contexts.reviewed(_sheet(participant), participant.catalogue, wording.current()),
        side=participant.catalogue.side(participant.response.side),
    )


@blueprint.post("/abgeben")
@open_to_respondents
def submit(participant: Participant) -> Page:
    """Submit; once more changes nothing."""
    try:
        filling.submit(store(), participant.round, participant.response, participant.selector, now())
    except RoundShutError:
        return _too_late(participant, {})
    return redirect(url_for(".receipt"), 303)


@blueprint.get("/quittung")
@open_to_respondents
def receipt(participant: Participant) -> Page:
    """Say that the answers have arrived."""
    if not participant.response.submitted:
        return redirect(url_for(".overview"), 303)
    sheet = responses.submitted_sheet(store(), participant.catalogue, participant.response)
    tasks = contexts.task_list(sheet, participant.catalogue)
    return render_template(
        "participant/receipt.html",
        participant=participant,
        tasks=tasks,
        changed=_changed(participant),
        open=participant.round.accepts_answers(now()),
    )


def saved(participant: Participant, number: int, typed: MultiDict[str, str]) -> Page:
    """Save what was typed on the page of a standard and go on; errors and differing changes are shown first."""
    if "language" in typed:
        participant = reading_in(participant, typed["language"])
    wanted = _standard(participant, number)
    form = _form(participant, wanted, typed, {})
    form.validate()
    changes = {
        field: Change(typed[BASE + field], form[field].data)
        for field in filling.fields_of(participant.catalogue, wanted)
        if BASE + field in typed and not form[field].errors
    }
    try:
        conflicts = filling.save(
            store(), participant.round, participant.catalogue, participant.response, changes, now()
        )
    except RoundShutError:
        return _too_late(participant, {field: change.value for field, change in changes.items()}, wanted)
    if any(form[field].errors for field in filling.fields_of(participant.catalogue, wanted)):
        seen = {conflict.field: changes[conflict.field].base for conflict in conflicts}
        return _standard_page(participant, form, _sheet(participant), wanted, seen), _INVALID
    if conflicts:
        return _conflict_page(participant, wanted, conflicts)
    flash(wording.current().gettext("Your answers are saved."))
    return redirect(_after(participant, wanted, typed), 303)


def _after(participant: Participant, wanted: Standard, typed: Mapping[str, str]) -> str:
    if "language" in typed:
        return url_for("questionnaire.standard", number=wanted.number)
    if typed.get("then") == "overview":
        return url_for("questionnaire.overview")
    numbers = [known.number for known in participant.catalogue.standards]
    following = numbers[numbers.index(wanted.number) + 1 :]
    if not following:
        return url_for("questionnaire.review")
    return url_for("questionnaire.standard", number=following[0])


def _standard(participant: Participant, number: int) -> Standard:
    try:
        return participant.catalogue.standard(number)
    except KeyError:
        abort(404)


def _sheet(participant: Participant) -> Sheet:
    return responses.working_sheet(store(), participant.catalogue, participant.response)


def _changed(participant: Participant) -> bool:
    return participant.response.submitted and responses.has_changed(store(), participant.response)


def _form(
    participant: Participant, wanted: Standard, typed: MultiDict[str, str] | None, values: Mapping[str, str]
) -> Form:
    kind = standard_form(participant.catalogue, wanted, wording.current())
    return kind(formdata=typed, data=dict(values))


def _standard_page(
    participant: Participant, form: Form, sheet: Sheet, wanted: Standard, seen: Mapping[str, str]
) -> str:
    page = contexts.page(form, sheet, participant.catalogue, wanted, seen)
    return render_template("participant/standard.html", participant=participant, page=page, base=BASE)


def _conflict_page(participant: Participant, wanted: Standard, conflicts: list[Conflict]) -> tuple[str, int]:
    choices = contexts.choices(conflicts, participant.catalogue, wanted, wording.current())
    return (
        render_template(
            "participant/conflict.html", participant=participant, standard=wanted, choices=choices, base=BASE
        ),
        _CONFLICT,
    )


def _too_late(participant: Participant, typed: Mapping[str, str], wanted: Standard | None = None) -> tuple[str, int]:
    unsaved = []
    if wanted is not None:
        stored = filling.values_of(_sheet(participant), participant.catalogue, wanted)
        differing = [
            Conflict(field, value, "") for field, value in typed.items() if value not in {stored[field], UNANSWERED}
        ]
        unsaved = list(contexts.choices(differing, participant.catalogue, wanted, wording.current()))
    return render_template("participant/too_late.html", participant=participant, unsaved=unsaved), _CONFLICT
