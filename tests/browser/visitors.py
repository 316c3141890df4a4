"""A visitor who posts the site's own forms over HTTP, without drawing a page: quick, for many respondents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from playwright.sync_api import APIRequestContext, APIResponse, Playwright, StorageState

from survey.codes import Code
from survey.model import Catalogue
from tests.factories import PASSPHRASE

_CONTROLS = SoupStrainer(["form", "input", "textarea"])


@dataclass(frozen=True)
class Visitor:
    """Someone with a session of their own. Every address is a path of the site."""

    requests: APIRequestContext

    def read(self, path: str) -> str:
        """Return the page at `path`."""
        return _page(self.requests.get(path))

    def post(self, page: str, action: str, changes: Mapping[str, str]) -> str:
        """Send a form of `page`, the one for `action`, with `changes`; return the page that it leads to."""
        return _page(self.requests.post(action, form={**_sent(page, action), **changes}))

    def sign_in(self, code: Code, passphrase: str = PASSPHRASE, *, first: bool) -> str:
        """Come in with a code, for the first time or again, and return the page that it leads to."""
        typed = {"passphrase": passphrase} | ({"repeated": passphrase} if first else {})
        return self.post(self.post(self.read("/"), "/", {"code": str(code)}), "/kennwort", typed)

    def choose_language(self, language: str) -> None:
        """Read on in another language."""
        self.post(self.read("/"), "/sprache", {"language": language})

    def answer(self, catalogue: Catalogue, answers: Mapping[str, str]) -> str:
        """Fill in every standard's page, in the order of the site, and submit; return the receipt."""
        page = self.read("/fragebogen/1")
        for standard in catalogue.standards:
            chosen = {field: value for field, value in answers.items() if field in catalogue.questions_of(standard)}
            page = self.post(page, f"/fragebogen/{standard.number}", chosen)
        return self.post(page, "/fragebogen/abgeben", {})

    def session(self) -> StorageState:
        """Return the session, for a browser to go on with."""
        return self.requests.storage_state()


def visitor(playwright: Playwright, url: str) -> Visitor:
    """Return a visitor of the site at `url` whom it does not know yet."""
    return Visitor(playwright.request.new_context(base_url=url))


def _page(answer: APIResponse) -> str:
    if not answer.ok:
        raise ValueError(f"{answer.url} answers {answer.status}")
    return answer.text()


def _sent(page: str, action: str) -> dict[str, str]:
    """Return what a form of the page would send if nothing were changed on it."""
    form = BeautifulSoup(page, "html.parser", parse_only=_CONTROLS).find("form", action=action)
    if form is None:
        raise LookupError(f"there is no form for {action}")
    sent = {}
    for control in form.find_all(["input", "textarea"]):
        if control.name == "textarea":
            sent[str(control["name"])] = control.get_text().removeprefix("\n")
        elif control.get("type") != "radio" or control.has_attr("checked"):
            sent[str(control["name"])] = str(control.get("value", ""))
    return sent
