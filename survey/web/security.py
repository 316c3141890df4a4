"""Who may come in where, how often they may try, and the headers every answer carries."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from flask import Flask, Response, abort, current_app, request
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

from survey.config import Settings

View = TypeVar("View", bound=Callable[..., object])

LARGEST_BODY: Final = 256 * 1024
"""Bytes of a form; a standard's page with every comment at full length stays far below."""

ANYONE: Final = "anyone"
RESPONDENT: Final = "respondent"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

csrf = CSRFProtect()
limiter = Limiter(key_func=lambda: request.remote_addr or "", storage_uri="memory://", strategy="moving-window")


def open_to_anyone(view: View) -> View:
    """Declare that anyone may use a view."""
    view.access = ANYONE  # type: ignore[attr-defined] # read by `access_of`
    return view


def access_of(app: Flask, endpoint: str) -> str | None:
    """Return who may use an endpoint, None where nobody has said."""
    access: str | None = getattr(app.view_functions.get(endpoint), "access", None)
    return access


def install(app: Flask, settings: Settings) -> None:
    """Set up sessions, tokens, limits and headers."""
    app.config.update(
        SECRET_KEY=_secret_key(settings.instance),
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=settings.session_minutes * 60,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
    )
    app.before_request(_refuse_nameless_fields)
    csrf.init_app(app)
    limiter.init_app(app)
    limiter.reset()
    app.before_request(_refuse_undeclared)
    app.after_request(_with_headers)
    app.view_functions["static"] = open_to_anyone(app.view_functions["static"])


def _refuse_undeclared() -> None:
    if request.endpoint is not None and access_of(current_app, request.endpoint) is None:
        abort(403)


def _refuse_nameless_fields() -> None:
    if None in request.form:  # multipart allows it, nothing here sends it, and the check of tokens stumbles over it
        abort(400)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _secret_key(instance: Path) -> str:
    """Return the key that signs sessions, made at the first start and readable by this user alone."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
