"""The whole way of a round: opened, answered through the forms by both sides, closed; the gaps are those of the clicks.

Six respondents answer in Chromium, each in a way of their own, the others by posting the same forms.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import fmean

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from survey.cli import main
from survey.codes import read_code
from survey.config import read_settings
from survey.model import CANNOT_SAY
from tests import factories
from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.scenes import choose, press, radio
from tests.browser.sites import free_port, served
from tests.browser.visitors import visitor
from tests.factories import PASSPHRASE

pytestmark = pytest.mark.browser

ROUND = "2026"
OPEN = "-"
"""Clicked nothing."""

CLICKED = {
    "Abteilung 1": "4535424",
    "Abteilung 2": "55443",
    "Abteilung 3": "4",
    "Abteilung 4": "345",
    "Abteilung 5": "5x4-4",
    "Abteilung 6": "43",
    "Abteilung 7": "5434",
    "Abteilung 8": "3",
    "Abteilung 9": "44532445",
    "Abteilung 10": "5",
    "Abteilung 11": "24",
    "Abteilung 12": "4453",
    "Verein 1": "2313",
    "Verein 2": "32x1-",
    "Verein 3": "12345",
    "Verein 4": "2",
    "Verein 5": "33124",
    "Verein 6": "3",
    "Verein 7": "41",
    "Verein 8": "2232",
    "Verein 9": "1",
    "Verein 10": "34512",
    "Verein 11": "22",
    "Verein 12": "3241233",
}
"""Who clicked what: these steps, statement after statement, over and over; x is „kann ich nicht beurteilen“."""

IMPORTANCE = 4
"""The step that all of them chose for the importance of each standard."""

SIDES = {"public": "Abteilung", "free": "Verein"}


@dataclass(frozen=True)
class Finished:
    """A round at its end: where its site is, what its commands said, and the files they wrote."""

    url: str
    said: str
    folder: Path


@dataclass(frozen=True)
class Hand:
    """What someone with pencil and paper makes of the clicks on a statement or a standard."""

    n: int
    mean: float


def test_the_commands_say_what_they_did(finished: Finished) -> None:
    for line in (
        "Round 2026 opens 2026-01-01T00:00 and closes",
        "26 carriers in ",
        "26 codes for round 2026 are in ",
        "Round 2026 is closed for good and counted: public 12 of 12, free 12 of 12, commercial 0 of 2.",
        f"published at {finished.url}/berichte/2026.",
    ):
        assert line in finished.said


def test_the_gaps_in_the_file_are_those_of_the_clicks(finished: Finished) -> None:
    rows = list(csv.DictReader(io.StringIO((finished.folder / "gaps.csv").read_text(encoding="utf-8"))))
    assert [(row["level"], row["id"]) for row in rows] == [
        *(("standard", str(standard.number)) for standard in factories.catalogue().standards),
        *(("item", item.id) for item in factories.catalogue().items),
    ]
    for row in rows:
        public, free = _by_hand("public", row["id"]), _by_hand("free", row["id"])
        assert (int(row["n_a"]), int(row["n_b"])) == (public.n, free.n), row["id"]
        for column, value in (("mean_a", public.mean), ("mean_b", free.mean), ("gap", public.mean - free.mean)):
            assert float(row[column]) == pytest.approx(value, abs=0.00005 + 1e-9), (row["id"], column)


def test_the_first_statement_is_as_computed_with_pencil_and_paper(finished: Finished) -> None:
    first = next(
        row
        for row in csv.DictReader(io.StringIO((finished.folder / "gaps.csv").read_text(encoding="utf-8")))
        if row["id"] == "1a"
    )
    public = (4 + 5 + 4 + 3 + 5 + 4 + 5 + 3 + 4 + 5 + 2 + 4) / 12
    free = (2 + 3 + 1 + 2 + 3 + 3 + 4 + 2 + 1 + 3 + 2 + 3) / 12
    assert (public, free) == (48 / 12, 29 / 12)
    assert (first["n_a"], first["mean_a"], first["mean_b"], first["gap"]) == ("12", "4.0000", "2.4167", "1.5833")


def test_the_published_page_shows_these_gaps_to_everyone(finished: Finished, browser: Browser) -> None:
    page = browser.new_page(base_url=finished.url)
    page.goto("/berichte/")
    page.click(f"a[href='/berichte/{ROUND}']")
    expect(page.locator("h1")).to_have_text("Vergleichsbericht 2026")
    expect(page.locator("main")).to_contain_text("Öffentlicher Träger: 12 von 12")
    standards = factories.catalogue().standards
    every = page.get_by_role("region", name="Alle Standards: Mittelwerte, Wahrnehmungslücken und Befunde", exact=True)
    assert _shown(every.locator("tbody tr").all_inner_texts()) == _on_paper(
        [str(standard.number) for standard in standards]
    )
    for standard in standards:
        region = page.get_by_role("region", name=f"{standard.number} {standard.title}", exact=True)
        rows = region.locator("tbody tr").all_inner_texts()
        assert _shown(rows[:-1]) == _on_paper([item.id for item in standard.items])
    page.close()


@pytest.fixture(scope="module")
def finished(browser: Browser, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    """Go the whole way, from an empty folder to the published report, and keep the site running."""
    office = _office(tmp_path_factory.mktemp("office"))
    office.run("round", "add", ROUND, "--opens", "2026-01-01T00:00", "--closes", "2099-01-01T00:00")
    office.run("carriers", "import", office.file("carriers.csv", _carriers()))
    office.run("codes", "issue", ROUND, "--to", str(office.folder / "codes.csv"))
    codes = _codes(office.folder / "codes.csv")
    with served(read_settings({}, standards=factories.STANDARDS, instance=office.folder)):
        for carrier, way in IN_CHROMIUM.items():
            _fill_in(browser, f"{office.url}/", way, codes[carrier], _answers(carrier))
        for carrier in CLICKED.keys() - IN_CHROMIUM.keys():
            someone = visitor(playwright, office.url)
            assert someone.requests.get(f"/berichte/{ROUND}").status == 404
            someone.sign_in(read_code(codes[carrier]), first=True)
            someone.answer(factories.catalogue(), _answers(carrier))
            someone.requests.dispose()
        office.run("round", "close", ROUND)
        office.run("report", ROUND, "--plain", "--to", str(office.folder / "reports"))
        office.run("round", "publish", ROUND)
        yield Finished(office.url, office.said.getvalue(), office.folder / "reports" / ROUND)


@dataclass(frozen=True)
class _Office:
    """The Jugendamt's folder, with its settings, and what its commands have said so far."""

    folder: Path
    url: str
    said: io.StringIO

    def run(self, *arguments: str) -> None:
        with redirect_stdout(self.said):
            assert main(["--standards", str(factories.STANDARDS), "--instance", str(self.folder), *arguments]) == 0

    def file(self, name: str, content: str) -> str:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)


def _office(folder: Path) -> _Office:
    port = free_port()
    office = _Office(folder, f"http://127.0.0.1:{port}", io.StringIO())
    office.file("settings.toml", f'url = "{office.url}"\nport = {port}\n')
    return office


def _carriers() -> str:
    side_of = {name: side for side, first in SIDES.items() for name in CLICKED if name.startswith(first)}
    lines = [f"{name};{side};{'Stadtraum 2' if side == 'free' else ''};;1" for name, side in side_of.items()]
    return "\n".join(
        ["name;side;area;email;respondents", *lines, "Anbieter 1;commercial;;;1", "Anbieter 2;commercial;;;1"]
    )


def _codes(path: Path) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    return {row["name"]: row["code"] for row in rows}


def _answers(carrier: str) -> dict[str, str]:
    """Return what someone answers, by question; nothing for the statements left open."""
    known = factories.catalogue()
    clicks = zip((item.id for item in known.items), cycle(CLICKED[carrier]), strict=False)
    rated = {item: step for item, step in clicks if step != OPEN}
    return rated | {standard.importance: str(IMPORTANCE) for standard in known.standards}


def _by_hand(side: str, row: str) -> Hand:
    """Compute a statement, or a standard as the mean of its statements' means."""
    known = factories.catalogue()
    people = [_answers(name) for name in CLICKED if name.startswith(SIDES[side])]
    items = [item.id for item in known.standard(int(row)).items] if row.isdigit() else [row]
    rated = {item: [int(clicks[item]) for clicks in people if clicks.get(item, CANNOT_SAY).isdigit()] for item in items}
    raters = sum(any(clicks.get(item, CANNOT_SAY).isdigit() for item in items) for clicks in people)
    return Hand(raters, fmean(fmean(ratings) for ratings in rated.values()))


def _on_paper(rows: list[str]) -> list[tuple[str, ...]]:
    sheets = [(row, _by_hand("public", row), _by_hand("free", row)) for row in rows]
    return [
        (row, f"{a.mean:.1f}", str(a.n), f"{b.mean:.1f}", str(b.n), f"{a.mean - b.mean:+.1f}") for row, a, b in sheets
    ]


def _shown(rows: list[str]) -> list[tuple[str, ...]]:
    """Return id, mean and n of both sides, and the gap, of the rows of a table on the page, with decimal points."""
    cells = [row.replace(",", ".").replace("−", "-").split("\t") for row in rows]
    return [(row[0].split()[0], row[1], row[2], row[4], row[5], row[7]) for row in cells]


@dataclass(frozen=True)
class Way:
    """A way to fill in: in what kind of window and language, and how one types, chooses and presses."""

    window: Callable[[Browser], BrowserContext]
    write: Callable[[Page, str, str], None]
    choose: Callable[[Page, str, int], None]
    press: Callable[[Page, str], None]
    language: str = "de"


def _fill_in(browser: Browser, start: str, way: Way, code: str, answers: Mapping[str, str]) -> None:
    """Fill in and submit the questionnaire in the browser, from the code to the receipt."""
    known = factories.catalogue()
    context = way.window(browser)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(start)
    if way.language != "de":
        way.press(page, f"button[lang={way.language}]")
    way.write(page, "#code", code)
    way.press(page, "main button")
    way.write(page, "#passphrase", PASSPHRASE)
    way.write(page, "#repeated", PASSPHRASE)
    way.press(page, "main button")
    way.press(page, "a[href='/fragebogen/1']")
    for standard in known.standards:
        for question in known.questions_of(standard):
            if question in answers:
                step = answers[question]
                way.choose(page, question, 6 if step == CANNOT_SAY else int(step))
        way.press(page, "main button[value=next]")
    assert page.url.endswith("/fragebogen/pruefen")
    way.press(page, "main button")
    assert page.url.endswith("/fragebogen/quittung")
    assert page.get_attribute("html", "lang") == way.language
    of = "von" if way.language == "de" else "of"
    expect(page.locator("main")).to_contain_text(f"{len(answers)} {of} {len(known.questions)}")
    context.close()


def _tap(page: Page, question: str, step: int) -> None:
    page.tap(f"label[for='{question}-{step - 1}']")


def _press_with_thumb(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.tap(button)


def _tab_to(page: Page, control: str) -> None:
    for _ in range(60):
        if page.locator(control).evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise LookupError(control)


def _type(page: Page, field: str, text: str) -> None:
    _tab_to(page, field)
    page.keyboard.type(text)


def _choose_by_key(page: Page, question: str, step: int) -> None:
    _tab_to(page, radio(question, 1))
    page.keyboard.press("Space")
    for _ in range(step - 1):
        page.keyboard.press("ArrowRight")


def _press_by_key(page: Page, button: str) -> None:
    _tab_to(page, button)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _desktop(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=DESKTOP)


def _phone(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)


def _without_scripts(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=DESKTOP, java_script_enabled=False)


_BY_MOUSE = Way(_desktop, Page.fill, choose, press)

IN_CHROMIUM = {
    "Abteilung 1": _BY_MOUSE,
    "Verein 1": _BY_MOUSE,
    "Verein 2": Way(_phone, Page.fill, _tap, _press_with_thumb),
    "Abteilung 2": Way(_desktop, _type, _choose_by_key, _press_by_key),
    "Verein 3": Way(_without_scripts, Page.fill, choose, press),
    "Abteilung 3": Way(_desktop, Page.fill, choose, press, language="en"),
}
"""Who fills in in Chromium, and how: mouse, thumb, keys alone, without scripts, in English."""
