"""A page as a browser reads it: parsed by the rules of HTML, with its texts, links and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

_SPOKEN = ("alt", "aria-label", "title", "placeholder")
_SILENT = {"script", "style", "head"}
_NO_CHARACTERS = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(0x10000 * n - k) for n in range(1, 18) for k in (1, 2)) + "]"
)
"""Code points that stand for no character; browsers pass them on, a strict parser complains."""


@dataclass(frozen=True)
class Page:
    """An HTML answer, and the address it stands at."""

    path: str
    status: int
    html: str

    @cached_property
    def _parsed(self) -> tuple[Element, tuple[str, ...]]:
        parser = html5lib.HTMLParser(html5lib.treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False)
        root = parser.parse(_NO_CHARACTERS.sub("", self.html))
        return root, tuple(f"{code} at {place}" for place, code, _values in parser.errors)

    @property
    def root(self) -> Element:
        """The root element."""
        return self._parsed[0]

    @property
    def faults(self) -> tuple[str, ...]:
        """What the parser had to mend."""
        return self._parsed[1]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.root.iter() for child in parent}

    @property
    def language(self) -> str:
        return self.root.get("lang", "")

    @property
    def title(self) -> str:
        return text_of(self.one("title"))

    @property
    def heading(self) -> str:
        return text_of(self.one("h1"))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything a reader or listener meets, piece by piece."""
        found = [piece for element in self.root for piece in _pieces(element)]
        return tuple(" ".join(piece.split()) for piece in found if piece.strip())

    @cached_property
    def text(self) -> str:
        """Everything a reader or listener meets, in one piece."""
        return " ".join(self.texts)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with this tag and these attributes; ``for_`` stands for ``for``, ``a_b`` for ``a-b``."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    def above(self, element: Element) -> Iterator[Element]:
        """Yield what an element stands in, from the inside out."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def link(self, text: str) -> str:
        """Return where the link with this text leads."""
        (address,) = {a.get("href", "") for a in self.all("a") if text_of(a) == text}
        return address

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return tuple(Form(self, element) for element in self.all("form"))

    def form(self, action: str | None = None) -> Form:
        """Return the form with this action, else the one in the main part."""
        found = [
            form
            for form in self.forms
            if (
                form.action == action
                if action
                else any(part.tag == "main" for part in self.above(form.element)) and form.action != "/abmelden"
            )
        ]
        (form,) = found
        return form


@dataclass(frozen=True)
class Form:
    """A form as a browser without JavaScript fills it in and sends it."""

    page: Page
    element: Element

    @property
    def action(self) -> str:
        return self.element.get("action", "")

    @property
    def method(self) -> str:
        return self.element.get("method", "get").lower()

    @cached_property
    def controls(self) -> tuple[Element, ...]:
        """Its controls in the order of the page, those that stand outside and name it among them."""
        return tuple(
            element
            for element in self.page.root.iter()
            if element.tag in {"input", "textarea", "button", "select"} and self._owns(element)
        )

    @property
    def buttons(self) -> tuple[Element, ...]:
        return tuple(control for control in self.controls if control.tag == "button")

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(control.get("name", "") for control in self.controls if control.tag != "button")

    @property
    def values(self) -> dict[str, str]:
        """What its fields hold."""
        return dict(self.entries(button=""))

    def entries(self, values: Mapping[str, str] | None = None, button: str | None = None) -> list[tuple[str, str]]:
        """Return what is sent when these values were put in and the button with this text or value is pressed.

        Without `button` the Enter key presses the first one; with „“ the form is only read.
        """
        wanted = dict(values or {})
        if unknown := wanted.keys() - self.names:
            raise LookupError(f"no field {sorted(unknown)} on {self.page.path}, only {sorted(self.names)}")
        pressed = None if button == "" else self._button(button)
        sent: list[tuple[str, str]] = []
        for control in self.controls:
            name = control.get("name")
            if name is None or (control.tag == "button" and control is not pressed):
                continue
            sent += [(name, value) for value in self._sent(control, wanted.get(name))]
        for name, value in wanted.items():
            if self._is_radio(name) and (name, value) not in sent:
                raise LookupError(f"{name} cannot be answered {value!r}")
        return sent

    def _sent(self, control: Element, wanted: str | None) -> list[str]:
        kind = control.get("type", "text")
        if control.tag == "textarea":
            return [_lines("".join(control.itertext()) if wanted is None else wanted)]
        value = control.get("value", "")
        if kind in {"radio", "checkbox"}:
            chosen = control.get("checked") is not None if wanted is None else wanted == value
            return [value] if chosen else []
        return [value if wanted is None or control.tag == "button" else wanted]

    def _is_radio(self, name: str) -> bool:
        return any(control.get("name") == name and control.get("type") == "radio" for control in self.controls)

    def _button(self, wanted: str | None) -> Element:
        found = [b for b in self.buttons if wanted is None or wanted in {text_of(b), b.get("value")}]
        if not found:
            raise LookupError(f"no button {wanted!r} on {self.page.path}")
        return found[0]

    def _owns(self, control: Element) -> bool:
        named = control.get("form")
        if named is not None:
            return named == self.element.get("id")
        return next((above for above in self.page.above(control) if above.tag == "form"), None) is self.element


def text_of(element: Element) -> str:
    """Return the text in an element, blanks joined."""
    return " ".join("".join(element.itertext()).split())


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - a comment's tag is no text
    if isinstance(element.tag, str) and element.tag not in _SILENT:
        yield from (element.get(name, "") for name in _SPOKEN)
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
    yield element.tail or ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
