"""The counters begin anew at midnight in Sweden: each day, and on the first of each month.

Every moment is given with its offset from UTC: +01 in the Swedish winter, +02 in the summer.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from psycopg import Connection, errors

from pgcordon.testing import AsRole, AsUser
from vromm.learners import LEARNER, NEIGHBOUR, SCHEMA, give_settings, settings_of

pytestmark = [pytest.mark.pgcordon(schema=SCHEMA), pytest.mark.usefixtures("learners")]


@dataclass(frozen=True)
class Reset:
    """One of the two functions, the counter that it sets, and the column that remembers when."""

    function: str
    counter: str
    marker: str


DAILY = Reset("reset_daily_ai_usage", "daily_usage", "last_reset_date")
MONTHLY = Reset("reset_monthly_ai_usage", "monthly_usage", "last_monthly_reset_date")


EVERY_HOUR = """
    create temporary table asked (day date, month date, daily integer);
    do $$
    declare
      moment timestamptz := timestamp 'FIRST' at time zone 'Europe/Stockholm';
    begin
      while moment < timestamp 'LAST' at time zone 'Europe/Stockholm' loop
        perform public.reset_daily_ai_usage(moment), public.reset_monthly_ai_usage(moment);
        with counted as (
          update public.user_ai_settings set daily_usage = daily_usage + 1 returning *
        )
        insert into asked select last_reset_date, last_monthly_reset_date, daily_usage from counted;
        moment := moment + interval '1 hour';
      end loop;
    end
    $$;
"""


def use(connection: Connection[Any], reset: Reset, since: str) -> None:
    """A user whose counters stand at 7 since that day."""
    counters = {"daily_usage": 7, "monthly_usage": 7, "last_reset_date": "2020-01-01"}
    counters["last_monthly_reset_date"] = "2020-01-01"
    give_settings(connection, LEARNER, **{**counters, reset.marker: since})


def run(connection: Connection[Any], reset: Reset, moment: str) -> None:
    connection.execute(f"select public.{reset.function}(%s)".encode(), (moment,))


def counted(connection: Connection[Any], reset: Reset) -> tuple[int, str]:
    """The counter, and the day since when it counts."""
    count, day = settings_of(connection, LEARNER, f"{reset.counter}, {reset.marker}::text")
    return count, day


@pytest.mark.requirement("003-reset-daily", "003-reset-monthly", "003-checklist-resets")
@pytest.mark.parametrize("reset", [DAILY, MONTHLY], ids=lambda reset: reset.function)
def test_both_run_without_arguments(database: Connection[Any], as_service_role: AsRole, reset: Reset) -> None:
    """Reset functions created"""
    use(database, reset, "2020-01-01")
    ((returns,),) = as_service_role().execute(f"select pg_typeof(public.{reset.function}())::text").fetchall()
    assert returns == "void"
    today = database.execute("select (now() at time zone 'Europe/Stockholm')::date::text").fetchall()
    assert [counted(database, reset)] == [(0, day) for (day,) in today]


@pytest.mark.requirement("003-reset-daily-when", "003-reset-daily-sets", "003-acceptance-resets")
@pytest.mark.parametrize(
    ("since", "moment", "day"),
    [
        pytest.param("2026-02-13", "2026-02-14 00:00+01", "2026-02-14", id="at midnight"),
        pytest.param("2026-02-13", "2026-02-13 23:00+00", "2026-02-14", id="at midnight, told in UTC"),
        pytest.param("2026-07-13", "2026-07-13 22:00+00", "2026-07-14", id="at midnight in summer, told in UTC"),
        pytest.param("2026-02-13", "2026-02-14 17:30+01", "2026-02-14", id="hours late"),
        pytest.param("2026-02-01", "2026-02-14 00:00+01", "2026-02-14", id="days late"),
        pytest.param("2026-03-28", "2026-03-29 00:00+01", "2026-03-29", id="the day that has 23 hours begins"),
        pytest.param("2026-03-29", "2026-03-30 00:00+02", "2026-03-30", id="and ends"),
        pytest.param("2026-10-24", "2026-10-25 00:00+02", "2026-10-25", id="the day that has 25 hours begins"),
        pytest.param("2026-10-25", "2026-10-26 00:00+01", "2026-10-26", id="and is over"),
        pytest.param("2027-12-31", "2028-01-01 00:00+01", "2028-01-01", id="a year begins"),
        pytest.param("2028-02-28", "2028-02-29 00:00+01", "2028-02-29", id="a leap day begins"),
    ],
)
def test_a_new_day_begins_at_nought(database: Connection[Any], since: str, moment: str, day: str) -> None:
    """run at midnight Swedish time"""
    use(database, DAILY, since)
    run(database, DAILY, moment)
    assert counted(database, DAILY) == (0, day)


@pytest.mark.requirement("003-reset-daily-when", "003-acceptance-resets")
@pytest.mark.parametrize(
    ("since", "moment"),
    [
        pytest.param("2026-02-14", "2026-02-14 23:59:59.999999+01", id="just before midnight"),
        pytest.param("2026-07-14", "2026-07-14 23:59:59.999999+02", id="just before midnight in summer"),
        pytest.param("2026-07-14", "2026-07-14 00:00+02", id="in the first instant"),
        pytest.param("2026-03-29", "2026-03-29 23:59:59+02", id="the day that has 23 hours is not over"),
        pytest.param("2026-10-25", "2026-10-25 23:59:59+01", id="the day that has 25 hours is not over"),
        pytest.param("2026-02-15", "2026-02-14 12:00+01", id="a run that comes after a later one"),
    ],
)
def test_the_day_under_way_is_left_alone(database: Connection[Any], since: str, moment: str) -> None:
    use(database, DAILY, since)
    run(database, DAILY, moment)
    assert counted(database, DAILY) == (7, since)


@pytest.mark.requirement("003-reset-monthly-when", "003-reset-monthly-sets", "003-acceptance-resets")
@pytest.mark.parametrize(
    ("since", "moment", "day"),
    [
        pytest.param("2026-01-14", "2026-02-01 00:00+01", "2026-02-01", id="at midnight on the first"),
        pytest.param("2026-06-14", "2026-06-30 22:00+00", "2026-07-01", id="at midnight in summer, told in UTC"),
        pytest.param("2026-01-14", "2026-02-02 00:00+01", "2026-02-02", id="a day late"),
        pytest.param("2026-01-14", "2026-02-28 12:00+01", "2026-02-28", id="weeks late"),
        pytest.param("2025-02-14", "2026-02-14 12:00+01", "2026-02-14", id="a year late, in the same month"),
        pytest.param("2027-12-31", "2028-01-01 00:00+01", "2028-01-01", id="a year begins"),
        pytest.param("2028-02-29", "2028-03-01 00:00+01", "2028-03-01", id="after a leap day"),
    ],
)
def test_a_new_month_begins_at_nought(database: Connection[Any], since: str, moment: str, day: str) -> None:
    """run on 1st of month"""
    use(database, MONTHLY, since)
    run(database, MONTHLY, moment)
    assert counted(database, MONTHLY) == (0, day)


@pytest.mark.requirement("003-reset-monthly-when", "003-acceptance-resets")
@pytest.mark.parametrize(
    ("since", "moment"),
    [
        pytest.param("2026-01-14", "2026-01-31 23:59:59.999999+01", id="just before the first"),
        pytest.param("2026-06-14", "2026-06-30 23:59:59.999999+02", id="just before the first, in summer"),
        pytest.param("2026-02-01", "2026-02-01 13:00+01", id="later on the first"),
        pytest.param("2028-02-01", "2028-02-29 12:00+01", id="on a leap day"),
    ],
)
def test_the_month_under_way_is_left_alone(database: Connection[Any], since: str, moment: str) -> None:
    use(database, MONTHLY, since)
    run(database, MONTHLY, moment)
    assert counted(database, MONTHLY) == (7, since)


@pytest.mark.requirement("003-acceptance-resets")
@pytest.mark.parametrize("reset", [DAILY, MONTHLY], ids=lambda reset: reset.function)
def test_running_twice_is_running_once(database: Connection[Any], reset: Reset) -> None:
    use(database, reset, "2026-01-31")
    run(database, reset, "2026-02-01 00:00+01")
    database.execute(f"update public.user_ai_settings set {reset.counter} = 3".encode())
    run(database, reset, "2026-02-01 18:00+01")
    assert counted(database, reset) == (3, "2026-02-01")


@pytest.mark.requirement("003-acceptance-resets")
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue", "America/New_York"])
@pytest.mark.parametrize("reset", [DAILY, MONTHLY], ids=lambda reset: reset.function)
def test_the_callers_time_zone_makes_no_difference(database: Connection[Any], reset: Reset, zone: str) -> None:
    """Swedish time, wherever the job runs: at noon on the Pacific islands one day or the other has begun."""
    use(database, reset, "2026-01-31")
    database.execute("select set_config('TimeZone', %s, true)", (zone,))
    run(database, reset, "2026-01-31 23:59:59+01")
    assert counted(database, reset) == (7, "2026-01-31")
    run(database, reset, "2026-02-01 00:00+01")
    assert counted(database, reset) == (0, "2026-02-01")


@pytest.mark.requirement("003-reset-daily-when", "003-reset-monthly-when")
@pytest.mark.parametrize(
    ("first", "last", "hours", "months"),
    [
        pytest.param("2026-03-27", "2026-04-02", [24, 24, 23, 24, 24, 24], ["2026-03-27", "2026-04-01"], id="spring"),
        pytest.param("2026-10-24", "2026-10-28", [24, 25, 24, 24], ["2026-10-24"], id="autumn"),
    ],
)
def test_an_hourly_job_counts_each_day_by_itself(
    database: Connection[Any], first: str, last: str, hours: list[int], months: list[str]
) -> None:
    """A user who asks once an hour has asked as often as the Swedish day has hours, 23 and 25 included."""
    give_settings(database, LEARNER, last_reset_date="2026-01-01", last_monthly_reset_date="2026-01-01")
    database.execute(EVERY_HOUR.replace("FIRST", first).replace("LAST", last).encode())
    assert [n for (n,) in database.execute("select max(daily) from asked group by day order by day")] == hours
    assert [day for (day,) in database.execute("select distinct month::text from asked order by 1")] == months


@pytest.mark.parametrize("reset", [DAILY, MONTHLY], ids=lambda reset: reset.function)
def test_other_users_and_counters_stay_as_they_are(database: Connection[Any], reset: Reset) -> None:
    use(database, reset, "2026-01-31")
    give_settings(database, NEIGHBOUR, daily_usage=5, monthly_usage=5, last_reset_date="2026-02-01")
    database.execute(
        "update public.user_ai_settings set last_monthly_reset_date = '2026-02-01' where user_id = %s", (NEIGHBOUR,)
    )
    other = MONTHLY if reset is DAILY else DAILY
    before = counted(database, other)
    run(database, reset, "2026-02-01 12:00+01")
    assert counted(database, other) == before
    assert settings_of(database, NEIGHBOUR, "daily_usage, monthly_usage") == (5, 5)


@pytest.mark.parametrize("reset", [DAILY, MONTHLY], ids=lambda reset: reset.function)
def test_the_backend_alone_resets(as_user: AsUser, as_anon: AsRole, reset: Reset) -> None:
    """(f) anyone may run the resets"""
    for client in (as_user(LEARNER), as_anon()):
        with pytest.raises(errors.InsufficientPrivilege, match=f"permission denied for function {reset.function}"):
            client.execute(f"select public.{reset.function}()")
