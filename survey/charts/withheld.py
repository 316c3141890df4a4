"""Why a figure of a side is not shown, in words. Draws nothing."""

from __future__ import annotations

from survey.analysis.safereport import SafeReport, SideFigures
from survey.language import Language


def reason(report: SafeReport, side: str, language: Language) -> str:
    """Return why nothing is shown of a side's answers to a question whose figures are hidden."""
    _ = language.gettext
    return _("not shown") if report.returns[side].reason == "carriers" else _("too few answers")


def reason_without_shares(report: SafeReport, side: str, figures: SideFigures, language: Language) -> str:
    """Return why the distribution of a side's ratings is not shown, be its mean shown or not."""
    if figures.detail == "hidden":
        return reason(report, side, language)
    return language.gettext("too few ratings to show their distribution")
