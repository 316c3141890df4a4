"""One connection per request, given back at its end."""

from __future__ import annotations

from flask import Flask, current_app, g

from survey.config import Settings
from survey.store.connection import Store


def settings() -> Settings:
    """Return the settings this site runs with."""
    found: Settings = current_app.extensions["survey.settings"]
    return found


def store() -> Store:
    """Return this request's connection."""
    if "store" not in g:
        g.store = Store(settings().database_path)
    found: Store = g.store
    return found


def install(app: Flask) -> None:
    """Give connections back when their request ends."""

    @app.teardown_appcontext
    def give_back(_error: BaseException | None) -> None:
        lent: Store | None = g.pop("store", None)
        if lent is not None:
            lent.close()
