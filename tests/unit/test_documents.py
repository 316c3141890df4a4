"""What is stored as text comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from survey import documents
from survey.analysis.safereport import SafeReport
from survey.model import Carrier, Catalogue
from survey.rounds.publishing import report_of
from tests import factories


@pytest.mark.parametrize("file", [factories.STANDARDS, factories.SIXSTEP, factories.MINIMAL])
def test_a_catalogue_comes_back_with_its_translations(file: Path) -> None:
    known = factories.catalogue(file)
    again = documents.restore(Catalogue, documents.dump(known))
    assert again == known
    assert again.in_language("en") == known.in_language("en")
    assert again.questions == known.questions


def test_the_same_catalogue_is_always_the_same_text() -> None:
    known = factories.catalogue()
    assert documents.dump(documents.restore(Catalogue, documents.dump(known))) == documents.dump(known)


def test_a_report_comes_back_to_the_last_digit(tmp_path: Path) -> None:
    with factories.store(tmp_path) as store:
        report = report_of(store, factories.closed_round(store, step=4))
    assert documents.restore(SafeReport, documents.dump(report)) == report


@given(st.builds(Carrier, name=st.text(), side=st.text(), area=st.none() | st.text(), respondents=st.integers(1)))
def test_any_text_and_number_comes_back(carrier: Carrier) -> None:
    assert documents.restore(Carrier, documents.dump(carrier)) == carrier


def test_a_text_that_is_no_such_document_is_refused() -> None:
    with pytest.raises(ValidationError):
        documents.restore(Carrier, '{"name": "Kinderhaus"}')
