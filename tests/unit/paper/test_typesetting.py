"""What Typst makes of a template and its content, whatever stands in the content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
import typst
from page import validate_pdf_bytes
from pypdf import PdfReader

from survey.paper.typesetting import printable, typeset

CREATED = datetime(2026, 3, 2, tzinfo=UTC)
TITLED = '#let content = json("content.json")\n#set document(title: "Probe")\n#set text(lang: "de")\n= Probe\n'
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9"><circle r="4"/></svg>'

Written = Callable[[str], Path]


@pytest.fixture
def template(tmp_path: Path) -> Written:
    def write(markup: str) -> Path:
        path = tmp_path / "probe.typ"
        path.write_text(markup, encoding="utf-8")
        return path

    return write


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "text",
    [
        "*fett* _kursiv_ `roh` $x^2$ #panic() = Titel @verweis <marke> // Rest",
        r"\u{41} \# \\ #import \"@preview/x:1.0.0\"",
        "/* nichts */ ~ -- --- ... https://example.org",
    ],
)
def test_markup_in_the_content_is_shown_as_it_was_written(template: Written, text: str) -> None:
    pdf = typeset(template(TITLED + "#content.text"), {"text": text}, CREATED)

    assert "".join(text.split()) in "".join(text_of(pdf).split())


@pytest.mark.parametrize("letter", [*map(chr, range(0x20)), "\x7f", "\x85", "\ue000", "\ufeff", "\ufffe", "\U000f0000"])
def test_letters_that_no_archive_may_hold_do_no_harm(template: Written, letter: str) -> None:
    pdf = typeset(template(TITLED + "#content.text"), {"text": f"vor{letter}nach"}, CREATED)

    assert validate_pdf_bytes(pdf, profile="2a").is_compliant


def test_letters_that_the_font_lacks_do_no_harm(template: Written) -> None:
    pdf = typeset(template(TITLED + "#content.text"), {"text": "中文 🦄 ქართული, und weiter"}, CREATED)

    assert validate_pdf_bytes(pdf, profile="2a").is_compliant
    assert validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "ქართული, und weiter" in text_of(pdf)


def test_texts_deep_in_the_content_are_made_printable_and_the_rest_is_left_alone(template: Written) -> None:
    shown = template(TITLED + '#content.list.first().text #content.number #(if content.none == none { "leer" })')
    pdf = typeset(shown, {"list": [{"text": "a\x00b"}], "number": 7, "none": None}, CREATED)

    assert "a\ufffdb 7 leer" in " ".join(text_of(pdf).split())


def test_lines_keep_their_breaks() -> None:
    assert printable("eins\r\nzwei\rdrei\nvier") == "eins\nzwei\ndrei\nvier"


def test_the_same_content_gives_the_same_bytes(template: Written) -> None:
    shown = template(TITLED + '#content.text #image("images/dot.svg", alt: "Ein Punkt")')

    assert len({typeset(shown, {"text": "gleich"}, CREATED, {"dot.svg": DOT}) for _ in range(3)}) == 1


def test_the_document_says_when_it_was_made(template: Written) -> None:
    created = datetime(2026, 3, 2, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    found = PdfReader(BytesIO(typeset(template(TITLED), {}, created))).metadata

    assert found is not None
    assert found.creation_date == created


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("= Ohne Titel", id="a document without a title"),
        pytest.param(TITLED + '#image("images/dot.svg")', id="a picture without words"),
        pytest.param(TITLED + "=== Zu tief", id="a heading that leaves out a level"),
    ],
)
def test_what_a_screen_reader_cannot_read_is_refused(template: Written, markup: str) -> None:
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        typeset(template(markup), {}, CREATED, {"dot.svg": DOT})


def test_a_template_reads_no_file_but_its_own(template: Written) -> None:
    with pytest.raises(typst.TypstError):
        typeset(template(TITLED + '#read("/etc/hostname")'), {}, CREATED)
    with pytest.raises(typst.TypstError):
        typeset(template(TITLED + '#read("../../etc/hostname")'), {}, CREATED)
