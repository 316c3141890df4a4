"""What goes wrong becomes a page that says what to do, in the visitor's language."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from survey.errors import N_, NotFoundError, SurveyError
from survey.store.connection import Unavailable
from survey.web import wording
from survey.web.participant import visit
from survey.web.participant.renewal import ask_again

logger = logging.getLogger("survey.web")

_PAGES = {
    403: (N_("You may not see this page"), N_("Please go back to the start page and sign in there.")),
    404: (N_("This page does not exist"), N_("The address may have been typed wrongly, or the page was moved.")),
    405: (N_("This page cannot be reached that way"), N_("Please go back and use the buttons of the page.")),
    413: (
        N_("That is too much text"),
        N_("The page was larger than we can take. Please go back, shorten your comments and save again."),
    ),
    429: (
        N_("Too many attempts"),
        N_("Too many wrong codes were typed. For safety, please wait a quarter of an hour and then try again."),
    ),
    500: (
        N_("Something went wrong on our side"),
        N_("Everything saved before is safe. Please go back and try again; if it happens again, please call us."),
    ),
    503: (
        N_("We cannot save right now"),
        N_("Nothing saved before is lost. Please go back to the page you came from and try again in a minute."),
    ),
}
_LAPSED = (
    N_("This page was open for too long"),
    N_("Your browser no longer has the cookie this page needs. Please load the page before it anew and try again."),
)
_MISTAKEN = {400, 404, 405, 413}
"""What goes wrong by a wrong address or too much text: who is signed in stays so, and is shown the way on."""

_OTHER = (N_("This did not work"), N_("Please go back and try again."))

Page = tuple[str, int]


def install(app: Flask) -> None:
    """Turn errors into pages."""
    app.register_error_handler(CSRFError, _without_token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFoundError, lambda error: _page(404, error))
    app.register_error_handler(SurveyError, lambda error: _page(409, error))
    app.register_error_handler(Unavailable, _database)
    app.register_error_handler(Exception, _unforeseen)


def _without_token(_error: CSRFError) -> Page:
    return ask_again() or _shown(400, *map(wording.current().gettext, _LAPSED))


def _http(error: HTTPException) -> Page | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects pass as they are
        return error
    return _page(error.code)


def _database(error: Unavailable) -> Page:
    logger.error("the database refused: %s", error)
    return _page(503)


def _unforeseen(error: Exception) -> Page:
    logger.error("unforeseen: %s", type(error).__name__, exc_info=error)
    return _page(500)


def _page(status: int, error: SurveyError | None = None) -> Page:
    title, advice = _PAGES.get(status, _OTHER)
    language = wording.current()
    message = language.error(error) if error else language.gettext(advice)
    return _shown(status, language.gettext(title), message)


def _shown(status: int, title: str, message: str) -> Page:
    readable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message)
    participant = visit.current() if status in _MISTAKEN else None
    return render_template("failure.html", title=title, message=readable, participant=participant), status
