"""What holds for every address of the site: methods, tokens, headers, and that looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Response
from werkzeug.routing import Rule

from survey.errors import SurveyError
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish
from survey.web.security import access_of, open_to_anyone
from tests import factories
from tests.factories import OpenRound
from tests.pages.conftest import Site
from tests.pages.test_abuse import FORMS
from tests.pages.visitor import FORM, Visitor

VALUES = {
    "number": "1",
    "name": "2025",
    "chart": "gap",
    "language": "de",
    "form": "svg",
    "file": "gaps",
    "filename": "survey.css",
}


@pytest.fixture
def published(site: Site) -> None:
    publish(site.store, factories.closed_round(site.store, factories.catalogue(factories.SIXSTEP), "2025"))


def address(rule: Rule) -> str:
    """Return an address that leads to something."""
    path = rule.rule
    for name, value in VALUES.items():
        for form in (f"<{name}>", f"<int:{name}>", f"<path:{name}>"):
            path = path.replace(form, value)
    assert "<" not in path
    return path


def rules(site: Site, method: str) -> list[Rule]:
    return [rule for rule in site.app.url_map.iter_rules() if method in (rule.methods or ())]


@pytest.mark.usefixtures("published")
def test_looking_changes_nothing(site: Site, respondent: Visitor) -> None:
    before = site.dump()
    for visitor in (site.visitor(), respondent):
        for rule in rules(site, "GET"):
            for method in ("GET", "HEAD"):
                assert visitor.ask(address(rule), method).status_code in {200, 302, 303}, rule
            assert site.dump() == before, rule


@pytest.mark.usefixtures("published")
def test_head_is_get_without_the_page(site: Site, respondent: Visitor) -> None:
    for rule in rules(site, "GET"):
        full, head = (respondent.ask(address(rule), method) for method in ("GET", "HEAD"))
        assert (head.status_code, head.data) == (full.status_code, b""), rule
        assert head.mimetype == full.mimetype


def test_options_name_the_methods(site: Site, visitor: Visitor) -> None:
    for rule in site.app.url_map.iter_rules():
        answer = visitor.ask(address(rule), "OPTIONS")
        assert answer.status_code == 200
        assert set(answer.allow) == rule.methods


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "UNSINN"])
def test_other_methods_are_refused_with_a_page(site: Site, respondent: Visitor, method: str) -> None:
    before = site.dump()
    for rule in site.app.url_map.iter_rules():
        answer = respondent.ask(address(rule), method)
        assert answer.status_code in {400, 405}, rule
        assert answer.mimetype == "text/html"
    assert site.dump() == before


def test_every_form_is_known_to_these_tests(site: Site) -> None:
    assert {address(rule) for rule in rules(site, "POST")} == set(FORMS)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_is_refused_and_changes_nothing(site: Site, respondent: Visitor, path: str) -> None:
    before = site.dump()
    for token in ([], [("csrf_token", "")], [("csrf_token", "falsch")], [("csrf_token", "IjEi.x.y")]):
        answer = respondent.ask(path, "POST", urlencode([*FORMS[path], *token]).encode(), FORM)
        assert answer.status_code in {400, 403}
    assert site.dump() == before
    assert respondent.open("/fragebogen/").heading == "Ihr Antwortbogen"


def test_a_token_of_someone_else_is_refused(site: Site, opened: OpenRound, respondent: Visitor) -> None:
    stranger = site.visitor()
    token = stranger.open("/").form().values["csrf_token"]
    respondent.post("/fragebogen/abgeben", [("csrf_token", token)], status=400)
    assert opened.store.value("SELECT sum(submitted) FROM response") == 0


def test_every_address_has_a_rule_of_access(site: Site) -> None:
    for rule in site.app.url_map.iter_rules():
        assert access_of(site.app, rule.endpoint) in {"anyone", "respondent"}, rule


def test_an_address_without_a_rule_of_access_is_closed(make_site: Callable[..., Site]) -> None:
    site = make_site()
    site.app.add_url_rule("/vergessen", "forgotten", lambda: "geheim")
    site.app.add_url_rule("/offen", "open", open_to_anyone(lambda: Response("offen", mimetype="text/plain")))
    answer = site.visitor().ask("/vergessen")
    assert answer.status_code == 403
    assert b"geheim" not in answer.data
    assert site.visitor().ask("/offen").status_code == 200


@pytest.mark.usefixtures("opened")
def test_what_is_for_respondents_is_closed_to_everyone_else(site: Site, visitor: Visitor) -> None:
    for rule in site.app.url_map.iter_rules():
        if access_of(site.app, rule.endpoint) == "respondent" and "GET" in (rule.methods or ()):
            answer = visitor.ask(address(rule))
            assert (answer.status_code, answer.headers["Location"]) == (302, "/?ended=1")


@pytest.mark.parametrize("path", ["/favicon.ico", "/robots.txt", "/amt/", "/static/", "/static/../app.py", "/.env"])
def test_what_is_not_there_is_a_page_that_says_so(visitor: Visitor, path: str) -> None:
    assert visitor.open(path, status=404).heading == "Diese Seite gibt es nicht"
    assert "Frau Muster" in visitor.page.text


def test_static_files_carry_the_headers_and_may_be_kept(visitor: Visitor) -> None:
    for name, kind in (("survey.css", "text/css"), ("survey.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        answer = visitor.ask(f"/static/{name}")
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_the_sign_of_life_needs_the_database(site: Site, visitor: Visitor) -> None:
    answer = visitor.ask("/healthz")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/plain", b"ok\n")
    with site.store.write():
        site.store.execute("ALTER TABLE round RENAME TO elsewhere")
    assert visitor.client.get("/healthz").status_code == 503


def test_a_database_that_refuses_is_a_page_that_says_so(site: Site, respondent: Visitor) -> None:
    page = respondent.open("/fragebogen/1")
    with site.store.write():
        site.store.execute("ALTER TABLE answer RENAME TO elsewhere")
    answer = respondent.client.post("/fragebogen/1", data=dict(page.form().entries({"S1.1": "1"})))
    assert answer.status_code == 503
    assert "Wir können gerade nicht speichern" in answer.text


def test_what_nobody_foresaw_is_a_page_that_tells_nothing(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str:
        raise ZeroDivisionError("geheim")

    site.app.add_url_rule("/kaputt", "broken", open_to_anyone(broken))
    answer = site.app.test_client().get("/kaputt")
    assert answer.status_code == 500
    assert "Alles, was schon gespeichert war, ist sicher." in answer.text
    assert "geheim" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_a_request_that_is_refused_says_why(site: Site) -> None:
    def refused() -> str:
        raise SurveyError("A round closes after it opens.")

    site.app.add_url_rule("/nein", "refused", open_to_anyone(refused))
    answer = site.app.test_client().get("/nein")
    assert answer.status_code == 409
    assert "Eine Erhebungsrunde endet erst, nachdem sie begonnen hat." in answer.text


def test_the_cookie_is_for_https_alone_where_the_site_is(make_site: Callable[..., Site]) -> None:
    for url, secure in (("https://partnerblick.example", True), ("http://127.0.0.1:8000", False)):
        answer = make_site(url=url).visitor().ask("/")
        assert ("Secure" in answer.headers["Set-Cookie"]) is secure


def test_behind_a_proxy_attempts_count_for_the_address_it_names(make_site: Callable[..., Site]) -> None:
    site = make_site(proxies=1)
    assert site.visitor().ask("/", X_Forwarded_For="203.0.113.7").status_code == 200


def test_the_key_that_signs_sessions_is_made_once_and_for_this_user_alone(make_site: Callable[..., Site]) -> None:
    site = make_site()
    path = site.settings.instance / "secret_key"
    assert path.stat().st_mode & 0o077 == 0
    key = path.read_text()
    assert len(key) == 64
    make_site()
    assert path.read_text() == key


def test_a_site_without_a_contact_names_none(make_site: Callable[..., Site]) -> None:
    site = make_site(contact="")
    visitor = site.visitor()
    for path in ("/", "/impressum", "/datenschutz", "/barrierefreiheit"):
        assert "Fragen?" not in visitor.open(path).text
    opened = factories.open_round(site.store, factories.catalogue(factories.MINIMAL))
    close_round(site.store, opened.round)
    visitor.open("/")
    assert "Fragen?" not in visitor.send({"code": str(opened.codes[0])}).text


def test_the_imprint_names_whom_the_settings_name(make_site: Callable[..., Site]) -> None:
    site = make_site(
        office="Jugendamt <Musterstadt>",
        address="Marktplatz 1, 01067 Musterstadt",
        email="jugendamt@example.org",
        data_protection_officer="Herr Beispiel",
    )
    visitor = site.visitor()
    page = visitor.open("/impressum")
    for text in ("Jugendamt <Musterstadt>", "Marktplatz 1, 01067 Musterstadt", "jugendamt@example.org"):
        assert text in page.text
    assert "Herr Beispiel" in visitor.open("/datenschutz").text
