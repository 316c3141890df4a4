"""The checks that every page goes through find what they look for."""

from __future__ import annotations

import pytest

from tests.pages.checks import faults_of_page
from tests.pages.conftest import Site
from tests.pages.markup import Page
from tests.pages.visitor import Visitor

SOUND = """<!doctype html>
<html lang="de">
<head><title>Probe – Partnerblick</title></head>
<body>
<h1>Probe</h1>
<a href="/">Start</a>
<img src="/static/icon.svg" alt="Zeichen">
<form method="post" action="/sprache">
<input type="hidden" name="csrf_token" value="x">
<fieldset><legend>Frage</legend><label for="a">Ja</label><input type="radio" id="a" name="q" value="1"></fieldset>
<label for="b">Wort</label><input id="b" name="w">
<button type="submit">Weiter</button>
</form>
</body>
</html>
"""


def faults(site: Site, html: str) -> list[str]:
    return faults_of_page(Page("/", 200, html), site.app)


def test_a_sound_page_has_no_faults(site: Site) -> None:
    assert faults(site, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (' lang="de"', "", "<html lang>"),
        ("Probe – Partnerblick", " – Partnerblick", "title"),
        ("Probe – Partnerblick", "Probe", "title"),
        ("<h1>Probe</h1>", "", "0 h1"),
        ("<h1>Probe</h1>", "<h1>Probe</h1><h1>Probe</h1>", "2 h1"),
        ("</h1>", "", "expected-"),
        ("<!doctype html>", "", "doctype"),
        ('id="b"', 'id="a"', "twice"),
        ('<label for="b">Wort</label>', "", "w has no label"),
        ('<label for="b">', '<label for="c">', "'c', which is not there"),
        ("<legend>Frage</legend>", "", "fieldset"),
        ("<legend>Frage</legend>", "<legend> </legend>", "fieldset"),
        ("Weiter", " ", "a button says nothing"),
        (' alt="Zeichen"', "", "no alt"),
        ("/static/icon.svg", "/static/fehlt.svg", "is not there"),
        ("/static/icon.svg", "https://example.org/icon.svg", "leads nowhere"),
        ('href="/"', 'href="/nirgends"', "leads nowhere"),
        ('href="/"', 'href="#nirgends"', "which is not there"),
        ('href="/"', 'href="javascript:alert(1)"', "leads nowhere"),
        ('action="/sprache"', 'action="/datenschutz"', "leads nowhere"),
        (' action="/sprache"', "", "leads nowhere"),
        ('name="csrf_token"', 'name="token"', "no token"),
        ("<h1>", '<h1 style="color: red">', "style on h1"),
        ("<h1>", '<h1 onclick="x()">', "onclick on h1"),
        ("</head>", "<style>h1 {}</style></head>", "inline style"),
        ("</head>", "<script>x()</script></head>", "inline script"),
        ("</form>\n", '</form>\n<input type="hidden" name="z" value="1">', "belongs to no form"),
        (">Weiter<", ">Continue<", "'Continue' is not in de"),
        ("Zeichen", "Overview", "'Overview' is not in de"),
        ("Frage", "1 of 13 standards done, 2 of 3 questions answered.", "is not in de"),
    ],
)
def test_each_fault_is_found(site: Site, old: str, new: str, fault: str) -> None:
    assert SOUND.count(old) == 1
    assert any(fault in found for found in faults(site, SOUND.replace(old, new)))


def test_german_on_an_english_page_is_found(site: Site) -> None:
    html = SOUND.replace('lang="de"', 'lang="en"')
    assert faults(site, html) == ["'Weiter' is not in en"]


def test_a_form_is_sent_as_a_browser_would(respondent: Visitor) -> None:
    form = respondent.open("/fragebogen/1").form()
    sent = form.entries({"S1.1": "3", "feedback_1": "a\nb"}, "overview")
    assert ("S1.1", "3") in sent
    assert ("feedback_1", "a\r\nb") in sent
    assert ("then", "overview") in sent
    assert [name for name, _ in sent].count("then") == 1
    assert not [name for name, _ in sent if name in {"S1.2", "language"}]
    assert ("then", "next") in form.entries()
    for impossible in ({"S1.1": "7"}, {"S9.1": "1"}):
        with pytest.raises(LookupError):
            form.entries(impossible)
    with pytest.raises(LookupError):
        form.entries(button="Nirgends")
