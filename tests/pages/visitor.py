"""Someone who uses the site in a browser without JavaScript, and finds fault with every page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from flask import Flask, g, request, request_finished, request_started, template_rendered
from flask.testing import FlaskClient
from flask.wrappers import Response
from jinja2 import Template
from werkzeug.test import TestResponse

from survey.codes import Code
from survey.store import responses
from survey.web.participant import visit
from tests.factories import PASSPHRASE
from tests.pages.checks import faults_of_answer, faults_of_page
from tests.pages.markup import Page

_SOUND: set[int] = set()
"""Pages that were found without fault, their tokens left out."""

FORM = "application/x-www-form-urlencoded"


@dataclass
class Seen:
    """What all visitors together have been to."""

    endpoints: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    titles: dict[str, set[str]] = field(default_factory=dict)
    """The templates that were shown under each title."""

    def watch(self, app: Flask) -> None:
        """Note from now on where the requests to `app` lead and which templates they show."""
        request_started.connect(self._note_endpoint, app, weak=True)
        template_rendered.connect(self._note_template, app, weak=True)
        request_finished.connect(self._note_title, app, weak=True)

    def _note_endpoint(self, _app: Flask, **_rest: object) -> None:
        self.endpoints.add(str(request.endpoint))

    def _note_template(self, _app: Flask, template: Template, **_rest: object) -> None:
        g.template = str(template.name)
        self.templates.add(g.template)

    def _note_title(self, _app: Flask, response: Response, **_rest: object) -> None:
        found = re.search(r"<title>(.*?)</title>", response.get_data(as_text=True)) if "template" in g else None
        if found:
            self.titles.setdefault(found[1], set()).add(g.template)


@dataclass
class Visitor:
    """A browser. `page` is the page it shows, `answer` the last answer it got."""

    app: Flask
    client: FlaskClient
    address: str = "127.0.0.1"
    _page: Page | None = None
    _answer: TestResponse | None = None

    @property
    def page(self) -> Page:
        if self._page is None:
            raise LookupError("no page is open")
        return self._page

    @property
    def answer(self) -> TestResponse:
        if self._answer is None:
            raise LookupError("nothing was asked")
        return self._answer

    @property
    def path(self) -> str:
        return urlsplit(self.page.path).path

    def tab(self) -> Visitor:
        """Return another tab of the same browser: it shares the cookie."""
        return Visitor(self.app, self.client, self.address)

    def forget(self) -> None:
        """Lose the cookie."""
        self.client.delete_cookie("session")

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, kind: str | None = None, **headers: str
    ) -> TestResponse:
        """Return the one answer to a request; whatever it is, it is checked."""
        answer = self.client.open(
            path,
            method=method,
            data=body,
            content_type=kind,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            environ_overrides={"REMOTE_ADDR": self.address},
            buffered=True,
        )
        assert not (faults := faults_of_answer(answer)), f"{method} {path}: {faults}"
        self._answer = answer
        if (
            answer.mimetype == "text/html"
            and method not in {"HEAD", "OPTIONS"}
            and answer.status_code not in range(300, 400)
        ):
            self._page = Page(path, answer.status_code, answer.text)
            self._check(self._page)
        return answer

    def open(self, path: str, status: int = 200) -> Page:
        """Return the page at `path`, after redirects."""
        return self._followed(path, self.ask(path), status)

    def follow(self, text: str) -> Page:
        """Return the page that the link with this text leads to."""
        return self.open(self.page.link(text))

    def send(
        self,
        values: Mapping[str, str] | None = None,
        button: str | None = None,
        *,
        action: str | None = None,
        status: int = 200,
        page: Page | None = None,
    ) -> Page:
        """Fill in and send the form of the page shown, or of one that was shown before (the back button)."""
        form = (page or self.page).form(action)
        return self.post(form.action, form.entries(values, button), status)

    def post(self, path: str, entries: Sequence[tuple[str, str]], status: int = 200) -> Page:
        """Send these fields."""
        return self._followed(path, self.ask(path, "POST", urlencode(entries).encode(), FORM), status)

    def speak(self, language: str) -> Page:
        """Press the button that changes the language."""
        return self.send(button=language, action=None if self.page.all("form", id="page") else "/sprache")

    def come_in(self, code: Code | str, passphrase: str = PASSPHRASE) -> Page:
        """Enter by code and passphrase, setting the passphrase where it is asked for twice."""
        self.open("/")
        self.send({"code": str(code)})
        repeated = {"repeated": passphrase} if "repeated" in self.page.form().names else {}
        return self.send({"passphrase": passphrase} | repeated)

    def be_in(self, response: responses.Response, code: Code) -> None:
        """Hold the cookie of someone who came in with this code."""
        with self.client.session_transaction() as session:
            session.permanent = True
            session[visit._VISIT] = [response.round_id, response.key.hex(), code.selector]

    def _check(self, page: Page) -> None:
        content = re.sub(r'name="csrf_token" value="[^"]+"', "", page.html) if 'name="csrf_token"' in page.html else ""
        if not content or hash(content) not in _SOUND:
            faults = faults_of_page(page, self.app)
            assert not faults, f"{page.path}: {len(faults)} faults, such as {faults[:5]}"
            _SOUND.add(hash(content))

    def _followed(self, path: str, answer: TestResponse, status: int) -> Page:
        for _ in range(5):
            if answer.status_code not in range(300, 400):
                break
            path = answer.headers["Location"]
            answer = self.ask(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}, {self.page.title}"
        return self.page
