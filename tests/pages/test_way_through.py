"""The whole way of a respondent, from the code to the receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from survey.model import CANNOT_SAY
from survey.store import responses
from tests import factories
from tests.factories import MINIMAL, PASSPHRASE, SIXSTEP, STANDARDS, catalogue
from tests.pages.conftest import Site
from tests.pages.markup import text_of


@pytest.mark.parametrize(
    ("file", "language"),
    [
        (STANDARDS, "Deutsch"),
        (STANDARDS, "English"),
        (SIXSTEP, "Deutsch"),
        (SIXSTEP, "English"),
        (MINIMAL, "Deutsch"),
        (MINIMAL, "English"),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_a_respondent_answers_every_question_and_submits(
    make_site: Callable[..., Site], file: Path, language: str
) -> None:
    known = catalogue(file)
    site = make_site(standards=file)
    opened = factories.open_round(site.store, known, invited=factories.carriers(known, each=2))
    respondent = site.visitor()
    respondent.open("/")
    if language == "English":
        respondent.speak(language)
    respondent.send({"code": str(opened.codes[0])})
    assert respondent.path == "/kennwort"
    respondent.send({"passphrase": PASSPHRASE, "repeated": PASSPHRASE})
    assert respondent.path == "/fragebogen/"
    respondent.follow(f"{known.standards[0].number} {known.in_language(respondent.page.language).standards[0].title}")
    given: dict[str, str] = {}
    for place, standard in enumerate(known.standards):
        assert respondent.path == f"/fragebogen/{standard.number}"
        assert respondent.page.language == ("en" if language == "English" else "de")
        answers = {
            question: CANNOT_SAY if i % 7 == 6 else str(1 + (place + i) % known.scale_of(question).steps)
            for i, question in enumerate(known.questions_of(standard))
        }
        texts = {f"feedback_{standard.number}": f"Zeile eins\nzu {standard.number}"}
        respondent.send(answers | texts)
        given |= answers
    assert respondent.path == "/fragebogen/pruefen"
    assert len(respondent.page.all("dt")) >= len(known.questions) + len(known.standards)
    assert "nicht beantwortet" not in respondent.page.text
    assert "not answered" not in respondent.page.text
    respondent.send()
    assert respondent.path == "/fragebogen/quittung"
    (kept,) = responses_of(site)
    assert kept.answers == given
    assert kept.comments == {
        (standard.number, "feedback"): f"Zeile eins\nzu {standard.number}" for standard in known.standards
    }


def test_every_text_of_a_standard_stands_on_its_page(make_site: Callable[..., Site]) -> None:
    site = make_site(standards=STANDARDS)
    known = catalogue(STANDARDS)
    opened = factories.open_round(site.store, known, invited=factories.carriers(known, each=1))
    respondent = site.visitor()
    respondent.come_in(opened.codes[0])
    for language in ("de", "en"):
        told = known.in_language(language)
        for standard in told.standards:
            page = respondent.open(f"/fragebogen/{standard.number}")
            legends = [text_of(legend) for legend in page.all("legend")]
            assert [f"{item.id} {item.text}" for item in standard.items] == legends[: len(standard.items)]
            assert standard.summary in page.text
            labels = [text_of(label) for label in page.all("label")]
            for label in (*told.fulfilment.labels, told.fulfilment.no_answer):
                assert labels.count(label) >= len(standard.items)
            for item in standard.items:
                assert item.hint is None or item.hint in page.texts
        if language == "de":
            respondent.speak("English")


def responses_of(site: Site) -> list[responses.Sheet]:
    """Return what was submitted."""
    rows = site.store.rows("SELECT * FROM response WHERE submitted = 1")
    known = catalogue(site.settings.standards)
    return [
        responses.submitted_sheet(
            site.store, known, responses.Response(row["round"], row["key"], row["side"], row["cell"], submitted=True)
        )
        for row in rows
    ]
