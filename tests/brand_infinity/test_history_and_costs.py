"""Answers that depended on who asks, when and from where; README.md tells why, under the same letters."""

import pytest
from psycopg import errors

from brand_infinity.studio import BACKEND, USER_ONE, Studio

HISTORY = "select role from public.get_conversation_history(%s, %s)"


@pytest.mark.parametrize(
    ("index", "columns"),
    [
        ("idx_sessions_user_id", "(user_id, last_activity_at DESC)"),
        ("idx_messages_session_id", "(session_id, user_id, created_at DESC)"),
        ("idx_messages_role", "(session_id, role)"),
        ("idx_messages_cost", "(session_id) INCLUDE (user_id, cost_usd)"),
        ("idx_messages_provider", "(provider, created_at)"),
        ("idx_messages_provider_cost", "(user_id, provider, created_at) INCLUDE (tokens_used, cost_usd, latency_ms)"),
    ],
)
def test_indexes_serve_the_query_that_they_are_for(studio: Studio, index: str, columns: str) -> None:
    """(p) an index on cost_usd finds no session's cost; that these are used, test_plans.py shows"""
    definition = studio.value(None, "select pg_get_indexdef(%s::regclass)", f"public.{index}")
    assert columns in definition


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_days_are_the_same_for_everybody(studio: Studio, zone: str) -> None:
    """(q) a day begins when the reader's time zone says"""
    studio.say(USER_ONE, studio.open_session(USER_ONE))
    studio.untriggered("update public.conversation_messages set created_at = '2026-03-01 12:30+00'")
    studio.run(None, f"set local timezone = '{zone}'")
    assert str(studio.value(USER_ONE, "select date from public.daily_message_volume")) == "2026-03-01"


def test_history_is_the_same_every_time(studio: Studio) -> None:
    """(r) messages of one transaction share their created_at: an answer is newer than its question"""
    session = studio.open_session(USER_ONE)
    for _ in range(4):
        studio.answer(session)
        studio.say(USER_ONE, session)
    assert studio.run(USER_ONE, HISTORY, session, 10) == [("assistant",)] * 4 + [("user",)] * 4
    ids = "select id from public.get_conversation_history(%s)"
    assert studio.run(USER_ONE, ids, session) == studio.run(BACKEND, ids, session)


@pytest.mark.parametrize(("limit", "rows"), [(3, 3), (0, 0), (-1, 0), (None, 50)])
def test_history_has_a_limit(studio: Studio, limit: int | None, rows: int) -> None:
    """(r) a negative limit fails, and a null one gives everything"""
    session = studio.open_session(USER_ONE)
    studio.run(
        BACKEND,
        """insert into public.conversation_messages (session_id, brand_id, user_id, role, content)
           select id, brand_id, user_id, 'user', n::text
           from public.conversation_sessions, generate_series(1, 60) as n""",
    )
    assert studio.count(USER_ONE, HISTORY, session, limit) == rows


@pytest.mark.parametrize("column", ["parsed_intent", "answered_questions", "pending_questions", "selected_kb_ids"])
def test_nothing_is_said_in_one_way(studio: Studio, column: str) -> None:
    """(s) no intent is '{}', and may also be null"""
    studio.open_session(USER_ONE)
    with pytest.raises(errors.NotNullViolation):
        studio.run(USER_ONE, f"update public.conversation_sessions set {column} = null")


def test_a_cost_is_a_number(studio: Studio) -> None:
    """(s) NaN is greater than any number, and so not negative; one such cost makes every sum NaN"""
    session = studio.open_session(USER_ONE)
    with pytest.raises(errors.CheckViolation) as refused:
        studio.answer(session, cost="NaN")
    assert refused.value.diag.constraint_name == "conversation_messages_cost_usd_check"
