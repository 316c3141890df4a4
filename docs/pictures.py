"""Makes the pictures of the documentation anew: a gap chart and a page of the questionnaire, both of the demo.

Needs Chromium; ``make docs-images`` calls it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

from survey.app import create_app
from survey.catalogue import load_catalogue
from survey.config import DEMO_DATABASE, Settings
from survey.language import language
from survey.report.pictures import Drawing, draw
from survey.rounds.demo import Demo, make_demo
from survey.rounds.publishing import report_of
from survey.store import rounds
from survey.store.connection import open_store

IMAGES = Path(__file__).parent / "images"
STANDARDS = Path(__file__).parent.parent / "standards.yaml"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), database=DEMO_DATABASE)
        demo = make_demo(settings, load_catalogue(STANDARDS), lambda _step: None)
        with open_store(settings.database_path) as store:
            report = report_of(store, rounds.by_name(store, demo.published[-1]))
        (chart,) = draw(report, Drawing("gap", report.catalogue.compare), language("de"), "svg")
        (IMAGES / "gap-chart.svg").write_bytes(chart)
        server = create_server(create_app(settings), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        _photograph(f"http://127.0.0.1:{server.effective_port}", demo)
        server.close()


def _photograph(site: str, demo: Demo) -> None:
    chromium = os.environ.get("SURVEY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        _fill_in(page, site, next(iter(demo.codes.values())))
        page.screenshot(path=IMAGES / "questionnaire.png")
        browser.close()


def _fill_in(page: Page, site: str, code: str) -> None:
    page.goto(f"{site}/#{code}")
    page.get_by_role("button", name="Weiter").click()
    for label in ("Kennwort", "Kennwort wiederholen"):
        page.get_by_label(label, exact=True).fill("sieben blaue Fahrräder")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("link", name="Transparenz und Offenheit").click()
    for item, step in (("9a", 3), ("9b", 4)):
        page.locator(f'[name="{item}"][value="{step}"]').check()


if __name__ == "__main__":
    main()
