"""What the documents list around the two tables: indexes, policies, functions, triggers and views, and how many."""

import pytest

from brand_infinity.studio import USER_ONE, USER_TWO, Studio

TABLES = ["conversation_messages", "conversation_sessions"]
INDEXES = """
    select indexname, indexdef like '%% WHERE %%'
    from pg_catalog.pg_indexes
    where tablename = %s and indexname like 'idx%%'
    order by indexname
"""


@pytest.mark.requirement(
    "001-session-indexes",
    "001-session-index-list",
    "001-index-user-lookups",
    "001-index-brand-lookups",
    "001-index-active",
    "001-index-activity",
    "001-index-user-state",
    "002-session-indexes",
    "002-partial-indexes",
)
def test_sessions_have_five_indexes(studio: Studio) -> None:
    """Session Indexes (5): user lookups, brand lookups, active sessions (partial), recent activity, user + state"""
    assert studio.run(None, INDEXES, "conversation_sessions") == [
        ("idx_sessions_active", True),
        ("idx_sessions_brand_id", False),
        ("idx_sessions_last_activity", False),
        ("idx_sessions_user_active", True),
        ("idx_sessions_user_id", False),
    ]


@pytest.mark.requirement(
    "001-message-indexes",
    "001-message-index-list",
    "001-index-session-messages",
    "001-index-message-lookups",
    "001-index-role",
    "001-index-cost",
    "001-index-provider",
    "001-index-provider-cost",
    "002-message-indexes",
    "002-indexed-columns",
    "002-composite-indexes",
)
def test_messages_have_seven_indexes(studio: Studio) -> None:
    """Message Indexes (7): session, user, brand, role, cost, provider, provider + cost"""
    assert studio.run(None, INDEXES, "conversation_messages") == [
        ("idx_messages_brand_id", False),
        ("idx_messages_cost", True),
        ("idx_messages_provider", True),
        ("idx_messages_provider_cost", True),
        ("idx_messages_role", False),
        ("idx_messages_session_id", False),
        ("idx_messages_user_id", False),
    ]


@pytest.mark.requirement(
    "001-session-policies",
    "001-message-policies",
    "001-policies",
    "001-policy-select",
    "001-policy-insert",
    "001-policy-update",
    "001-policy-delete",
    "001-auth-uid",
    "002-current-user",
    "002-session-policies",
    "002-message-policies",
)
@pytest.mark.parametrize("table", TABLES)
def test_four_policies_ask_who_calls(studio: Studio, table: str) -> None:
    """8 Policies Total (4 per table) … Uses `auth.uid()` for current user"""
    policies = studio.run(
        None,
        """select cmd, policyname, concat(qual, with_check) like '%%auth.uid()%%'
           from pg_catalog.pg_policies where tablename = %s order by policyname""",
        table,
    )
    assert policies == [
        ("INSERT", "Users can create own data", True),
        ("DELETE", "Users can delete own data", True),
        ("UPDATE", "Users can update own data", True),
        ("SELECT", "Users can view own data", True),
    ]


@pytest.mark.requirement("001-rls", "001-cross-user", "001-database-level", "002-rls-everywhere", "002-own-data-only")
@pytest.mark.parametrize("table", TABLES)
def test_no_user_reaches_another_ones_rows(studio: Studio, table: str) -> None:
    """Prevents cross-user data access … Applied at database level"""
    studio.say(USER_ONE, studio.open_session(USER_ONE))
    column = "state" if table == "conversation_sessions" else "content"
    for statement in (
        f"select id from public.{table}",
        f"update public.{table} set {column} = {column} returning id",
        f"delete from public.{table} returning id",
    ):
        assert studio.run(USER_TWO, statement) == []
    assert studio.count(USER_ONE, f"delete from public.{table} returning id") == 1


@pytest.mark.requirement("001-policy-select", "001-policy-insert", "001-policy-update", "001-policy-delete")
def test_users_have_their_own_data_in_hand(studio: Studio) -> None:
    """Users can view, create, update, delete own data"""
    session = studio.open_session(USER_ONE)
    message = studio.say(USER_ONE, session)
    plan = """
        update public.conversation_sessions
        set state = 'gathering', parsed_intent = '{"platform": "TikTok"}', answered_questions = '{"q1": "yes"}',
            pending_questions = '["q2"]', selected_kb_ids = array[gen_random_uuid()]
        returning id
    """
    assert studio.run(USER_ONE, plan) == [(session,)]
    reword = "update public.conversation_messages set content = 'Make two' returning content"
    assert studio.run(USER_ONE, reword) == [("Make two",)]
    assert studio.run(USER_ONE, "delete from public.conversation_messages returning id") == [(message,)]
    assert studio.run(USER_ONE, "delete from public.conversation_sessions returning id") == [(session,)]


@pytest.mark.requirement(
    "001-session-trigger",
    "001-message-trigger",
    "001-triggers",
    "001-auto-timestamps",
    "002-triggers",
    "002-session-triggers",
)
def test_there_are_two_triggers(studio: Studio) -> None:
    """2 auto-update triggers"""
    triggers = studio.run(
        None,
        """select tgrelid::regclass::text, tgname, tgfoid::regproc::text
           from pg_catalog.pg_trigger where not tgisinternal order by tgname""",
    )
    ours = [each for each in triggers if each[0] in TABLES]
    assert ours == [
        ("conversation_sessions", "trigger_update_session_activity", "update_session_activity"),
        ("conversation_messages", "trigger_update_session_on_message", "update_session_on_message"),
    ]


@pytest.mark.requirement(
    "001-session-functions",
    "001-message-functions",
    "001-functions",
    "001-update_session_activity",
    "001-complete_conversation_session",
    "001-cancel_conversation_session",
    "001-update_session_on_message",
    "001-get_conversation_history",
    "001-get_session_cost",
    "001-get_session_message_stats",
    "002-session-functions",
    "002-message-functions",
)
@pytest.mark.parametrize(
    "signature",
    [
        "update_session_activity()",
        "complete_conversation_session(uuid)",
        "cancel_conversation_session(uuid)",
        "update_session_on_message()",
        "get_conversation_history(uuid, integer)",
        "get_session_cost(uuid)",
        "get_session_message_stats(uuid)",
    ],
)
def test_there_are_seven_functions(studio: Studio, signature: str) -> None:
    """Helper Functions (7 total)"""
    assert studio.value(None, "select to_regprocedure(%s) is not null", f"public.{signature}")


@pytest.mark.requirement("001-views", "001-views-list", "001-analytics", "002-views")
def test_there_are_two_views(studio: Studio) -> None:
    """Analytics Views (2)"""
    views = studio.run(None, "select viewname from pg_catalog.pg_views where schemaname = 'public' order by 1")
    assert views == [("daily_message_volume",), ("provider_usage_stats",)]


@pytest.mark.requirement("001-documentation-030", "001-documentation-031", "001-purpose-sessions")
@pytest.mark.parametrize("relation", [*TABLES, "provider_usage_stats", "daily_message_volume"])
def test_tables_and_views_say_what_they_are(studio: Studio, relation: str) -> None:
    """Complete documentation"""
    assert studio.value(None, "select obj_description(%s::regclass)", f"public.{relation}")
