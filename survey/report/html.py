"""The report as one file that opens from disk: its stylesheet and charts are inside it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from survey.analysis.safereport import SafeReport
from survey.language import Language
from survey.report.page import report_page

_STYLESHEET = Path(__file__).parent.parent / "static" / "survey.css"


def standalone(report: SafeReport, language: Language, charts: Mapping[str, bytes]) -> bytes:
    """Return ``report.html``.

    Parameters
    ----------
    charts
        The SVG of each chart that the page shows, by its name.
    """
    sources = {name: f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" for name, svg in charts.items()}
    page = _environment(language.code).get_template("standalone.html")
    return page.render(
        page=report_page(report, language, report.catalogue.compare),
        language=language,
        stylesheet=_STYLESHEET.read_text(encoding="utf-8"),
        source=sources.get,
    ).encode()


@cache
def _environment(code: str) -> Environment:
    from survey.language import language  # noqa: PLC0415

    spoken = language(code)
    environment = Environment(
        loader=PackageLoader("survey.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(spoken.gettext, spoken.ngettext, newstyle=True)  # type: ignore[attr-defined] # of the extension
    return environment
