"""A visitor who posts the site's own forms over HTTP, without drawing a page: quick, for many respondents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import APIRequestContext, Playwright, StorageState

from survey.codes import Code
from survey.model import Catalogue
from tests.factories import PASSPHRASE


@dataclass(frozen=True)
class Visitor:
    """Someone with a session of their own. Every address is a path of the site."""

    requests: APIRequestContext

    def form(self, path: str, action: str | None = None) -> dict[str, str]:
        """Return what the form on a page would send if nothing were changed; `action` tells one form from others."""
        return _sent(BeautifulSoup(self._read(path), "html.parser"), action or path)

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """Send a form and return the address of the page it leads to."""
        answer = self.requests.post(path, form=dict(form))
        if not answer.ok:
            raise ValueError(f"{path} answers {answer.status}")
        return answer.url

    def sign_in(self, code: Code, passphrase: str = PASSPHRASE, *, first: bool) -> None:
        """Come in with a code: for the first time, or again."""
        self.post("/", self.form("/") | {"code": str(code)})
        typed = {"passphrase": passphrase} | ({"repeated": passphrase} if first else {})
        self.post("/kennwort", self.form("/kennwort") | typed)

    def choose_language(self, language: str) -> None:
        """Read on in another language."""
        self.post("/sprache", self.form("/", "/sprache") | {"language": language})

    def answer(self, catalogue: Catalogue, answers: Mapping[str, str]) -> None:
        """Fill in every standard's page, in the order of the site, and submit."""
        for standard in catalogue.standards:
            path = f"/fragebogen/{standard.number}"
            chosen = {field: value for field, value in answers.items() if field in catalogue.questions_of(standard)}
            self.post(path, self.form(path) | chosen | {"then": "next"})
        self.post("/fragebogen/abgeben", self.form("/fragebogen/pruefen", "/fragebogen/abgeben"))

    def session(self) -> StorageState:
        """Return the session, for a browser to go on with."""
        return self.requests.storage_state()

    def _read(self, path: str) -> str:
        answer = self.requests.get(path)
        if not answer.ok:
            raise ValueError(f"{path} answers {answer.status}")
        return answer.text()


def visitor(playwright: Playwright, url: str) -> Visitor:
    """Return a visitor of the site at `url` whom it does not know yet."""
    return Visitor(playwright.request.new_context(base_url=url))


def _sent(page: BeautifulSoup, action: str) -> dict[str, str]:
    form = page.find("form", action=action)
    if not isinstance(form, Tag):
        raise LookupError(f"there is no form for {action}")
    sent = {}
    for control in form.find_all(["input", "textarea"]):
        if control.name == "textarea":
            sent[str(control["name"])] = control.get_text().removeprefix("\n")
        elif control.get("type") != "radio" or control.has_attr("checked"):
            sent[str(control["name"])] = str(control.get("value", ""))
    return sent
