"""Published reports, their charts and tables; nothing of a round before it is published."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from survey.analysis.safereport import SafeReport, pair_id
from survey.language import language
from survey.model import Round
from survey.report import document, spreadsheets
from survey.report.pdf import pdf
from survey.report.pictures import drawings
from survey.report.workbook import workbook
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish, published_report, withdraw
from survey.store import rounds
from tests import factories
from tests.factories import MINIMAL, STANDARDS, OpenRound, catalogue
from tests.pages.conftest import Site
from tests.pages.visitor import Visitor

OF_A_REPORT = (
    "/berichte/{name}",
    "/berichte/{name}?pair=vereine-stadt",
    "/berichte/{name}/gaps.csv",
    "/berichte/{name}/gaps.csv?plain=1",
    "/berichte/{name}/distribution.csv",
    "/berichte/{name}/report.json",
    "/berichte/{name}/charts/de/gap.svg",
    "/berichte/{name}/charts/de/gap.png",
)


@pytest.fixture
def published(site: Site) -> SafeReport:
    """Return the published report of a round of the six-step catalogue, in which both sides differ."""
    known = catalogue(site.settings.standards)
    opened = factories.open_round(site.store, known)
    sheets = {"vereine": [factories.sheet(known, 1 + i % 3) for i in range(12)]}
    sheets |= {"stadt": [factories.sheet(known, 4 + i % 3) for i in range(12)]}
    factories.all_submitted(opened, sheets)
    publish(site.store, close_round(site.store, opened.round))
    return published_report(site.store, "2026")


@pytest.fixture
def of_three(make_site: Callable[..., Site]) -> tuple[Site, SafeReport]:
    """Return a site on the real catalogue with a published report of three sides."""
    site = make_site(standards=STANDARDS)
    publish(site.store, factories.closed_round(site.store, each=10))
    return site, published_report(site.store, "2026")


def planned(site: Site, opened: OpenRound) -> None:
    shifted(site, opened, 3, 9)


def running(_site: Site, _opened: OpenRound) -> None:
    """Leave the round as it is."""


def ended(site: Site, opened: OpenRound) -> None:
    shifted(site, opened, -9, -1)


def closed(site: Site, opened: OpenRound) -> None:
    close_round(site.store, opened.round)


def shifted(site: Site, opened: OpenRound, opens: int, closes: int) -> None:
    times = [(now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (opens, closes)]
    with site.store.write():
        site.store.execute("UPDATE round SET opens = ?, closes = ? WHERE id = ?", [*times, opened.round.id])


@pytest.mark.parametrize("state", [planned, running, ended, closed])
def test_there_is_nothing_of_a_report_before_it_is_published(
    site: Site, opened: OpenRound, visitor: Visitor, state: Callable[[Site, OpenRound], None]
) -> None:
    for code in opened.codes:
        factories.submitted(opened, code)
    state(site, opened)
    for path in OF_A_REPORT:
        visitor.open(path.format(name="2026"), status=404)


def test_no_page_changes_with_what_is_answered_while_the_round_runs(
    site: Site, opened: OpenRound, visitor: Visitor
) -> None:
    def public() -> list[str]:
        paths = ("/", "/berichte/", "/datenschutz", "/barrierefreiheit", "/impressum")
        return [visitor.open(path).text for path in paths]

    before = public()
    for code in opened.codes:
        factories.submitted(opened, code)
    assert public() == before


class TestList:
    def test_is_empty_at_first(self, visitor: Visitor) -> None:
        assert "Es gibt noch keinen Bericht." in visitor.open("/berichte/").text

    @pytest.mark.parametrize(
        ("state", "text"),
        [
            (running, "vor dem Schließen der Runde gibt es kein Ergebnis"),
            (ended, "Der Bericht ist noch nicht veröffentlicht."),
            (closed, "Der Bericht ist noch nicht veröffentlicht."),
        ],
    )
    def test_says_where_a_round_stands(
        self, site: Site, opened: OpenRound, visitor: Visitor, state: Callable[[Site, OpenRound], None], text: str
    ) -> None:
        state(site, opened)
        page = visitor.open("/berichte/")
        assert text in page.text
        assert not [a for a in page.all("a") if a.get("href") == "/berichte/2026"]

    def test_keeps_a_planned_round_to_itself(self, site: Site, opened: OpenRound, visitor: Visitor) -> None:
        planned(site, opened)
        assert "2026" not in visitor.open("/berichte/").text

    @pytest.mark.usefixtures("published")
    def test_leads_to_published_reports(self, visitor: Visitor) -> None:
        visitor.open("/berichte/")
        visitor.follow("2026")
        assert visitor.page.heading == "Vergleichsbericht 2026"

    def test_begins_with_the_latest(self, site: Site, visitor: Visitor) -> None:
        for year in (2024, 2025):
            opens = now() - timedelta(days=365 * (2027 - year))
            factories.added_round(site.store, catalogue(MINIMAL), str(year), opens=opens)
        text = visitor.open("/berichte/").text
        assert text.index("2025") < text.index("2024")

    @pytest.mark.usefixtures("published")
    def test_says_that_a_report_was_withdrawn(self, site: Site, visitor: Visitor) -> None:
        withdraw(site.store, rounds.by_name(site.store, "2026"))
        page = visitor.open("/berichte/")
        assert "The report was published and has been withdrawn." in page.text or "zurückgezogen" in page.text
        assert not [a for a in page.all("a") if a.get("href") == "/berichte/2026"]
        for path in OF_A_REPORT:
            visitor.open(path.format(name="2026"), status=404)


class TestPage:
    def test_begins_with_the_findings_and_shows_every_standard(self, published: SafeReport, visitor: Visitor) -> None:
        page = visitor.open("/berichte/2026")
        assert page.text.index("Das Wichtigste") < page.text.index("Verlässlichkeit")
        for standard in published.catalogue.standards:
            assert page.one("h3", id=f"standard-{standard.number}") is not None
            for item in standard.items:
                assert item.text in page.text
        assert "−3,0" in page.text

    def test_speaks_english_too(self, published: SafeReport, visitor: Visitor) -> None:
        visitor.open("/berichte/2026")
        page = visitor.speak("English")
        assert "Key findings" in page.texts
        assert published.catalogue.translations["en"].standards[0].title in page.text
        assert "−3.0" in page.text

    def test_shows_a_chart_with_a_text_for_every_standard_and_a_table_beside_it(
        self, published: SafeReport, visitor: Visitor
    ) -> None:
        page = visitor.open("/berichte/2026")
        n = len(published.catalogue.standards)
        shown = drawings(published)
        assert {img.get("src", "").split("/")[-1] for img in page.all("img")} == {
            f"{name}.svg"
            for name, drawing in shown.items()
            if drawing.pair == published.catalogue.compare and not drawing.narrow
        }
        assert len(page.all("table")) == n + len(
            {drawing.kind for drawing in shown.values()} - {"standard", "distribution"}
        )
        for img in page.all("img"):
            answer = visitor.ask(img.get("src", ""))
            assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")

    def test_compares_every_pair_of_sides(self, of_three: tuple[Site, SafeReport]) -> None:
        site, report = of_three
        visitor = site.visitor()
        headings = []
        for a, b in report.catalogue.pairs:
            page = visitor.open(f"/berichte/2026?pair={pair_id(a, b)}")
            headings.append([th.text for th in page.all("th", scope="col")][1:6:3])
            assert page.one("a", aria_current="page").get("href") == f"/berichte/2026?pair={pair_id(a, b)}"
            assert visitor.speak("English").path == page.path
            visitor.speak("Deutsch")
        labels = {side.id: side.label for side in report.catalogue.sides}
        assert headings == [[labels[a], labels[b]] for a, b in report.catalogue.pairs]

    @pytest.mark.usefixtures("published")
    @pytest.mark.parametrize(
        "path",
        [
            "/berichte/2025",
            "/berichte/2026/",
            "/berichte/2026?pair=",
            "/berichte/2026?pair=stadt-vereine",
            "/berichte/2026?pair=a-b",
            "/berichte/2026/gaps-stadt-vereine.csv",
            "/berichte/2026/gaps-.csv",
            "/berichte/2026/invitation.csv",
            "/berichte/2026/charts/de/gap.pdf",
            "/berichte/2026/charts/de/gap-a-b.svg",
            "/berichte/2026/charts/de/standard-5.svg",
            "/berichte/2026/charts/fr/gap.svg",
            "/berichte/2026/charts/de/..%2Fgap.svg",
            "/berichte/2025/charts/de/gap.svg",
            "/berichte/2025/gaps.csv",
            "/berichte/2025/report.json",
            "/berichte/%00",
            "/berichte/%3Cscript%3E",
        ],
    )
    def test_what_is_not_there_is_said_to_be_missing(self, visitor: Visitor, path: str) -> None:
        visitor.open(path, status=404)
        assert "<script>" not in visitor.page.html

    def test_never_changes_once_it_is_published(self, published: SafeReport, site: Site, visitor: Visitor) -> None:
        before = [visitor.ask(path.format(name="2026")).data for path in OF_A_REPORT[2:6]]
        with site.store.write():
            site.store.execute("UPDATE tally SET n = n + 1")
            for table in ("answer", "comment", "response", "invitation"):
                site.store.execute(f"DELETE FROM {table}")
        assert [visitor.ask(path.format(name="2026")).data for path in OF_A_REPORT[2:6]] == before
        assert published_report(site.store, "2026") == published


class TestFiles:
    @pytest.mark.parametrize("spoken", ["de", "en"])
    def test_tables_are_those_of_the_report(self, of_three: tuple[Site, SafeReport], spoken: str) -> None:
        site, report = of_three
        visitor = site.visitor()
        visitor.open("/")
        if spoken == "en":
            visitor.speak("English")
        for plain in (False, True):
            end = "?plain=1" if plain else ""
            expected = {"distribution": spreadsheets.distribution(report, language(spoken), plain=plain)}
            for pair in report.catalogue.pairs:
                table = spreadsheets.gaps(report, pair, language(spoken), plain=plain)
                expected |= {f"gaps-{pair_id(*pair)}": table}
            expected["gaps"] = expected[f"gaps-{pair_id(*report.catalogue.compare)}"]
            for name, content in expected.items():
                answer = visitor.ask(f"/berichte/2026/{name}.csv{end}")
                assert answer.data == content
                assert answer.mimetype == "text/csv"
                assert answer.headers["Content-Disposition"] == f'attachment; filename="2026-{name}.csv"'

    def test_the_links_on_the_page_lead_to_them(self, published: SafeReport, visitor: Visitor) -> None:
        page = visitor.open("/berichte/2026")
        table = visitor.ask(page.link("Mittelwerte und Lücken (CSV)")).data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(table), delimiter=";"))
        assert len(rows) == 1 + len(published.catalogue.standards) + len(published.catalogue.items)
        assert visitor.ask(page.link("Verteilungen (CSV)")).status_code == 200
        answer = visitor.ask(page.link("Alles für Maschinen (JSON)"))
        assert answer.mimetype == "application/json"
        assert answer.data == document.report_json(published)
        assert json.loads(answer.data)["report"]["round"] == "2026"

    def test_the_paper_and_the_workbook_are_those_of_the_report(self, of_three: tuple[Site, SafeReport]) -> None:
        site, report = of_three
        visitor = site.visitor()
        page = visitor.open("/berichte/2026")
        paper = visitor.ask(page.link("Bericht für den Ausschuss (PDF)"))
        assert (paper.mimetype, paper.data) == ("application/pdf", pdf(report, language("de")))
        figures = visitor.ask(page.link("Alle Zahlen (XLSX)"))
        assert figures.data == workbook(report, language("de"))
        assert figures.headers["Content-Disposition"] == 'attachment; filename="2026.xlsx"'

    @pytest.mark.usefixtures("published")
    @pytest.mark.parametrize("chart", ["gap", "gap-narrow", "standard-3", "standard-9-narrow"])
    def test_charts_come_as_svg_and_png(self, visitor: Visitor, chart: str) -> None:
        svg = visitor.ask(f"/berichte/2026/charts/en/{chart}.svg")
        assert svg.mimetype == "image/svg+xml"
        assert ET.fromstring(svg.data).tag.endswith("svg")
        png = visitor.ask(f"/berichte/2026/charts/en/{chart}.png")
        assert png.mimetype == "image/png"
        assert png.data.startswith(b"\x89PNG\r\n")
        assert "no-store" not in svg.headers["Cache-Control"]


def test_texts_of_a_catalogue_are_shown_and_never_run(make_site: Callable[..., Site], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 7*7 }}"
    file = tmp_path / "boese.yaml"
    file.write_text(
        MINIMAL.read_text(encoding="utf-8")
        .replace("Das Mindeste", f"|-\n    {evil}")
        .replace("Ein Standard", f"|-\n      {evil}")
        .replace("Mehr gibt es hier nicht.", f"|-\n      {evil}")
        .replace("Erste Seite", f"|-\n      {evil}")
        .replace("Trifft das zu?", f"|-\n      {evil}"),
        encoding="utf-8",
    )
    site = make_site(standards=file)
    opened = factories.open_round(site.store, catalogue(file))
    visitor = site.visitor()
    visitor.be_in(factories.begun(opened, opened.codes[0]), opened.codes[0])
    for path in ("/fragebogen/", "/fragebogen/1", "/fragebogen/pruefen"):
        assert evil in visitor.open(path).text
    factories.all_submitted(opened, {"a": [factories.sheet(opened.catalogue, 1)] * 10, "b": []})
    publish(site.store, close_round(site.store, opened.round))
    for path in ("/berichte/", "/berichte/2026"):
        assert evil in visitor.open(path).text


def test_a_round_is_shown_under_its_name_whatever_letters_it_has(site: Site, visitor: Visitor) -> None:
    name = "Runde_1.a-B"
    round_: Round = factories.closed_round(site.store, catalogue(MINIMAL), name)
    publish(site.store, round_)
    visitor.open("/berichte/")
    assert visitor.follow(name).heading == f"Vergleichsbericht {name}"
    assert visitor.ask(f"/berichte/{name}/gaps.csv").status_code == 200
