"""What must be true of every answer of the site, whatever is tested there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from survey.web.security import HEADERS
from tests.factories import ROOT
from tests.pages.markup import Form, Page, text_of

_MESSAGES = ROOT / "survey" / "translations" / "de" / "LC_MESSAGES" / "messages.po"
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")


def faults_of_answer(answer: TestResponse) -> list[str]:
    """Return what is wrong with the headers of any answer."""
    faults = [f"{name} is missing" for name, value in HEADERS.items() if answer.headers.get(name) != value]
    if answer.mimetype == "text/html" and answer.headers.get("Cache-Control") != "no-store":
        faults.append("a page may be kept by a cache")
    for cookie in answer.headers.getlist("Set-Cookie"):
        if not cookie.startswith("session=") or "HttpOnly" not in cookie or "SameSite=Lax" not in cookie:
            faults.append(f"cookie {cookie.split('=')[0]} is not as it should be")
    if answer.status_code >= 500:
        faults.append(f"status {answer.status_code}")
    return faults


def faults_of_page(page: Page, app: Flask) -> list[str]:
    """Return everything that is wrong with a page."""
    return [
        *page.faults,
        *_head(page),
        *_ids(page),
        *_controls(page),
        *_inline(page),
        *_addresses(page, app),
        *foreign_words(page),
    ]


def _head(page: Page) -> list[str]:
    faults = [] if page.language in {"de", "en"} else ["<html lang> is missing"]
    titles = page.all("title")
    if len(titles) != 1 or not re.fullmatch(r"\S.* – Partnerblick", text_of(titles[0])):
        faults.append(f"title {[text_of(title) for title in titles]}")
    headings = page.all("h1")
    if len(headings) != 1 or not text_of(headings[0]):
        faults.append(f"{len(headings)} h1")
    if page.html.lstrip()[:15].lower() != "<!doctype html>":
        faults.append("something stands before the doctype")
    return faults


def _ids(page: Page) -> list[str]:
    ids = [element.get("id", "") for element in page.root.iter() if element.get("id") is not None]
    faults = [f"id {name!r} stands there twice" for name in {name for name in ids if ids.count(name) > 1 or not name}]
    for element in page.root.iter():
        named = [name for attribute in _REFERENCES for name in element.get(attribute, "").split()]
        named += [element.get("href", "")[1:]] if element.get("href", "").startswith("#") else []
        faults += [f"{element.tag} names {name!r}, which is not there" for name in named if name not in ids]
    return faults


def _controls(page: Page) -> list[str]:
    faults = [f"a form with {form.method} to {form.action!r} has no token" for form in page.forms if _is_open(form)]
    labelled = {label.get("for") for label in page.all("label")}
    for control in (c for tag in ("input", "textarea", "select") for c in page.all(tag) if c.get("type") != "hidden"):
        if control.get("id") not in labelled:
            faults.append(f"{control.get('name')} has no label")
        if control.get("type") == "radio" and not _legend(page, control):
            faults.append(f"the radio {control.get('name')} stands in no fieldset with a legend")
    faults += [f"a label says nothing: {label.get('for')}" for label in page.all("label") if not text_of(label)]
    faults += ["a button says nothing" for button in page.all("button") if not text_of(button)]
    owned = {control for form in page.forms for control in form.controls}
    faults += [
        f"{control.tag} {control.get('name')} belongs to no form"
        for tag in ("input", "textarea", "button")
        for control in page.all(tag)
        if control not in owned
    ]
    return faults + [f"{img.get('src')} has no alt" for img in page.all("img") if not img.get("alt")]


def _is_open(form: Form) -> bool:
    return form.method == "post" and "csrf_token" not in form.names


def _legend(page: Page, control: Element) -> str:
    fieldset = next((above for above in page.above(control) if above.tag == "fieldset"), None)
    if fieldset is None or len(fieldset) == 0 or fieldset[0].tag != "legend":
        return ""
    return text_of(fieldset[0])


def _inline(page: Page) -> list[str]:
    faults = [
        f"{name} on {element.tag}"
        for element in page.root.iter()
        for name in element.attrib
        if name == "style" or name.startswith("on")
    ]
    faults += ["inline style" for _ in page.all("style")]
    return faults + ["inline script" for script in page.all("script") if not script.get("src") or script.text]


def _addresses(page: Page, app: Flask) -> list[str]:
    wanted = [("GET", element.get(name)) for element in page.root.iter() for name in ("href", "src", "srcset")]
    wanted += [(form.method.upper(), form.action or "(no action)") for form in page.forms]
    faults = [f"{method} {address} leads nowhere" for method, address in wanted if not _leads(app, method, address)]
    kept = [Path(app.static_folder or "") / name for _, name in map(_static, wanted) if name]
    return faults + [f"{path} is not there" for path in kept if not path.is_file()]


def _static(wanted: tuple[str, str | None]) -> tuple[str, str]:
    address = wanted[1] or ""
    return wanted[0], address.removeprefix("/static/") if address.startswith("/static/") else ""


def _leads(app: Flask, method: str, address: str | None) -> bool:
    if address is None or address.startswith("#"):
        return True
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return False
    try:
        app.url_map.bind("localhost").match(parts.path, method)
    except (HTTPException, RequestRedirect):
        return False
    return True


def foreign_words(page: Page) -> list[str]:
    """Return the messages that a page shows in the language it is not in."""
    words, phrases = _foreign(page.language)
    pieces = set(page.texts)
    return [f"{text!r} is not in {page.language}" for text in words if text in pieces] + [
        f"{text!r} is not in {page.language}" for text in phrases if text in page.text
    ]


@cache
def _foreign(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the texts of the other language that differ: single words, and phrases that may stand inside others."""
    with _MESSAGES.open("rb") as file:
        messages = [message for message in read_po(file, locale="de") if message.id]
    texts: set[tuple[str, str]] = set()
    for message in messages:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        germans = message.string if isinstance(message.string, tuple) else (message.string,)
        texts |= {(str(original), str(german)) for original, german in zip(originals, germans, strict=False)}
    own, other = (1, 0) if language == "de" else (0, 1)
    spoken = {pair[own] for pair in texts}
    foreign = {" ".join(pair[other].split()) for pair in texts if pair[other] not in spoken and pair[other]}
    words = {text for text in foreign if not _PLACEHOLDER.search(text)}
    pieces = {piece.strip() for text in foreign for piece in _PLACEHOLDER.split(text)}
    own_words = "\n".join(" ".join(text.split()) for text in spoken)
    phrases = {piece for piece in pieces if len(re.findall(r"\w{2,}", piece)) >= 2 and piece not in own_words}
    return frozenset(words), frozenset(phrases)
