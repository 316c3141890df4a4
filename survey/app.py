"""The site, put together from its parts."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from survey.config import Settings
from survey.store.connection import open_store
from survey.web import database, failures, security, wording
from survey.web.participant import entrance, questionnaire
from survey.web.public import pages

_HERE = Path(__file__).parent


def create_app(settings: Settings) -> Flask:
    """Return the site of one installation, its database brought up to date.

    Raises
    ------
    SurveyError
        The database cannot be used.
    """
    open_store(settings.database_path).close()
    app = Flask("survey", static_folder=str(_HERE / "static"), template_folder=str(_HERE / "web" / "templates"))
    app.extensions["survey.settings"] = settings
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # Flask's own way
    security.install(app, settings)
    database.install(app)
    wording.install(app)
    failures.install(app)
    for blueprint in (entrance.blueprint, questionnaire.blueprint, pages.blueprint):
        app.register_blueprint(blueprint)
    return app
