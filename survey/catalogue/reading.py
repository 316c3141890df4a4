"""From a YAML file to plain values: every node is looked at, none is turned into an object.

Tags, merge keys, documents after the first, and files or aliases grown too large are refused here.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from survey.catalogue.document import Document, Foreign, Place, Refused, quoted, shown
from survey.errors import N_, NotFoundError, SurveyError

LARGEST_FILE: Final = 1_000_000
"""Bytes."""

DEEPEST: Final = 20
"""Levels of lists and maps inside each other; a catalogue has six."""

MOST_VALUES: Final = 50_000
"""Values once all aliases are written out; thirteen standards with their texts are about 700."""

LONGEST_REASON: Final = 200
"""Characters of what the YAML reader says."""

_TOO_MUCH: Final = f"holds more than {MOST_VALUES} values, aliases written out"
_CORE: Final = "tag:yaml.org,2002:"
_UNPRINTABLE: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END: Final = re.compile("\r\n|\r|\n")
_WHOLE: Final = re.compile(r"[-+]?[0-9][0-9_]{0,30}")
_DECIMAL: Final = re.compile(r"[-+]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?")
_NOT_A_NUMBER: Final = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)


def read(file: Path) -> Document:
    """Return the content of a YAML file; what is wrong with it as YAML is in the document's faults.

    Raises
    ------
    SurveyError
        There is no such file, or it cannot be read.
    """
    document = Document(file)
    text = _text(document, _content(file))
    if text is not None:
        node = _compose(document, text)
        if node is not None:
            _Walk(document).start(node)
    return document


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise NotFoundError(N_("There is no file %(file)s."), file=file) from None
    except IsADirectoryError:
        raise SurveyError(N_("%(file)s is a folder, not a file."), file=file) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SurveyError(N_("%(file)s cannot be read: %(reason)s"), file=file, reason=reason) from None


def _text(document: Document, content: bytes) -> str | None:
    """Return the decoded text, or None after noting why it cannot be had."""
    if len(content) > LARGEST_FILE:
        document.fault((), "the file is larger than 1 MB")
        return None
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = _line(content[: error.start].decode(), error.start)
        document.fault((), f"not UTF-8: byte 0x{content[error.start]:02x}; save the file as UTF-8", line)
        return None
    odd = {_line(text, found.start()): found.group() for found in _UNPRINTABLE.finditer(text)}
    for line, character in odd.items():
        document.fault((), f"the control character U+{ord(character):04X} is not allowed", line)
    return None if odd else text


def _line(text: str, position: int) -> int:
    return len(_LINE_END.findall(text, 0, position)) + 1


def _compose(document: Document, text: str) -> Node | None:
    """Return the tree of nodes, or None after noting why there is none."""
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    yaml.Composer = _BoundedComposer
    yaml.composer.warn_double_anchors = False  # allowed by YAML 1.2
    try:
        node: Node | None = yaml.compose(text)
    except _TooMuchError:
        document.fault((), _TOO_MUCH)
    except MaxDepthExceededError as error:
        document.fault((), f"nested more than {DEEPEST} levels deep", _marked_line(error))
    except MarkedYAMLError as error:
        document.fault((), _syntax(error), _marked_line(error))
    except Exception as error:  # noqa: BLE001 - on some broken input ruamel stumbles (ValueError, IndexError, …)
        document.fault((), f"not YAML: {_on_one_line(str(error))}")
    else:
        if node is None:
            document.fault((), "the file is empty")
        return node
    return None


def _marked_line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _syntax(error: MarkedYAMLError) -> str:
    if error.problem == "but found another document":
        return "a second document begins here; a catalogue is one document"
    problem = _on_one_line(str(error.problem))
    if error.context and error.context_mark:
        return f"not YAML: {problem} ({error.context} that begins in line {error.context_mark.line + 1})"
    return f"not YAML: {problem}"


def _on_one_line(text: str) -> str:
    return "".join(character for character in " ".join(text.split()) if character.isprintable())[:LONGEST_REASON]


class _TooMuchError(Exception):
    """A file holds more values than any catalogue does."""


class _BoundedComposer(Composer):
    """Stops early in a file that only looks small: reading half a million nodes takes half a minute."""

    nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - ruamel's own signature
        self.nodes += 1
        if self.nodes > MOST_VALUES:
            raise _TooMuchError
        return super().compose_node(parent, index)


class _Walk:
    """One way through the nodes, writing values, lines and faults into the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.open: list[Node] = []

    def start(self, node: Node) -> None:
        """Read everything from the top."""
        self.document.lines[()] = node.start_mark.line + 1
        try:
            self.document.value = self.value(node, ())
        except _TooMuchError:
            self.document.value = Refused()
            self.document.fault((), _TOO_MUCH)

    def value(self, node: Node, place: Place) -> object:
        """Return the plain value of a node."""
        self.count += 1
        if self.count > MOST_VALUES:
            raise _TooMuchError
        line = node.start_mark.line + 1
        self.document.lines.setdefault(place, line)
        refusal = self._refusal(node)
        if refusal:
            self.document.fault(place, refusal, line)
            return Refused()
        if isinstance(node, ScalarNode):
            self.document.written[place] = node.value
            return _scalar(str(node.tag).removeprefix(_CORE), node.value)
        self.open.append(node)
        inner = self._map(node, place) if isinstance(node, MappingNode) else self._list(node, place)
        self.open.pop()
        return inner

    def _refusal(self, node: Node) -> str | None:
        """Return why a node is not looked into."""
        tag = str(node.tag)
        if tag.removeprefix(_CORE) not in _TAGS[type(node)]:
            return f"the tag {quoted(tag)} is not allowed"
        if any(node is outer for outer in self.open):
            return "an alias refers to what it is part of"
        if len(self.open) >= DEEPEST:
            return f"nested more than {DEEPEST} levels deep"
        return None

    def _list(self, node: Node, place: Place) -> list[object]:
        return [self.value(inner, (*place, position)) for position, inner in enumerate(node.value)]

    def _map(self, node: Node, place: Place) -> dict[str, object]:
        values: dict[str, object] = {}
        first: dict[str, int] = {}
        for key_node, inner in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, place, line)
            if key is None:
                continue
            if key in first:
                again = f"the key {quoted(key)} is here twice (first in line {first[key]})"
                self.document.fault(place, again, line)
                continue
            first[key] = line
            self.document.lines[*place, key] = line
            values[key] = self.value(inner, (*place, key))
        return values

    def _key(self, node: Node, place: Place, line: int) -> str | None:
        """Return a key as text, or None after noting why it is none; numbers of standards are keys too."""
        tag = str(node.tag).removeprefix(_CORE)
        if not isinstance(node, ScalarNode):
            self.document.fault(place, "a list or a map cannot be a key", line)
        elif tag == "merge":
            self.document.fault(place, "the merge key '<<' is not supported; write its keys out", line)
        elif tag in ("str", "value") or (tag == "int" and place == ("standards",)):
            return str(node.value)
        else:
            kind = _KINDS.get(tag, "not allowed")
            self.document.fault(place, f"the key {shown(node.value)} is {kind}, not a text; put it in quotes", line)
        return None


_KINDS: Final = {
    "int": "a number",
    "float": "a number",
    "bool": "a truth value",
    "null": "nothing",
    "timestamp": "a date",
}
_TAGS: Final = {
    ScalarNode: {"str", "value", "merge", *_KINDS},
    SequenceNode: {"seq"},
    MappingNode: {"map"},
}
_TRUTH: Final = {
    "true": True,
    "yes": True,
    "on": True,
    "y": True,
    "false": False,
    "no": False,
    "off": False,
    "n": False,
}


def _scalar(tag: str, written: str) -> object:
    """Return the value of a scalar; what no catalogue holds stays `Foreign`."""
    value: object = written
    if tag in _KINDS:
        value = Foreign(_KINDS[tag])
    if tag == "null":
        value = None
    elif tag == "bool":
        value = _TRUTH.get(written.lower(), value)
    elif tag == "int" and _WHOLE.fullmatch(written):
        value = int(written.replace("_", ""))
    elif tag == "float" and _DECIMAL.fullmatch(written):
        value = float(written)
    elif tag == "float" and _NOT_A_NUMBER.fullmatch(written):
        value = float("nan")
    return value
