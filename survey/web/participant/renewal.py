"""A session that ended while someone was typing: what was typed travels along until they have signed in again."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from survey.web.participant.forms import RenewalForm

KEPT = "kept-"
"""Before the names of the fields that travel along."""

_PAGE = "questionnaire.standard"


def ask_again() -> tuple[str, int] | None:
    """Return a page that asks for code and passphrase and carries the posted fields; None where nothing was posted."""
    if request.endpoint != _PAGE or request.method != "POST":
        return None
    number = (request.view_args or {}).get("number", 0)
    return page(RenewalForm(), number, request.form)


def page(form: RenewalForm, number: int, typed: MultiDict[str, str], status: int = 403) -> tuple[str, int]:
    """Return the page that asks to sign in again."""
    kept = [(name, value) for name, value in typed.items(multi=True) if name != "csrf_token"]
    return render_template("participant/renewal.html", form=form, number=number, kept=kept, prefix=KEPT), status


def kept_fields() -> MultiDict[str, str]:
    """Return the fields that travelled along."""
    return MultiDict(
        [(name.removeprefix(KEPT), value) for name, value in request.form.items(multi=True) if name.startswith(KEPT)]
    )
