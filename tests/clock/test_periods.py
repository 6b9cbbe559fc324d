"""Where periods begin and end, as PostgreSQL is asked, and as Python's own time zones have it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from psycopg import Connection

from pgcordon.clock.reset.periods import Calendar, MomentType
from pgcordon.clock.reset.turns import turns
from pgcordon.contract.time_rules import Period
from pgcordon.database import Server
from pgcordon.platforms.definition import Platform

ZONES = [
    "Europe/Stockholm",
    "Atlantic/Azores",  # midnight comes twice
    "America/Havana",  # and here too
    "Africa/Cairo",  # midnight is left out, and the hour before it comes twice
    "America/Nuuk",  # the hour before midnight is left out
    "Australia/Lord_Howe",  # half an hour is
    "Asia/Kathmandu",
    "Etc/GMT+12",
]
PERIODS: list[Period] = ["hour", "day", "week", "month", "year"]
# 1,007 minutes are prime to a day, so that every hour of it is met.
SERIES = "generate_series('2023-12-20 00:03+00'::timestamptz, '2025-01-10', '1007 minutes')"
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def owner(server: Server, supabase: Platform) -> Iterator[Connection[Any]]:
    with server.connect(server.platform(supabase), user=supabase.owner) as connection:
        yield connection


def period(moment: datetime, every: Period, zone: str) -> tuple[int, ...]:
    """What the zone's clock and calendar show, down to the period."""
    local = moment.astimezone(ZoneInfo(zone))
    shown = {
        "hour": (local.year, local.month, local.day, local.hour),
        "day": (local.year, local.month, local.day),
        "week": tuple(local.isocalendar())[:2],
        "month": (local.year, local.month),
        "year": (local.year,),
    }
    return shown[every]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("every", PERIODS)
def test_a_period_ends_where_the_next_one_begins(owner: Connection[Any], every: Period, zone: str) -> None:
    calendar = Calendar(every, zone, "timestamptz")
    marks = f"{calendar.first('m')}, {calendar.last_before('m')}, {calendar.first(calendar.last_before('m'))}"
    for moment, first, last_before, begun in owner.execute(f"select m, {marks} from {SERIES} as m"):
        current, previous = period(moment, every, zone), period(last_before, every, zone)
        assert period(first, every, zone) == current
        assert previous < current == period(last_before + MICROSECOND, every, zone)
        assert period(begun, every, zone) == previous


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", ["date", "timestamp", "timestamptz"])
@pytest.mark.parametrize("session", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_what_is_stored_lies_in_its_period_whatever_the_session(
    owner: Connection[Any], kind: MomentType, zone: str, session: str
) -> None:
    calendar = Calendar("day", zone, kind)
    stored = f"select m, ({calendar.stored('m')})::{kind} as since, m + interval '50 hours' as later from {SERIES} as m"
    with owner.transaction(force_rollback=True):
        owner.execute(f"set local timezone = '{session}'")
        ((count, same, other),) = owner.execute(
            f"""
            select count(*), count(*) filter (where {calendar.same_period("since", "m")}),
                count(*) filter (where {calendar.same_period("since", "later")})
            from ({stored}) as s
            """
        ).fetchall()
    assert (same, other) == (count, 0)


@pytest.mark.parametrize("zone", ZONES)
def test_long_before_is_always_another_period(owner: Connection[Any], zone: str) -> None:
    for every in PERIODS:
        calendar = Calendar(every, zone, "timestamptz")
        for mark in calendar.long_before("m"):
            for moment, before in owner.execute(f"select m, {mark.moment} from {SERIES} as m"):
                assert period(before, every, zone) < period(moment, every, zone), mark.words


def moments(owner: Connection[Any], zone: str) -> list[datetime]:
    found = (owner.execute(f"select {mark.moment}").fetchall() for mark in turns(owner, zone))
    return [moment.astimezone(ZoneInfo(zone)) for ((moment,),) in found]


def later(moment: datetime, span: timedelta) -> datetime:
    """The moment after this time has passed, whatever clocks do meanwhile."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("UTC", {(1, 1), (2, 29), (3, 1), (5, 1), (12, 30)}),
        ("Europe/Stockholm", {(1, 1), (2, 29), (3, 1), (3, 31), (4, 1), (5, 1), (10, 27), (10, 28), (12, 30)}),
        ("Africa/Cairo", {(1, 1), (2, 29), (3, 1), (4, 26), (4, 27), (5, 1), (10, 31), (11, 1), (12, 30)}),
    ],
)
def test_calendars_turn_where_clocks_change_and_where_months_and_years_end(
    owner: Connection[Any], zone: str, days: set[tuple[int, int]]
) -> None:
    begun = [each for each in moments(owner, zone) if later(each, -MICROSECOND).date() < each.date()]
    assert {(each.month, each.day) for each in begun} == days
    assert {each.year for each in begun} == {2024, 2025}


@pytest.mark.parametrize("zone", ZONES)
def test_each_turn_is_met_from_both_sides_and_once_late(owner: Connection[Any], zone: str) -> None:
    found = moments(owner, zone)
    before = [each for each in found if each.microsecond]
    after = [each for each in found if not each.microsecond and each.hour < 9]
    late = [each for each in found if each.hour == 9]
    assert len(before) == len(after) == len(late) == len(found) / 3
    assert all(later(each, MICROSECOND).date() > each.date() for each in before)
    assert [each.date() for each in after] == [each.date() - timedelta(days=1) for each in late]


@pytest.mark.parametrize("zone", ZONES)
def test_whether_an_hour_that_comes_twice_is_one_or_two_does_not_matter(owner: Connection[Any], zone: str) -> None:
    for each in moments(owner, zone):
        first, second = (each.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        assert each.astimezone(UTC) == max(first, second)
