"""The language of a request, and the words, numbers and dates of the templates in it."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, request, session
from jinja2 import ChoiceLoader, PackageLoader, StrictUndefined

from survey.language import DEFAULT, LANGUAGES, Language, language
from survey.web.database import settings

KEY = "language"


def current() -> Language:
    """Return the language this visitor reads in: German unless another was chosen."""
    return language(session.get(KEY, DEFAULT))


def choose(code: str) -> None:
    """Keep the visitor's choice; a language that is not spoken here changes nothing."""
    if code in LANGUAGES:
        session[KEY] = code


def local_time(moment: datetime) -> str:
    """Return an instant as day and time where the office is."""
    return current().time(moment.astimezone(settings().zone))


def here() -> str:
    """Return where to come back to after a change of language: this page, or the start after a form was sent."""
    rule = request.url_rule
    if rule is not None and "GET" not in (rule.methods or ()):
        return "/"
    address = request.full_path.removesuffix("?")
    return address if address.isprintable() else "/"


def install(app: Flask) -> None:
    """Let templates speak the visitor's language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.loader = ChoiceLoader(
        [app.jinja_env.loader or PackageLoader("survey.web"), PackageLoader("survey.report")]
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # comes with the extension
        gettext=lambda message: current().gettext(message),
        ngettext=lambda one, many, n: current().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.filters["local_time"] = local_time

    @app.context_processor
    def words() -> dict[str, object]:
        return {"language": current(), "settings": settings(), "participant": None, "here": here()}
