"""The documents' queries, as they stand there; each docstring quotes what stands above or below its query."""

import pytest
from psycopg import errors

from brand_infinity.studio import BACKEND, USER_ONE, USER_TWO, Studio, brand_of


@pytest.mark.requirement("001-tables-created", "001-expected-output-030", "001-expected-output-031", "002-tables-exist")
def test_step_four_and_check_one_name_both_tables(studio: Studio) -> None:
    """Verify Tables Created … Expected: 2 rows returned"""
    tables = studio.run(
        None,
        """SELECT table_name
           FROM information_schema.tables
           WHERE table_schema = 'public'
           AND table_name IN ('conversation_sessions', 'conversation_messages')""",
    )
    assert sorted(tables) == [("conversation_messages",), ("conversation_sessions",)]


@pytest.mark.requirement("001-tests-prepared")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            """SELECT COUNT(*) FROM information_schema.tables
               WHERE table_name IN ('conversation_sessions', 'conversation_messages')""",
            2,
            id="1. Tables exist",
            marks=pytest.mark.requirement("001-check-tables", "001-two-tables"),
        ),
        pytest.param(
            """SELECT COUNT(*) FROM pg_tables
               WHERE tablename IN ('conversation_sessions', 'conversation_messages')
               AND rowsecurity = true""",
            2,
            id="2. RLS enabled",
            marks=pytest.mark.requirement("001-check-rls"),
        ),
        pytest.param(
            """SELECT COUNT(*) FROM pg_policies
               WHERE tablename IN ('conversation_sessions', 'conversation_messages')""",
            8,
            id="3. Policies created",
            marks=pytest.mark.requirement("001-check-policies", "001-eight-policies"),
        ),
        pytest.param(
            """SELECT COUNT(*) FROM information_schema.routines
               WHERE routine_name IN (
                   'update_session_activity',
                   'complete_conversation_session',
                   'cancel_conversation_session',
                   'update_session_on_message',
                   'get_conversation_history',
                   'get_session_cost',
                   'get_session_message_stats'
               )""",
            7,
            id="4. Functions created",
            marks=pytest.mark.requirement("001-check-functions", "001-seven-functions"),
        ),
        pytest.param(
            """SELECT COUNT(*) FROM pg_indexes
               WHERE tablename IN ('conversation_sessions', 'conversation_messages')""",
            14,
            id="5. Indexes created",
            marks=pytest.mark.requirement("001-check-indexes", "001-indexes", "001-twelve-indexes"),
        ),
        pytest.param(
            """SELECT COUNT(*) FROM information_schema.views
               WHERE table_name IN ('provider_usage_stats', 'daily_message_volume')""",
            2,
            id="6. Views created",
            marks=pytest.mark.requirement("001-check-views", "001-two-views"),
        ),
    ],
)
def test_quick_verification_checklist(studio: Studio, query: str, expected: int) -> None:
    """Run these queries to verify everything works"""
    assert studio.value(None, query) == expected


@pytest.mark.requirement("002-rls-enabled")
def test_both_tables_show_row_security(studio: Studio) -> None:
    """Both show `rowsecurity = true`"""
    tables = studio.run(
        None,
        """SELECT tablename, rowsecurity
           FROM pg_tables
           WHERE schemaname = 'public'
           AND tablename IN ('conversation_sessions', 'conversation_messages')""",
    )
    assert sorted(tables) == [("conversation_messages", True), ("conversation_sessions", True)]


@pytest.mark.requirement("002-policies-created")
def test_each_table_has_four_policies(studio: Studio) -> None:
    """conversation_sessions: 4 policies, conversation_messages: 4 policies"""
    counts = studio.run(
        None,
        """SELECT tablename, COUNT(*) as policy_count
           FROM pg_policies
           WHERE schemaname = 'public'
           AND tablename IN ('conversation_sessions', 'conversation_messages')
           GROUP BY tablename""",
    )
    assert sorted(counts) == [("conversation_messages", 4), ("conversation_sessions", 4)]


FUNCTIONS = """
    SELECT routine_name
    FROM information_schema.routines
    WHERE routine_schema = 'public'
    AND {}
    ORDER BY routine_name
"""
BY_NAME = "routine_name LIKE '%conversation%' OR routine_name LIKE '%session%'"


@pytest.mark.requirement("002-functions-created")
def test_there_are_seven_functions(studio: Studio) -> None:
    """Expected: 7 functions"""
    assert studio.run(None, FUNCTIONS.format(f"({BY_NAME})")) == [
        ("cancel_conversation_session",),
        ("complete_conversation_session",),
        ("get_conversation_history",),
        ("get_session_cost",),
        ("get_session_message_stats",),
        ("update_session_activity",),
        ("update_session_on_message",),
    ]


def test_without_parentheses_the_query_counts_what_postgres_brings_too(studio: Studio) -> None:
    """AND binds closer than OR: the document's own form also lists pg_catalog's functions on sessions."""
    names = [name for (name,) in studio.run(None, FUNCTIONS.format(BY_NAME))]
    assert len(names) > 7
    assert {"pg_stat_get_db_sessions", "session_user"} <= set(names)


@pytest.mark.requirement("002-indexes-created")
def test_the_tables_have_six_and_eight_indexes(studio: Studio) -> None:
    """conversation_sessions: 6 indexes (including primary key), conversation_messages: 8 indexes"""
    counts = studio.run(
        None,
        """SELECT tablename, COUNT(*) as index_count
           FROM pg_indexes
           WHERE schemaname = 'public'
           AND tablename IN ('conversation_sessions', 'conversation_messages')
           GROUP BY tablename""",
    )
    assert sorted(counts) == [("conversation_messages", 8), ("conversation_sessions", 6)]


@pytest.mark.requirement("001-testing-example", "001-complete_conversation_session", "001-get_session_cost")
def test_a_complete_conversation_flow(studio: Studio) -> None:
    """Create a Complete Conversation Flow; what the assistant says is written by the backend: deviation (b)"""
    assert studio.value(USER_ONE, "SELECT auth.uid() as my_user_id") == USER_ONE.uid
    brand = studio.value(USER_ONE, "SELECT id FROM brands LIMIT 1")
    session, state, _ = studio.run(
        USER_ONE,
        """INSERT INTO conversation_sessions (brand_id, user_id, state)
           VALUES (%s::UUID, auth.uid(), 'initial')
           RETURNING id, state, created_at""",
        brand,
    )[0]
    assert state == "initial"
    studio.run(
        USER_ONE,
        """INSERT INTO conversation_messages (
               session_id, brand_id, user_id, role, content
           ) VALUES (
               %s::UUID, %s::UUID, auth.uid(),
               'user', 'Make a TikTok video'
           )
           RETURNING id, content, created_at""",
        session,
        brand,
    )
    assistant = """
        INSERT INTO conversation_messages (
            session_id, brand_id, user_id, role, content,
            provider, model_used, tokens_used, cost_usd, latency_ms
        ) VALUES (
            %s::UUID, %s::UUID, %s,
            'assistant', 'Great! Let me ask some questions...',
            'openai', 'gpt-4o', 150, 0.0008, 850
        )
        RETURNING id, provider, cost_usd
    """
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, assistant, session, brand, USER_ONE.uid)
    studio.run(BACKEND, assistant, session, brand, USER_ONE.uid)
    history = studio.run(USER_ONE, "SELECT role, content FROM get_conversation_history(%s::UUID, 10)", session)
    assert history == [("assistant", "Great! Let me ask some questions..."), ("user", "Make a TikTok video")]
    assert str(studio.value(USER_ONE, "SELECT get_session_cost(%s::UUID)", session)) == "0.000800"
    studio.run(USER_ONE, "SELECT complete_conversation_session(%s::UUID)", session)
    ended = studio.run(
        USER_ONE, "SELECT state, completed_at = now() FROM conversation_sessions WHERE id = %s::UUID", session
    )
    assert ended == [("delivered", True)]


@pytest.mark.requirement("002-quick-test-session")
def test_quick_test_create_a_session(studio: Studio) -> None:
    """Quick Test: Create a Session"""
    studio.run(
        USER_ONE,
        """INSERT INTO conversation_sessions (brand_id, user_id, state)
           VALUES (%s::UUID, auth.uid(), 'initial')
           RETURNING *""",
        studio.value(USER_ONE, "SELECT id FROM brands LIMIT 1"),
    )
    mine = "SELECT * FROM conversation_sessions WHERE user_id = auth.uid() ORDER BY created_at DESC LIMIT 1"
    assert studio.count(USER_ONE, mine) == 1


@pytest.mark.requirement("002-quick-test-message")
def test_quick_test_create_a_message(studio: Studio) -> None:
    """Quick Test: Create a Message; with a provider and a cost, and so for the backend alone: deviation (b)"""
    session = studio.open_session(USER_ONE)
    insert = """
        INSERT INTO conversation_messages (
            session_id, brand_id, user_id, role, content, provider, model_used, tokens_used, cost_usd
        ) VALUES (
            %s::UUID, %s::UUID, %s, 'user', 'Test message', 'openai', 'gpt-4o-mini', 50, 0.0001
        )
        RETURNING *
    """
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, insert, session, brand_of(USER_ONE), USER_ONE.uid)
    studio.run(BACKEND, insert, session, brand_of(USER_ONE), USER_ONE.uid)
    created = "SELECT * FROM conversation_messages WHERE session_id = %s::UUID ORDER BY created_at DESC"
    assert studio.count(USER_ONE, created, session) == 1


@pytest.mark.requirement("002-test-rls", "002-own-data-only")
def test_nobody_elses_data_is_there(studio: Studio) -> None:
    """Try to access another user's data (should return empty) … Expected: 0 rows"""
    studio.say(USER_TWO, studio.open_session(USER_TWO), USER_TWO)
    assert studio.run(USER_ONE, "SELECT * FROM conversation_sessions WHERE user_id != auth.uid()") == []
    assert studio.run(USER_ONE, "SELECT * FROM conversation_messages WHERE user_id != auth.uid()") == []
    assert studio.count(USER_TWO, "SELECT * FROM conversation_messages") == 1


@pytest.mark.requirement("002-monitoring")
def test_index_usage_can_be_watched(studio: Studio) -> None:
    """Check index usage; the view's own names are relname and indexrelname, and the document's do not exist"""
    query = """
        SELECT schemaname, {0}, {1}, idx_scan as index_scans, idx_tup_read as tuples_read
        FROM pg_stat_user_indexes
        WHERE schemaname = 'public'
        AND {0} IN ('conversation_sessions', 'conversation_messages')
        ORDER BY idx_scan DESC
    """
    with pytest.raises(errors.UndefinedColumn):
        studio.run(None, query.format("tablename", "indexname"))
    assert studio.count(None, query.format("relname", "indexrelname")) == 14
