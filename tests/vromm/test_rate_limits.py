"""Ten queries a day for free, a hundred for premium, any number with one's own keys: what the tables exist for."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection, errors

from pgcordon.testing import AsRole, AsUser, Connect
from vromm.learners import LEARNER, NEIGHBOUR, SCHEMA, enrol, give_settings, only_value, settings_of

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)
alone = pytest.mark.usefixtures("learners")
"""Tests in one transaction; those of concurrency enrol their learner where everybody sees it."""

RECORD = "select public.record_ai_usage(%s, 'openai')"
LIMITS = {"free": 10, "premium": 100}
TOO_MANY_REQUESTS = "PT429"
"""PostgREST answers an SQLSTATE of PT and three digits with that HTTP status."""

COUNTED = "daily_usage, monthly_usage"
LOGGED = "select count(*) from public.ai_usage_logs"


PATIENCE = 10.0
"""Seconds within which the second caller must have run into the first one's lock."""


def ask(backend: AsRole, user: UUID, times: int) -> None:
    for _ in range(times):
        backend().execute(RECORD, (user,))


def is_served(connection: Connection[Any]) -> bool:
    try:
        connection.execute(RECORD, (LEARNER,))
    except errors.Error as error:
        if error.sqlstate != TOO_MANY_REQUESTS:
            raise
        return False
    return True


def await_a_waiting_caller(onlooker: Connection[Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not onlooker.execute("select from pg_catalog.pg_locks where not granted").fetchall():
        assert time.monotonic() < deadline, "the second caller did not wait for the first"
        time.sleep(0.01)


@alone
@pytest.mark.requirement("003-settings-limits", "003-scope-usage-logs", "003-logs-comment")
@pytest.mark.parametrize("tier", LIMITS)
def test_a_tier_has_its_limit(database: Connection[Any], as_service_role: AsRole, tier: str) -> None:
    """free (10/day) … premium (100/day)"""
    limit = LIMITS[tier]
    give_settings(database, LEARNER, tier=tier, daily_usage=limit - 2, monthly_usage=limit - 2)
    ask(as_service_role, LEARNER, 2)
    with pytest.raises(errors.Error, match="has used up the AI queries of") as refused:
        ask(as_service_role, LEARNER, 1)
    assert refused.value.sqlstate == TOO_MANY_REQUESTS
    assert settings_of(database, LEARNER, COUNTED) == (limit, limit)
    assert only_value(database.execute(LOGGED)) == 2


@alone
@pytest.mark.requirement("003-settings-limits")
def test_own_keys_have_none(database: Connection[Any], as_service_role: AsRole) -> None:
    """byok (unlimited)"""
    give_settings(database, LEARNER, tier="byok", daily_usage=5000, monthly_usage=5000)
    ask(as_service_role, LEARNER, 1)
    assert settings_of(database, LEARNER, COUNTED) == (5001, 5001)


@alone
@pytest.mark.requirement("003-logs-tier", "003-logs-provider", "003-logs-costs", "003-logs-comment")
def test_a_query_is_logged_with_the_tier_of_its_time(database: Connection[Any], as_service_role: AsRole) -> None:
    """User tier at time of query"""
    give_settings(database, LEARNER, tier="premium")
    entry = only_value(
        as_service_role().execute("select public.record_ai_usage(%s, 'google', 1200, 0.000123)", (LEARNER,))
    )
    database.execute("update public.user_ai_settings set tier = 'free'")
    logged = database.execute("select id, user_id, tier, provider, tokens_used, cost_usd from public.ai_usage_logs")
    assert logged.fetchall() == [(entry, LEARNER, "premium", "google", 1200, Decimal("0.000123"))]


@alone
def test_what_a_query_cost_may_come_later(as_service_role: AsRole) -> None:
    """The backend asks first and knows the price once the provider has answered."""
    entry = only_value(as_service_role().execute(RECORD, (LEARNER,)))
    fill_in = "update public.ai_usage_logs set tokens_used = 900, cost_usd = 0.01 where id = %s"
    assert as_service_role().execute(fill_in, (entry,)).rowcount == 1


@alone
@pytest.mark.parametrize("provider", ["mistral", None])
def test_a_query_that_cannot_be_logged_is_not_counted(
    database: Connection[Any], as_service_role: AsRole, provider: str | None
) -> None:
    give_settings(database, LEARNER)
    with pytest.raises(errors.IntegrityError):
        as_service_role().execute("select public.record_ai_usage(%s, %s)", (LEARNER, provider))
    assert settings_of(database, LEARNER, COUNTED) == (0, 0)


@alone
def test_a_user_without_settings_begins_with_a_free_query(database: Connection[Any], as_service_role: AsRole) -> None:
    ask(as_service_role, LEARNER, 1)
    assert settings_of(database, LEARNER, f"tier, {COUNTED}") == ("free", 1, 1)


@alone
@pytest.mark.parametrize("stranger", [UUID(int=999), None])
def test_a_stranger_has_no_queries(database: Connection[Any], as_service_role: AsRole, stranger: UUID | None) -> None:
    with pytest.raises(errors.IntegrityError):
        as_service_role().execute(RECORD, (stranger,))
    assert only_value(database.execute(LOGGED)) == 0


@alone
@pytest.mark.parametrize(
    ("days_ago", "daily", "monthly"), [("0 days", None, None), ("1 day", 1, None), ("1 day 2 months", 1, 1)]
)
def test_a_reset_that_is_late_costs_nobody_a_query(
    database: Connection[Any],
    as_service_role: AsRole,
    days_ago: str,
    daily: int | None,
    monthly: int | None,
) -> None:
    """None stands for one more than before: nothing was due."""
    give_settings(database, LEARNER, tier="premium", daily_usage=50, monthly_usage=700)
    today = "(now() at time zone 'Europe/Stockholm')::date"
    database.execute(f"update public.user_ai_settings set last_reset_date = {today} - %s::interval", (days_ago,))
    if monthly is not None:
        database.execute(f"update public.user_ai_settings set last_monthly_reset_date = {today} - interval '2 months'")
    ask(as_service_role, LEARNER, 1)
    assert settings_of(database, LEARNER, COUNTED) == (daily or 51, monthly or 701)
    assert settings_of(database, LEARNER, f"last_reset_date = {today}, last_monthly_reset_date = {today}") == (
        True,
        True,
    )


@alone
def test_the_last_query_of_yesterday_leaves_ten_for_today(database: Connection[Any], as_service_role: AsRole) -> None:
    give_settings(database, LEARNER, daily_usage=10)
    database.execute("update public.user_ai_settings set last_reset_date = last_reset_date - 1")
    ask(as_service_role, LEARNER, 10)
    with pytest.raises(errors.Error, match="used up"):
        ask(as_service_role, LEARNER, 1)


@alone
def test_one_user_s_queries_are_not_another_s(database: Connection[Any], as_service_role: AsRole) -> None:
    give_settings(database, LEARNER, daily_usage=10)
    give_settings(database, NEIGHBOUR, daily_usage=3)
    ask(as_service_role, NEIGHBOUR, 1)
    assert settings_of(database, LEARNER, "daily_usage") == (10,)
    assert settings_of(database, NEIGHBOUR, "daily_usage") == (4,)


@alone
def test_only_the_backend_counts(as_user: AsUser, as_anon: AsRole) -> None:
    for client in (as_user(LEARNER), as_anon()):
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied for function record_ai_usage"):
            client.execute(RECORD, (LEARNER,))


def test_the_second_caller_waits_and_finds_the_last_query_taken(connect: Connect) -> None:
    """Two callers at once cannot both take the last one."""
    first, second, onlooker = connect(), connect(), connect()
    enrol(onlooker, LEARNER)
    give_settings(onlooker, LEARNER, daily_usage=9)
    with ThreadPoolExecutor() as pool:
        with first.transaction():
            first.execute(RECORD, (LEARNER,))
            other = pool.submit(second.execute, RECORD, (LEARNER,))
            await_a_waiting_caller(onlooker)
        with pytest.raises(errors.Error, match="used up"):
            other.result(PATIENCE)
    assert settings_of(onlooker, LEARNER, "daily_usage") == (10,)
    assert only_value(onlooker.execute(LOGGED)) == 1


def test_a_first_caller_who_gives_up_leaves_the_last_query_to_the_second(connect: Connect) -> None:
    first, second, onlooker = connect(), connect(), connect()
    enrol(onlooker, LEARNER)
    give_settings(onlooker, LEARNER, daily_usage=9)
    with ThreadPoolExecutor() as pool:
        with first.transaction(force_rollback=True):
            first.execute(RECORD, (LEARNER,))
            other = pool.submit(second.execute, RECORD, (LEARNER,))
            await_a_waiting_caller(onlooker)
        other.result(PATIENCE)
    assert settings_of(onlooker, LEARNER, "daily_usage") == (10,)
    assert only_value(onlooker.execute(LOGGED)) == 1


def test_of_many_callers_ten_are_served(connect: Connect) -> None:
    """Even the row of settings is made only once."""
    connections = [connect() for _ in range(6)]
    enrol(connections[0], LEARNER)

    def served(connection: Connection[Any]) -> int:
        return sum(is_served(connection) for _ in range(4))

    with ThreadPoolExecutor(len(connections)) as pool:
        assert sum(pool.map(served, connections)) == LIMITS["free"]
    assert settings_of(connections[0], LEARNER, COUNTED) == (10, 10)
    assert only_value(connections[0].execute(LOGGED)) == 10
