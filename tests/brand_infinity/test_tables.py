"""What the documents list of the two tables: columns, defaults, references, and what a value may be."""

import pytest
from psycopg import errors

from brand_infinity.studio import BACKEND, USER_ONE, Studio

COLUMNS = """
    select attname, format_type(atttypid, atttypmod), attnotnull
    from pg_catalog.pg_attribute
    where attrelid = %s::regclass and attnum > 0 and not attisdropped
    order by attnum
"""
REFERENCES = """
    select a.attname, c.confrelid::regclass::text, c.confdeltype
    from pg_catalog.pg_constraint as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.conrelid = %s::regclass and c.contype = 'f'
    order by a.attnum
"""
CASCADE = "c"


@pytest.mark.requirement(
    "001-conversation_sessions",
    "001-sessions-columns",
    "002-conversation_sessions",
    "002-api-keys",
    "001-jsonb",
    "001-diagram-sessions",
    "002-diagram-sessions",
)
def test_sessions_have_twelve_columns(studio: Studio) -> None:
    """Columns (12 total)"""
    assert studio.run(None, COLUMNS, "public.conversation_sessions") == [
        ("id", "uuid", True),
        ("brand_id", "uuid", True),
        ("user_id", "uuid", True),
        ("state", "character varying", True),
        ("parsed_intent", "jsonb", True),
        ("answered_questions", "jsonb", True),
        ("pending_questions", "jsonb", True),
        ("selected_kb_ids", "uuid[]", True),
        ("active_task_plan_id", "uuid", False),
        ("created_at", "timestamp with time zone", True),
        ("last_activity_at", "timestamp with time zone", True),
        ("completed_at", "timestamp with time zone", False),
    ]


@pytest.mark.requirement(
    "001-conversation_messages",
    "002-conversation_messages",
    "002-api-keys",
    "001-messages-columns",
    "001-llm-metadata",
    "001-action-tracking",
    "001-diagram-messages",
    "002-diagram-messages",
)
def test_messages_have_fifteen_columns(studio: Studio) -> None:
    """Columns (15 total)"""
    assert sorted(studio.run(None, COLUMNS, "public.conversation_messages")) == sorted(
        [
            ("id", "uuid", True),
            ("session_id", "uuid", True),
            ("brand_id", "uuid", True),
            ("user_id", "uuid", True),
            ("role", "character varying", True),
            ("content", "text", True),
            ("tokens_used", "integer", False),
            ("model_used", "character varying", False),
            ("provider", "character varying", False),
            ("cost_usd", "numeric(10,6)", False),
            ("latency_ms", "integer", False),
            ("action_taken", "character varying", False),
            ("questions_asked", "jsonb", False),
            ("delegation_plan", "jsonb", False),
            ("created_at", "timestamp with time zone", True),
        ]
    )


@pytest.mark.requirement("001-conversation_sessions", "001-jsonb", "001-auto-timestamps")
def test_a_session_begins_empty_and_now(studio: Studio) -> None:
    """JSONB for flexible data … Auto-updating timestamps"""
    studio.open_session(USER_ONE)
    begun = studio.run(
        None,
        """select state, parsed_intent, answered_questions, pending_questions, selected_kb_ids, active_task_plan_id,
                  created_at = now(), last_activity_at = now(), completed_at
           from public.conversation_sessions""",
    )
    assert begun == [("initial", {}, {}, [], [], None, True, True, None)]


@pytest.mark.requirement("001-sessions-foreign-keys", "002-sessions-dependencies", "002-retention-cascade")
def test_sessions_go_with_their_user_and_their_brand(studio: Studio) -> None:
    """Foreign keys to brands and users"""
    assert studio.run(None, REFERENCES, "public.conversation_sessions") == [
        ("brand_id", "brands", CASCADE),
        ("user_id", "auth.users", CASCADE),
    ]


@pytest.mark.requirement("002-messages-dependencies", "002-retention-cascade")
def test_messages_go_with_their_session(studio: Studio) -> None:
    """Dependencies: conversation_sessions, brands, auth.users … Messages will be cascade deleted due to FK"""
    assert studio.run(None, REFERENCES, "public.conversation_messages") == [
        ("session_id", "conversation_sessions", CASCADE),
        ("brand_id", "brands", CASCADE),
        ("user_id", "auth.users", CASCADE),
    ]
    session = studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    studio.run(USER_ONE, "delete from public.conversation_sessions where id = %s", session)
    assert studio.run(None, "select id from public.conversation_messages") == []


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        pytest.param("role", "system", "tool", marks=pytest.mark.requirement("001-roles")),
        pytest.param("action_taken", "delegated", "ignored", marks=pytest.mark.requirement("001-action-tracking")),
        pytest.param("tokens_used", 0, -1, marks=pytest.mark.requirement("001-llm-metadata")),
        pytest.param("latency_ms", 0, -1, marks=pytest.mark.requirement("001-llm-metadata")),
        pytest.param("cost_usd", "0", "-0.000001", marks=pytest.mark.requirement("001-llm-metadata")),
    ],
)
def test_messages_hold_what_they_may(studio: Studio, column: str, good: object, bad: object) -> None:
    """Role-based messages (user, assistant, system) … LLM metadata … Action tracking"""
    studio.say(USER_ONE, studio.open_session(USER_ONE))
    statement = f"update public.conversation_messages set {column} = %s"
    studio.run(BACKEND, statement, good)
    with pytest.raises(errors.CheckViolation) as refused:
        studio.run(BACKEND, statement, bad)
    assert refused.value.diag.constraint_name == f"conversation_messages_{column}_check"


@pytest.mark.requirement("001-states")
def test_a_state_is_one_of_nine(studio: Studio) -> None:
    """9 valid states (initial → gathering → ... → delivered)"""
    studio.open_session(USER_ONE)
    with pytest.raises(errors.CheckViolation) as refused:
        studio.untriggered("update public.conversation_sessions set state = 'paused'")
    assert refused.value.diag.constraint_name == "conversation_sessions_state_check"
