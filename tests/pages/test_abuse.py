"""Whatever is sent, the answer is a page: nothing breaks, nothing foreign is stored, nothing typed is run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.codes import new_code
from survey.rounds.filling import LONGEST_COMMENT
from survey.store.responses import Response
from survey.web.security import limiter
from tests.factories import OpenRound
from tests.pages.conftest import Site
from tests.pages.visitor import FORM, Visitor

Entries = list[tuple[str, str]]

CODE = str(new_code())
FORMS: dict[str, Entries] = {
    "/": [("code", CODE)],
    "/kennwort": [("passphrase", "Vier Birken am Ufer"), ("repeated", "Vier Birken am Ufer")],
    "/fragebogen/1": [
        ("base-S1.1", "e9bbe8a4d1f3"),
        ("S1.1", "3"),
        ("base-S1.2", "e9bbe8a4d1f3"),
        ("importance_1", "2"),
        ("base-importance_1", "e9bbe8a4d1f3"),
        ("feedback_1", "Worte"),
        ("base-feedback_1", "e9bbe8a4d1f3"),
        ("then", "next"),
        ("language", "de"),
    ],
    "/fragebogen/abgeben": [],
    "/fragebogen/fortsetzen/1": [
        ("code", CODE),
        ("passphrase", "Vier Birken am Ufer"),
        ("kept-S1.1", "3"),
        ("kept-base-S1.1", "e9bbe8a4d1f3"),
        ("kept-then", "next"),
    ],
    "/sprache": [("language", "en"), ("back", "/berichte/")],
    "/abmelden": [],
}

EVIL = {
    "nothing": "",
    "blank": " \t\r\n ",
    "script": "</textarea></title>'\"><script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7 * 7 }}{% raw %}%(a)s%s%%",
    "sql": "'; DROP TABLE round; --",
    "NUL": "a\x00b",
    "controls": "\x01\x08\x0b\x1b\x7f\x85\x9f",
    "emoji": "👩‍👩‍👧‍👦🙂",
    "right to left": "\u202eabc\u202c\u2066x\u2069",
    "combining": "a" + "\u0301" * 500,
    "not a character": "\ufffe\uffff\U0010ffff",
    "separators": "a\u2028b\u2029c",
    "formula": "=1+1",
    "digits": "9" * 5000,
    "full width": "1２３",
    "percent": "%00%ff%",
    "path": "../../../../etc/passwd",
    "long": "ä" * (LONGEST_COMMENT + 1),
}

SHORT_OF_A_CHARACTER = {
    "half a character": b"%C3",
    "a surrogate": b"%ED%A0%80",
    "Latin-1": b"\xe4",
    "half a percent": b"%",
    "no hex": b"%zz",
    "NUL": b"%00",
}


@pytest.fixture
def form(respondent: Visitor, opened: OpenRound, response: Response) -> Callable[[str], Entries]:
    """Return a form with its token, sent by someone who is signed in and has made no attempts yet."""

    def made(path: str) -> Entries:
        limiter.reset()
        respondent.be_in(response, opened.codes[0])
        with respondent.client.session_transaction() as session:
            session["code"] = str(opened.codes[1])
        (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', respondent.ask("/datenschutz").text)[:1]
        return [*FORMS[path], ("csrf_token", token)]

    return made


def send(visitor: Visitor, path: str, entries: Sequence[tuple[str, str]]) -> int:
    """Send a form, follow where it leads, and return the status; pages are checked on the way."""
    body = "&".join(f"{quote(name)}={quote(value)}" for name, value in entries)
    answer = visitor.ask(path, "POST", body.encode(), FORM)
    if answer.status_code == 303:
        answer = visitor.ask(answer.headers["Location"])
    assert not re.search(r"<script>|<img src=x", answer.text)
    return answer.status_code


def replaced(entries: Entries, place: int, *new: tuple[str, str]) -> Entries:
    """Return a form with other fields in place of one."""
    return [*entries[:place], *new, *entries[place + 1 :]]


@pytest.mark.parametrize("path", FORMS)
def test_any_value_in_any_field_is_answered_with_a_page(
    respondent: Visitor, form: Callable[[str], Entries], path: str
) -> None:
    for value in EVIL.values():
        for place, (name, _) in enumerate(FORMS[path]):
            send(respondent, path, replaced(form(path), place, (name, value)))
    names = [f"{start}{value}" for value in EVIL.values() for start in ("", "base-", "kept-")]
    send(respondent, path, [*form(path), *zip(names, names, strict=True)])


@pytest.mark.parametrize("path", FORMS)
def test_missing_and_doubled_fields_are_answered_with_a_page(
    respondent: Visitor, form: Callable[[str], Entries], path: str
) -> None:
    for place, (name, value) in enumerate(FORMS[path]):
        send(respondent, path, replaced(form(path), place))
        send(respondent, path, replaced(form(path), place, (name, value), (name, "anders")))
        send(respondent, path, replaced(form(path), place, (name, "anders"), (name, value)))
    send(respondent, path, form(path)[-1:])


@pytest.mark.parametrize("path", FORMS)
def test_very_many_fields_are_answered_with_a_page(
    respondent: Visitor, form: Callable[[str], Entries], path: str
) -> None:
    many = [(f"feld{number}", "x") for number in range(15_000)]
    send(respondent, path, [*form(path), *many])


@pytest.mark.parametrize("path", FORMS)
def test_too_much_text_is_answered_with_a_kind_page(
    respondent: Visitor, site: Site, form: Callable[[str], Entries], path: str
) -> None:
    before = site.dump()
    for size in (300 * 1024, 1024 * 1024):
        assert send(respondent, path, [*form(path), ("feedback_1", "x" * size)]) == 413
        assert "kürzen Sie Ihre Texte" in respondent.page.text
    assert site.dump() == before


def test_two_comments_as_long_as_they_may_be_fit_in_whatever_they_are_made_of(respondent: Visitor) -> None:
    page = respondent.open("/fragebogen/1")
    text = "🙂" * LONGEST_COMMENT
    respondent.send({"feedback_1": text, "proposal_1": text})
    assert respondent.open("/fragebogen/1").form().values["proposal_1"] == text
    respondent.forget()
    page = respondent.send(status=403)
    assert page.form().values["kept-proposal_1"] == text
    respondent.send({"code": "ABCD"}, status=422)
    assert respondent.page.form().values["kept-proposal_1"] == text


BODIES = {
    "empty": (b"", FORM),
    "JSON": (b'{"code": "x", "S1.1": "3"}', "application/json"),
    "broken JSON": (b'{"code":', "application/json"),
    "plain text": (b"code=x", "text/plain"),
    "no kind": (b"code=x", None),
    "no such kind": (b"code=x", "x/y; z"),
    "unknown charset": (b"code=x", f"{FORM}; charset=utf-7"),
    "bytes": (bytes(range(256)), FORM),
    "only separators": (b"&&==&;=&", FORM),
    "multipart without a boundary": (b"--x\r\n", "multipart/form-data"),
    "multipart cut short": (
        b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\nab',
        "multipart/form-data; boundary=x",
    ),
    "multipart of another boundary": (b"--y\r\n\r\n--y--", "multipart/form-data; boundary=x"),
    "multipart without a name": (
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--",
        "multipart/form-data; boundary=x",
    ),
    "multipart with a file": (
        b'--x\r\nContent-Disposition: form-data; name="code"; filename="a.exe"\r\n\r\na\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "multipart of bytes": (
        b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n\xff\xfe\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "XML": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "text/xml"),
}


@pytest.mark.parametrize("path", FORMS)
def test_any_kind_of_body_is_answered_with_a_page(
    respondent: Visitor, site: Site, form: Callable[[str], Entries], path: str
) -> None:
    before = site.dump()
    for body, kind in BODIES.values():
        assert respondent.ask(path, "POST", body, kind).status_code in {400, 403}
    assert site.dump() == before
    for body, kind in BODIES.values():
        token = dict(form(path))["csrf_token"]
        assert respondent.ask(path, "POST", body, kind, X_CSRFToken=token).status_code in {303, 400, 403, 422}
    assert (site.dump() == before) is (path != "/fragebogen/abgeben")


@pytest.mark.parametrize("path", FORMS)
def test_bytes_that_are_no_text_are_answered_with_a_page(
    respondent: Visitor, form: Callable[[str], Entries], path: str
) -> None:
    for raw in SHORT_OF_A_CHARACTER.values():
        for name in {name for name, _ in FORMS[path]} | {"x"}:
            token = f"csrf_token={dict(form(path))['csrf_token']}&".encode()
            respondent.ask(path, "POST", token + name.encode() + b"=" + raw, FORM)
            respondent.ask(path, "POST", token + raw + b"=1", FORM)


PATHS = ["\xff", "\xc3", "\xed\xa0\x80", "\x00", "a\nb", "../..", "\\", "%", "<script>", "'", "x" * 9000]


@pytest.mark.parametrize(
    "place",
    ["/{}", "/fragebogen/{}", "/berichte/{}", "/berichte/{}/gaps.csv", "/berichte/1/charts/{}/gap.svg", "/static/{}"],
)
def test_any_path_is_answered_with_a_page(respondent: Visitor, place: str) -> None:
    for raw in PATHS:
        for method in ("GET", "POST"):
            answer = respondent.client.open("/", method=method, environ_overrides={"PATH_INFO": place.format(raw)})
            assert answer.status_code in {308, 400, 404, 405}
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "<script>" not in answer.text
            assert "\x00" not in answer.text


@pytest.mark.parametrize("path", ["/", "/fragebogen/", "/berichte/", "/berichte/2026", "/static/survey.css"])
def test_any_query_is_answered_with_a_page(respondent: Visitor, path: str) -> None:
    for query in ("pair=%ff", "pair=%ED%A0%80", "ended=%00", "%zz=%", "a&" * 5000, "plain=%C3", "&=&", "<script>"):
        assert respondent.ask(f"{path}?{query}").status_code in {200, 404}
        assert b"<script>" not in respondent.answer.data


def test_any_header_is_answered_with_a_page(site: Site) -> None:
    visitor = site.visitor()
    for name in ("Cookie", "Accept-Language", "User-Agent", "Referer", "X-Forwarded-For", "Origin", "Range"):
        for value in ("", "x" * 5000, "session=x.y.z", "\xff\xfe", "<script>", "session=eyJ2aXNpdCI6MX0.x.y"):
            assert visitor.client.get("/fragebogen/", headers={name: value}).status_code == 302
            assert visitor.client.get("/", headers={name: value}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from([name for fields in FORMS.values() for name, _ in fields]),
                st.text(max_size=20),
            ),
            st.one_of(st.sampled_from(["1", "6", "x", "", "next", "overview", "en"]), st.text(max_size=200)),
        ),
        max_size=12,
    ).map(lambda found: [(_sent(name), _sent(value)) for name, value in found]),
    path=st.sampled_from(list(FORMS)),
)
def test_anything_at_all_is_answered_with_a_page(
    site: Site, respondent: Visitor, form: Callable[[str], Entries], entries: Entries, path: str
) -> None:
    send(respondent, path, [*entries, form(path)[-1]])
    assert site.store.value("SELECT count(*) FROM response") == 1


def _sent(text: str) -> str:
    """Return what can be sent in a form: no halves of characters."""
    return text.encode("utf-8", "ignore").decode()
