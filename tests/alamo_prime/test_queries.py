"""The SQL test queries of the document; each docstring quotes what stands above the query."""

import pytest
from psycopg import errors

from alamo_prime.restaurant import BACKEND, GROUP, USER_ONE, Restaurant


@pytest.mark.requirement("000-query-tables")
def test_tables_exist(restaurant: Restaurant) -> None:
    """Verify tables"""
    tables = restaurant.run(
        None,
        """select table_name from information_schema.tables
           where table_schema = 'public' and table_name in ('ai_prompts', 'chat_sessions', 'chat_messages')""",
    )
    assert sorted(tables) == [("ai_prompts",), ("chat_messages",), ("chat_sessions",)]


@pytest.mark.requirement("000-query-prompts")
def test_prompts_are_seeded_in_order(restaurant: Restaurant) -> None:
    """Verify prompts seeded"""
    prompts = restaurant.run(None, "select slug, category, domain, is_active from ai_prompts order by sort_order")
    assert len(prompts) == 29
    assert all(is_active for *_, is_active in prompts)
    assert [slug for slug, *_ in prompts[:3]] == ["base-persona", "tool-map", "behavior-rules"]
    assert {category for _, category, *_ in prompts[11:]} == {"action"}


@pytest.mark.requirement("000-query-constraints")
def test_an_invalid_category_fails(restaurant: Restaurant) -> None:
    """Verify constraints work (should fail) … Expected: CHECK constraint violation"""
    bad = "insert into ai_prompts (slug, category, domain, prompt_en) values ('bad', 'invalid_category', null, 'test')"
    with pytest.raises(errors.CheckViolation):
        restaurant.run(None, bad)


@pytest.mark.requirement("000-query-lifecycle")
def test_session_lifecycle(restaurant: Restaurant) -> None:
    """Test session lifecycle (as service role)"""
    call = "select get_or_create_chat_session(%s::uuid, %s::uuid, 'wines', null, 'text')"
    session = restaurant.value(BACKEND, call, USER_ONE.uid, GROUP)
    assert restaurant.value(BACKEND, call, USER_ONE.uid, GROUP) == session
    owner = "select user_id, group_id, context_type, context_id, mode, status from chat_sessions where id = %s"
    assert restaurant.run(None, owner, session) == [(USER_ONE.uid, GROUP, "wines", None, "text", "active")]


@pytest.mark.requirement("000-query-history", "000-history-content")
def test_history_retrieval(restaurant: Restaurant) -> None:
    """Test history retrieval"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(
        BACKEND,
        """insert into chat_messages (session_id, role, content, citations)
           values (%s, 'assistant', 'A malbec.', '[{"slug": "malbec"}]')""",
        session,
    )
    history = restaurant.run(BACKEND, "select role, content, citations from get_chat_history(%s::uuid)", session)
    assert history == [("assistant", "A malbec.", [{"slug": "malbec"}])]


@pytest.mark.requirement("000-query-sweep")
def test_stale_session_cleanup(restaurant: Restaurant) -> None:
    """Test stale session cleanup"""
    session = restaurant.open_session(USER_ONE)
    restaurant.age(session, "4 hours")
    assert restaurant.value(BACKEND, "select close_stale_sessions(4)") == 1
    assert restaurant.status(session) == "closed"
