"""How long a round takes by its number of responses: import, closing, report, published page.

The floor of the import is reading the file and writing the same rows with plain ``sqlite3`` in one transaction.
"""

from __future__ import annotations

import contextlib
import csv
import io
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from survey.cli import main as survey
from survey.model import Catalogue, Item, Scale, Side, Standard

SIZES = ((2_800, 25), (1_000, 59), (10_000, 59))
SEED = 7


def main() -> None:
    """Print the time of each step for each number of responses and items."""
    for responses, items in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{responses:>7,} responses x {items} items:", "  ".join(_measured(Path(folder), responses, items)))


def _measured(folder: Path, responses: int, items: int) -> Iterator[str]:
    catalogue = folder / "standards.yaml"
    catalogue.write_text(yaml_of(invented(items)), encoding="utf-8")
    answers = folder / "responses.csv"
    answers.write_text(responses_csv(invented(items), responses), encoding="utf-8")
    base = ["--standards", str(catalogue), "--instance", str(folder / "instance")]
    _quietly([*base, "round", "add", "r", "--opens", "2026-01-01T00:00", "--closes", "2026-02-01T00:00"])
    yield f"floor {seconds(partial(_floor, answers, folder / 'floor.sqlite')):.2f} s"
    for name, command in {
        "import": ["responses", "import", "r", str(answers)],
        "close": ["round", "close", "r"],
        "report": ["report", "r", "--to", str(folder / "reports"), "--plain"],
    }.items():
        yield f"{name} {seconds(partial(_quietly, [*base, *command])):.2f} s"


def invented(items: int) -> Catalogue:
    """Return a catalogue of this many items, about five a standard, on five steps, with two sides."""
    standards = []
    for number, first in enumerate(range(0, items, 5), 1):
        own = [f"{number}{'abcde'[place]}" for place in range(min(5, items - first))]
        statements = tuple(Item(item, "both", f"Aussage {item} über die Zusammenarbeit") for item in own)
        standards.append(Standard(number, f"Standard {number}", "Worum es geht.", statements))
    return Catalogue(
        id="bench",
        version=1,
        language="de",
        title="Messung",
        place="",
        source="",
        sides=(Side("a", "Seite A", "A"), Side("b", "Seite B", "B")),
        compare=("a", "b"),
        strong_from=3.5,
        areas=(),
        fulfilment=Scale("Wie weit?", ("eins", "zwei", "drei", "vier", "fünf"), "weiß nicht"),
        importance=None,
        standards=tuple(standards),
    )


def yaml_of(catalogue: Catalogue) -> str:
    """Return the catalogue as its file."""
    lines = [
        f"catalogue: {{id: {catalogue.id}, title: {catalogue.title}}}",
        "sides:",
        *(f"  {side.id}: {{label: {side.label}, who: {side.who}}}" for side in catalogue.sides),
        f"compare: [{', '.join(catalogue.compare)}]",
        "scales:",
        "  fulfilment:",
        f"    labels: [{', '.join(catalogue.fulfilment.labels)}]",
        f"    question: {catalogue.fulfilment.question}",
        f"    no_answer: {catalogue.fulfilment.no_answer}",
        "standards:",
    ]
    for standard in catalogue.standards:
        lines += [f"  - number: {standard.number}", f"    title: {standard.title}", "    summary: Worum es geht."]
        lines += ["    items:", *(f'      - {{id: {i.id}, about: both, text: "{i.text}"}}' for i in standard.items)]
    return "\n".join(lines) + "\n"


def responses_csv(catalogue: Catalogue, n: int) -> str:
    """Return n random responses, half from each side."""
    chance = random.Random(SEED)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["side", *(item.id for item in catalogue.items)])
    writer.writerows(["ab"[place % 2], *(chance.choice("12345x") for _ in catalogue.items)] for place in range(n))
    return file.getvalue()


def _floor(answers: Path, database: Path) -> None:
    with answers.open(encoding="utf-8", newline="") as file, sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE row (side TEXT, answers TEXT)")
        connection.executemany(
            "INSERT INTO row VALUES (?, ?)", ((row[0], "".join(row[1:])) for row in csv.reader(file))
        )


def _quietly(arguments: list[str]) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = survey(arguments)
    if code:
        raise SystemExit(f"survey {' '.join(arguments)} ended with {code}")


def seconds(step: Callable[[], object]) -> float:
    """Return how long a step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began
