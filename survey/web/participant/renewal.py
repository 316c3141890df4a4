"""A session that ended while someone was typing: what was typed travels along until they have signed in again."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from survey.rounds.filling import clean_text
from survey.web import wording
from survey.web.participant.contexts import remark_names
from survey.web.participant.forms import RenewalForm

KEPT = "kept-"
"""Before the names of the fields that travel along."""

_PAGE = "questionnaire.standard"
_RENEWAL = "entrance.renew"


def ask_again() -> tuple[str, int] | None:
    """Return a page that asks for code and passphrase and carries the posted fields; None where nothing was posted."""
    if request.endpoint not in {_PAGE, _RENEWAL} or request.method != "POST":
        return None
    wording.choose(request.form.get("reading", ""))
    number = (request.view_args or {}).get("number", 0)
    return page(RenewalForm(), number, kept_fields() if request.endpoint == _RENEWAL else request.form)


def page(form: RenewalForm, number: int, typed: MultiDict[str, str], status: int = 403) -> tuple[str, int]:
    """Return the page that asks to sign in again."""
    kept = [(clean_text(name), clean_text(value)) for name, value in typed.items(multi=True) if name != "csrf_token"]
    return render_template("participant/renewal.html", form=form, number=number, kept=kept, prefix=KEPT), status


def kept_fields() -> MultiDict[str, str]:
    """Return the fields that travelled along."""
    return MultiDict(
        [(name.removeprefix(KEPT), value) for name, value in request.form.items(multi=True) if name.startswith(KEPT)]
    )


def texts(number: int, typed: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return the comments among what was typed on the page of a standard, each with the name of its kind."""
    found = [(name, clean_text(typed.get(f"{kind}_{number}", ""))) for kind, name in _kinds().items()]
    return [(name, text) for name, text in found if text]


def _kinds() -> dict[str, str]:
    return remark_names(wording.current())
