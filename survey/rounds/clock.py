"""Local times as people write them, and the instants they mean."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from survey.errors import N_, SurveyError


def now() -> datetime:
    """Return the present instant, in whole seconds of UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def instant(text: str, zone: ZoneInfo) -> datetime:
    """Return the instant that a local time such as ``2026-01-01T00:00`` means.

    Raises
    ------
    SurveyError
        It is no such time, or the clocks were changed so that it does not exist or exists twice.
    """
    try:
        local = datetime.strptime(text.replace(" ", "T"), "%Y-%m-%dT%H:%M").replace(tzinfo=zone)
        there = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise SurveyError(
            N_("“%(text)s” is not a time such as 2026-01-01T00:00 (year-month-day, T, hour:minute)."), text=text
        ) from None
    if there.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise SurveyError(N_("%(text)s does not exist: the clocks go forward in that hour."), text=text)
    if local.replace(fold=1).utcoffset() != local.utcoffset():
        raise SurveyError(N_("%(text)s exists twice: the clocks go back in that hour."), text=text)
    return there
