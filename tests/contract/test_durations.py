"""Durations in words and in ISO 8601."""

from datetime import timedelta

import pytest

from pgcordon.contract.durations import duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("4 hours", timedelta(hours=4)),
        ("1 hour", timedelta(hours=1)),
        ("1 Day 2 hours", timedelta(days=1, hours=2)),
        ("90minutes", timedelta(minutes=90)),
        ("1 microsecond", timedelta(microseconds=1)),
        ("250 milliseconds", timedelta(milliseconds=250)),
        ("0.5 seconds", timedelta(milliseconds=500)),
        (" 2 weeks ", timedelta(weeks=2)),
        ("PT4H", timedelta(hours=4)),
        ("P1DT2H30M", timedelta(days=1, hours=2, minutes=30)),
        ("P2W", timedelta(weeks=2)),
        ("PT0.000001S", timedelta(microseconds=1)),
    ],
)
def test_a_duration(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is no duration"),
        ("4", "'4' is no duration"),
        ("hours", "'hours' is no duration"),
        ("4 hours ago, 2 days", "'4 hours ago, 2 days' is no duration"),
        ("-4 hours", "'-4 hours' is no duration"),
        ("P", "'P' is no duration"),
        ("P1DT", "'P1DT' is no duration"),
        ("0 hours", "is not a whole number of microseconds above zero"),
        ("0.5 microseconds", "is not a whole number of microseconds above zero"),
        ("1 month", "a month has no fixed length; write days"),
        ("2 years", "a year has no fixed length"),
        ("4 fortnights", "no such unit: fortnights"),
        ("4 huors", "no such unit: huors; did you mean hours[?]"),
        ("999999999999 weeks", "longer than any timestamp"),
    ],
)
def test_no_duration(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        duration(text)
