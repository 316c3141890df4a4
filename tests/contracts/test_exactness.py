"""From a catalogue and a table of answers to ``gaps.csv``: every figure equals the one from the raw ratings."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from survey.model import Catalogue
from survey.report.spreadsheets import harmless
from tests import factories, reference
from tests.contracts.commands import Installation
from tests.factories import MINIMAL, SIXSTEP
from tests.property.test_analysis_agrees import random_case
from tests.reference import Answers, Difference, Opinion

CASES = range(int(os.environ.get("SURVEY_CASES", "8")))
MOST_STANDARDS = None if "SURVEY_CASES" in os.environ else 2
"""Charts of many standards take their time, and say nothing here."""

HALF_OF_THE_LAST_DIGIT = 0.5e-4 + 1e-9
HEADER = (
    "level,id,title,about,side_a,side_b,n_a,n_b,invited_a,invited_b,no_answer_a,no_answer_b,mean_a,mean_b,"
    "median_a,median_b,sd_a,sd_b,gap,ci_low,ci_high,delta,agreement_a,agreement_b,verdict"
)

Line = Mapping[str, str]


@dataclass(frozen=True)
class Expected:
    """All figures of a round from its raw ratings, and how much of them may be shown."""

    catalogue: Catalogue
    responses: list[Answers]
    k: int
    opinions: dict[tuple[str, str], Opinion]
    details: dict[tuple[str, str], str]
    differences: dict[tuple[str, str, str], Difference]

    def published(self, side: str) -> bool:
        return reference.is_published(self.catalogue.side(side), self.responses, self.k)


def expected(catalogue: Catalogue, responses: list[Answers], k: int) -> Expected:
    opinions = reference.opinions(catalogue, responses, {})
    details = reference.details(catalogue, responses, opinions, k)
    return Expected(catalogue, responses, k, opinions, details, reference.differences(catalogue, opinions))


def yaml_of(catalogue: Catalogue) -> bytes:
    """Return the catalogue as a file."""
    document: dict[str, Any] = {
        "catalogue": {"id": catalogue.id, "title": catalogue.title},
        "sides": {
            side.id: {"label": side.label, "who": side.who, "one_organisation": side.one_organisation}
            for side in catalogue.sides
        },
        "compare": list(catalogue.compare),
        "strong_from": catalogue.strong_from,
        "scales": {"fulfilment": _scale(catalogue.fulfilment)},
        "standards": [
            {
                "number": standard.number,
                "title": standard.title,
                "summary": standard.summary,
                "items": [{"id": item.id, "about": item.about, "text": item.text} for item in standard.items],
            }
            for standard in catalogue.standards
        ],
    }
    if catalogue.importance is not None:
        document["scales"]["importance"] = _scale(catalogue.importance)
    written = io.BytesIO()
    YAML().dump(document, written)
    return written.getvalue()


def _scale(scale: Any) -> dict[str, Any]:  # noqa: ANN401 - a scale of the model
    return {"question": scale.question, "labels": list(scale.labels), "no_answer": scale.no_answer}


def responses_csv(responses: list[Answers]) -> bytes:
    return factories.csv_file([{"side": r.side, "carrier": r.carrier} | dict(r.answers) for r in responses])


def lines(path: Path) -> list[Line]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def assert_number(cell: str, value: float | None, what: str) -> None:
    if value is None:
        assert cell == "", what
    else:
        assert re.fullmatch(r"-?\d+\.\d{4}", cell), f"{what}: {cell!r}"
        assert abs(float(cell) - float(value)) <= HALF_OF_THE_LAST_DIGIT, what
        assert cell != "-0.0000", what


def assert_side(line: Line, end: str, wanted: Expected) -> None:
    side, row = line[f"side_{end}"], line["id"]
    opinion, detail = wanted.opinions[side, row], wanted.details[side, row]
    is_full = detail == "full"
    shown_n = wanted.published(side) and opinion.n >= wanted.k
    assert line[f"n_{end}"] == (str(opinion.n) if shown_n else "")
    assert line[f"no_answer_{end}"] == ("" if detail == "hidden" else str(opinion.no_answer))
    assert_number(line[f"mean_{end}"], reference.shown_mean(opinion, detail), f"{row} mean of {side}")
    for name in ("median", "sd", "agreement"):
        assert_number(line[f"{name}_{end}"], getattr(opinion, name) if is_full else None, f"{row} {name} of {side}")


def assert_pair(line: Line, wanted: Expected) -> None:
    a, b, row = line["side_a"], line["side_b"], line["id"]
    both_full = wanted.details[a, row] == wanted.details[b, row] == "full"
    means = [reference.shown_mean(wanted.opinions[side, row], wanted.details[side, row]) for side in (a, b)]
    gap = None if means[0] is None or means[1] is None else means[0] - means[1]
    difference = wanted.differences[a, b, row]
    assert_number(line["gap"], gap, f"{row} gap")
    for name in ("ci_low", "ci_high", "delta"):
        assert_number(line[name], getattr(difference, name) if both_full else None, f"{row} {name}")
    assert line["verdict"] == (difference.verdict if both_full else "too_few")


def assert_gaps(path: Path, pair: tuple[str, str], wanted: Expected) -> None:
    assert path.read_text(encoding="utf-8").split("\n", 1)[0] == HEADER
    found = lines(path)
    known = wanted.catalogue
    assert [(line["level"], line["id"]) for line in found] == [
        *(("standard", str(standard.number)) for standard in known.standards),
        *(("item", item.id) for item in known.items),
    ]
    titles = {str(standard.number): (standard.title, "") for standard in known.standards}
    titles |= {item.id: (item.text, item.about) for item in known.items}
    for line in found:
        assert (line["title"], line["about"]) == (harmless(titles[line["id"]][0]), titles[line["id"]][1])
        assert (line["side_a"], line["side_b"]) == pair
        assert (line["invited_a"], line["invited_b"]) == tuple(_invited(side, wanted) for side in pair)
        assert_side(line, "a", wanted)
        assert_side(line, "b", wanted)
        assert_pair(line, wanted)


def _invited(side: str, wanted: Expected) -> str:
    """Return how many were invited: nobody where nobody answered, unknown where responses were imported."""
    return "" if any(response.side == side for response in wanted.responses) else "0"


def assert_distribution(path: Path, wanted: Expected) -> None:
    counted = [
        {"item": item.id, "side": side.id, "step": step, "n": str(n)}
        for item in wanted.catalogue.items
        for side in wanted.catalogue.sides
        if wanted.details[side.id, item.id] == "full"
        for step in [*map(str, range(1, wanted.catalogue.fulfilment.steps + 1)), "x"]
        for n in [sum(r.side == side.id and r.answers.get(item.id) == step for r in wanted.responses)]
    ]
    assert lines(path) == counted


def assert_report(folder: Path, wanted: Expected) -> None:
    compare, *others = wanted.catalogue.pairs
    assert_gaps(folder / "gaps.csv", compare, wanted)
    for a, b in others:
        assert_gaps(folder / f"gaps-{a}-{b}.csv", (a, b), wanted)
    assert {path.name for path in folder.glob("gaps*.csv")} == {
        "gaps.csv",
        *(f"gaps-{a}-{b}.csv" for a, b in others),
    }
    assert_distribution(folder / "distribution.csv", wanted)


@pytest.mark.parametrize("seed", CASES)
def test_random_catalogues_and_responses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    case = random_case(seed)
    steps = case.catalogue.fulfilment.steps
    standards_asked = case.catalogue.standards[:MOST_STANDARDS]
    highest = min(case.catalogue.strong_from, float(steps))
    known = replace(case.catalogue, strong_from=highest, standards=standards_asked)
    responses = [
        replace(response, answers={q: a for q, a in response.answers.items() if q in known.questions})
        for response in case.responses
    ]
    standards = tmp_path / "catalogue.yaml"
    standards.write_bytes(yaml_of(known))
    monkeypatch.setenv("SURVEY_K", str(case.k))
    installation = Installation(tmp_path, standards)
    installation.done("check")
    installation.closed_round(responses_csv(responses))
    installation.done("report", "2026", "--plain", "--to", tmp_path / "reports")
    assert_report(tmp_path / "reports" / "2026", expected(known, responses, case.k))


def test_the_catalogue_of_another_city(tmp_path: Path) -> None:
    known = factories.catalogue(SIXSTEP)

    def answer(question: str, i: int, j: int) -> str:
        return "x" if (i * 7 + j) % 11 == 0 else str(1 + (i * 3 + j) % known.scale_of(question).steps)

    responses = [
        Answers(
            side.id,
            {q: answer(q, i + place, j * (1 + place)) for j, q in enumerate(known.questions) if (i + j) % 9},
            f"{side.id} {i % 8}",
        )
        for place, side in enumerate(known.sides)
        for i in range(14 + 10 * place)
    ]
    installation = Installation(tmp_path, SIXSTEP)
    installation.closed_round(responses_csv(responses))
    installation.done("report", "2026", "--plain")
    assert_report(tmp_path / "reports" / "2026", expected(known, responses, 5))


def test_invited_are_the_codes_that_were_issued(tmp_path: Path) -> None:
    installation = Installation(tmp_path, MINIMAL)
    carriers = tmp_path / "carriers.csv"
    carriers.write_text("name;side;respondents\nAmt;b;7\n" + "".join(f"V{i};a;1\n" for i in range(9)), encoding="utf-8")
    installation.done("round", "add", "2026", "--opens", "2026-01-01T00:00", "--closes", "2099-12-31T00:00")
    installation.done("carriers", "import", carriers)
    installation.done("codes", "issue", "2026", "--to", tmp_path / "codes.csv")
    installation.done("round", "close", "2026")
    installation.done("report", "2026", "--plain")
    (first, *_) = lines(tmp_path / "reports" / "2026" / "gaps.csv")
    assert (first["invited_a"], first["invited_b"]) == ("9", "7")
    assert (first["n_a"], first["mean_a"], first["verdict"]) == ("", "", "too_few")
