"""Local times as people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from survey.errors import SurveyError
from survey.rounds.clock import instant, now

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-01-01T00:00", datetime(2025, 12, 31, 23, 0, tzinfo=UTC)),
        ("2026-07-01T12:30", datetime(2026, 7, 1, 10, 30, tzinfo=UTC)),
        ("2026-07-01 12:30", datetime(2026, 7, 1, 10, 30, tzinfo=UTC)),
        ("2024-02-29T00:00", datetime(2024, 2, 28, 23, 0, tzinfo=UTC)),
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_means_one_instant(text: str, utc: datetime) -> None:
    assert instant(text, BERLIN) == utc
    assert instant(text, BERLIN).tzinfo is UTC


@pytest.mark.parametrize("text", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59"])
def test_a_time_that_the_clocks_skip_is_refused(text: str) -> None:
    with pytest.raises(SurveyError, match="does not exist: the clocks go forward"):
        instant(text, BERLIN)


@pytest.mark.parametrize("text", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59"])
def test_a_time_that_comes_twice_is_refused(text: str) -> None:
    with pytest.raises(SurveyError, match="exists twice: the clocks go back"):
        instant(text, BERLIN)


def test_where_clocks_never_change_every_time_is_taken() -> None:
    assert instant("2026-03-29T02:30", ZoneInfo("UTC")) == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-01-01",
        "2026-02-29T00:00",
        "2026-13-01T00:00",
        "2026-01-01T24:00",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00+01:00",
        "01.01.2026 00:00",
        "2026-01-01  00:00",
        "2026-01-01T00:00\n",
        "0000-01-01T00:00",
        "0001-01-01T00:00",
        "tomorrow",
        "%s",
    ],
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(SurveyError, match="is not a time such as 2026-01-01T00:00") as caught:
        instant(text, BERLIN)
    assert f"“{text}”" in str(caught.value)


def test_the_present_is_told_in_whole_seconds_of_utc() -> None:
    assert now().microsecond == 0
    assert now().tzinfo is UTC
