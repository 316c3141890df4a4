"""The report as JSON: the whole `SafeReport`, for other programs."""

from __future__ import annotations

import json

from survey import documents
from survey.analysis.safereport import SafeReport

SCHEMA = 1
"""Rises when the shape changes in a way that a reader must know of."""


def report_json(report: SafeReport) -> bytes:
    """Return ``report.json``: the fields of `SafeReport` under ``report``, figures that are not published as null."""
    content = {"schema": SCHEMA, "report": json.loads(documents.dump(report))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
