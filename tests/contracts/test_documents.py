"""What the documents for operators say is what there is."""

from __future__ import annotations

import argparse
import re

import pytest

from survey.config import Settings
from survey.report.spreadsheets import DISTRIBUTION_COLUMNS, GAP_COLUMNS
from tests.contracts.commands import commands
from tests.factories import ROOT, STANDARDS, catalogue

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"(?m)^#+ ", OPERATING)
HEADINGS = [line for line in OPERATING.splitlines() if line.startswith("#")]


def heading(words: str) -> str:
    (found,) = [line for line in HEADINGS if re.match(rf"#+ `survey {words}(?: [A-Z\[-].*)?`$", line)] or [""]
    return found


@pytest.mark.parametrize("words", commands())
def test_every_command_has_a_section_that_names_its_options(words: str) -> None:
    found = heading(words)
    assert found, f"survey {words} is not described in docs/operating.md"
    for action in commands()[words]._actions:
        if action.option_strings and not isinstance(action, argparse._HelpAction):
            assert action.option_strings[0] in found


def test_no_section_describes_a_command_that_is_not_there() -> None:
    described = {
        re.sub(r"#+ `survey ([a-z ]+?)(?: [A-Z\[-].*)?`$", r"\1", line) for line in HEADINGS if "`survey" in line
    }
    assert described <= set(commands())


def test_the_global_options_are_described() -> None:
    for text in ("--standards FILE", "SURVEY_STANDARDS", "--instance DIR", "SURVEY_INSTANCE"):
        assert text in OPERATING


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described_with_its_default(name: str) -> None:
    rows = [line for line in OPERATING.splitlines() if line.startswith("| `")]
    (row,) = [line for line in rows if f"`{name}`" in line.split("|")[1]]
    default = Settings.model_fields[name].default
    assert (f"`{default}`" if str(default) else "empty") in row.replace("Jugendamt", "`Jugendamt`")
    assert Settings.model_fields[name].description


def test_no_setting_is_described_that_is_not_there() -> None:
    rows = [line.split("|")[1] for line in OPERATING.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(Settings.model_fields)


def test_the_columns_of_the_tables_are_those_outsiders_rely_on() -> None:
    assert ",".join(GAP_COLUMNS) == (
        "level,id,title,about,side_a,side_b,n_a,n_b,invited_a,invited_b,no_answer_a,no_answer_b,mean_a,mean_b,"
        "median_a,median_b,sd_a,sd_b,gap,ci_low,ci_high,delta,agreement_a,agreement_b,verdict"
    )
    assert ",".join(DISTRIBUTION_COLUMNS) == "item,side,step,n"
    assert "`item,side,step,n`" in OPERATING
    for verdict in ("strength", "need", "mixed", "a_higher", "b_higher", "too_few"):
        assert f"`{verdict}`" in OPERATING


def test_every_text_of_the_standards_is_translated() -> None:
    german, english = catalogue(STANDARDS), catalogue(STANDARDS).translations["en"]
    assert (english.title, english.fulfilment.labels) != (german.title, german.fulfilment.labels)
    assert [side.label for side in english.sides] != [side.label for side in german.sides]
    for ours, theirs in zip(german.standards, english.standards, strict=True):
        assert theirs.title != ours.title
        assert theirs.summary != ours.summary
        for item, translated in zip(ours.items, theirs.items, strict=True):
            assert translated.text != item.text
            assert (translated.hint is None) == (item.hint is None)
            assert item.hint is None or translated.hint != item.hint
