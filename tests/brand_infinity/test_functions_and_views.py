"""What the documents say that the functions and views do."""

import pytest

from brand_infinity.studio import BACKEND, USER_ONE, USER_TWO, Studio, brand_of


@pytest.mark.requirement("001-complete_conversation_session", "001-cancel_conversation_session")
@pytest.mark.parametrize("before", ["initial", "gathering", "planning", "verifying"])
@pytest.mark.parametrize(("function", "state"), [("complete", "delivered"), ("cancel", "cancelled")])
def test_a_session_ends_from_wherever_it_is(studio: Studio, before: str, function: str, state: str) -> None:
    """Mark session as delivered … Mark session as cancelled"""
    for person in (USER_ONE, BACKEND):
        session = studio.open_session(USER_ONE)
        studio.untriggered("update public.conversation_sessions set state = %s where id = %s", before, session)
        for _ in range(2):  # a client that asks again gets the same answer
            studio.run(person, f"select public.{function}_conversation_session(%s)", session)
        ended = studio.run(
            None, "select state, completed_at = now() from public.conversation_sessions where id = %s", session
        )
        assert ended == [(state, True)]


@pytest.mark.requirement("001-get_conversation_history")
def test_history_is_the_newest_messages(studio: Studio) -> None:
    """Fetch recent messages"""
    session = studio.open_session(USER_ONE)
    for minute in (2, 1, 3):
        studio.run(
            BACKEND,
            """insert into public.conversation_messages (session_id, brand_id, user_id, role, content, created_at)
               values (%s, %s, %s, 'user', %s, now() + make_interval(mins => %s))""",
            session,
            brand_of(USER_ONE),
            USER_ONE.uid,
            f"minute {minute}",
            minute,
        )
    history = "select content from public.get_conversation_history(%s, 2)"
    for person in (USER_ONE, BACKEND):
        assert studio.run(person, history, session) == [("minute 3",), ("minute 2",)]


@pytest.mark.requirement("001-get_session_cost", "001-get_session_message_stats", "001-cost-tracking")
def test_a_session_is_summed_up(studio: Studio) -> None:
    """Calculate total LLM cost … Aggregate stats by role"""
    session, other = studio.open_session(USER_ONE), studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    for cost in ("0.0008", "0.0005"):
        studio.answer(session, cost=cost)
    studio.answer(other)
    for person in (USER_ONE, BACKEND):
        assert str(studio.value(person, "select public.get_session_cost(%s)", session)) == "0.001300"
        stats = studio.run(person, "select * from public.get_session_message_stats(%s)", session)
        assert [(role, count, tokens, float(cost)) for role, count, tokens, cost in stats] == [
            ("assistant", 2, 300, 0.0013),
            ("user", 1, 0, 0.0),
        ]


@pytest.mark.requirement(
    "001-provider_usage_stats", "001-provider-requests", "001-provider-latency", "001-provider-use"
)
def test_providers_are_summed_up_by_user(studio: Studio) -> None:
    """Provider analytics (last 30 days): request count, tokens, cost, average latency, first/last use dates"""
    session = studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    for _ in range(2):
        studio.answer(session)
    old = studio.answer(session, provider="anthropic")
    studio.untriggered(
        "update public.conversation_messages set created_at = now() - interval '30 days 1 second' where id = %s", old
    )
    (row,) = studio.run(
        USER_ONE,
        """select user_id, provider, request_count, total_tokens, total_cost::float, avg_latency_ms::int,
                  first_use = now(), last_use = now()
           from public.provider_usage_stats""",
    )
    assert row == (USER_ONE.uid, "openai", 2, 300, 0.0016, 850, True, True)


@pytest.mark.requirement("001-daily_message_volume", "001-daily-counts", "001-daily-breakdown", "001-daily-totals")
def test_days_are_summed_up_by_user(studio: Studio) -> None:
    """Daily aggregates: message counts by user, user vs assistant breakdown, total tokens and cost"""
    session = studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    studio.answer(session)
    studio.untriggered(
        "update public.conversation_messages set created_at = created_at - interval '1 day' where id = %s",
        studio.say(USER_ONE, session),
    )
    volume = studio.run(
        USER_ONE,
        """select user_id, (now() at time zone 'UTC')::date - date, message_count, user_messages, assistant_messages,
                  total_tokens, total_cost::float
           from public.daily_message_volume order by date desc""",
    )
    assert volume == [(USER_ONE.uid, 0, 2, 1, 1, 150, 0.0008), (USER_ONE.uid, 1, 1, 1, 0, None, None)]


@pytest.mark.requirement("002-cost-visibility", "002-views-respect-rls")
@pytest.mark.parametrize("view", ["provider_usage_stats", "daily_message_volume"])
def test_costs_are_for_their_owner(studio: Studio, view: str) -> None:
    """Cost data is visible only to the owning user … Aggregate views respect RLS policies"""
    for person in (USER_ONE, USER_TWO):
        studio.answer(studio.open_session(person), person)
    for person in (USER_ONE, USER_TWO):
        assert studio.run(person, f"select user_id from public.{view}") == [(person.uid,)]
    assert studio.count(BACKEND, f"select user_id from public.{view}") == 2
