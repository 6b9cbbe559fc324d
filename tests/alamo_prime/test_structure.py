"""What the document lists, under the names that it gives: columns, indexes, policies, triggers, functions."""

import pytest

from alamo_prime.conftest import SCHEMA
from alamo_prime.restaurant import Restaurant

COLUMNS = """
    select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
    from pg_catalog.pg_attribute as a
    left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum
"""
INDEXES = """
    select indexname, substring(indexdef from 'USING btree (.*)$')
    from pg_catalog.pg_indexes
    where schemaname = 'public' and tablename = %s and indexname like 'idx%%'
    order by indexname
"""
POLICIES = "select policyname, cmd, roles::text from pg_catalog.pg_policies where tablename = %s order by 1"
TRIGGERS = """
    select tgfoid::regproc::text, pg_get_triggerdef(oid) like '%%BEFORE UPDATE ON%%FOR EACH ROW EXECUTE%%'
    from pg_catalog.pg_trigger
    where tgname = %s
"""
SIGNATURE = "select pg_get_function_arguments(%s::regproc), pg_get_function_result(%s::regproc)"
REQUIRED, OPTIONAL = True, False
UUID = "extensions.gen_random_uuid()"
CREATED = ("created_at", "timestamp with time zone", REQUIRED, "now()")
UPDATED = ("updated_at", "timestamp with time zone", REQUIRED, "now()")


@pytest.mark.requirement(
    "000-uuid-pattern",
    "000-prompt-management",
    "000-why-columns",
    "000-ai_prompts",
    "000-prompts-slug",
    "000-prompts-category",
    "000-prompts-domain",
    "000-prompts-content",
    "000-prompts-voice",
    "000-prompts-tools",
    "000-prompts-order",
    "000-prompts-times",
)
def test_prompts_have_their_columns(restaurant: Restaurant) -> None:
    assert restaurant.run(None, COLUMNS, "public.ai_prompts") == [
        ("id", "uuid", REQUIRED, UUID),
        ("slug", "text", REQUIRED, None),
        ("category", "text", REQUIRED, "'domain'::text"),
        ("domain", "text", OPTIONAL, None),
        ("prompt_en", "text", REQUIRED, None),
        ("prompt_es", "text", OPTIONAL, None),
        ("voice", "text", OPTIONAL, None),
        ("tools_config", "jsonb", OPTIONAL, None),
        ("sort_order", "integer", REQUIRED, "0"),
        ("is_active", "boolean", REQUIRED, "true"),
        CREATED,
        UPDATED,
    ]


@pytest.mark.requirement(
    "000-uuid-pattern",
    "000-session-tracking",
    "000-analytics",
    "000-chat_sessions",
    "000-sessions-context",
    "000-sessions-mode",
    "000-sessions-lifecycle",
    "000-sessions-times",
)
def test_sessions_have_their_columns(restaurant: Restaurant) -> None:
    assert restaurant.run(None, COLUMNS, "public.chat_sessions") == [
        ("id", "uuid", REQUIRED, UUID),
        ("user_id", "uuid", REQUIRED, None),
        ("group_id", "uuid", REQUIRED, None),
        ("context_type", "text", REQUIRED, None),
        ("context_id", "text", OPTIONAL, None),
        ("mode", "text", REQUIRED, "'text'::text"),
        ("message_count", "integer", REQUIRED, "0"),
        ("started_at", "timestamp with time zone", REQUIRED, "now()"),
        ("last_active_at", "timestamp with time zone", REQUIRED, "now()"),
        ("status", "text", REQUIRED, "'active'::text"),
        CREATED,
        UPDATED,
    ]


@pytest.mark.requirement(
    "000-uuid-pattern",
    "000-message-history",
    "000-tool-debugging",
    "000-citation-tracking",
    "000-chat_messages",
    "000-messages-content",
    "000-messages-tool-calls",
    "000-messages-tool-result",
    "000-messages-citations",
    "000-messages-tokens",
    "000-messages-input-mode",
    "000-messages-time",
)
def test_messages_have_their_columns(restaurant: Restaurant) -> None:
    assert restaurant.run(None, COLUMNS, "public.chat_messages") == [
        ("id", "uuid", REQUIRED, UUID),
        ("session_id", "uuid", REQUIRED, None),
        ("role", "text", REQUIRED, None),
        ("content", "text", OPTIONAL, None),
        ("tool_calls", "jsonb", OPTIONAL, None),
        ("tool_call_id", "text", OPTIONAL, None),
        ("citations", "jsonb", OPTIONAL, None),
        ("tokens_used", "integer", OPTIONAL, None),
        ("input_mode", "text", OPTIONAL, None),
        CREATED,
    ]


@pytest.mark.requirement("000-idx-prompts-slug")
def test_a_prompt_is_found_by_its_slug(restaurant: Restaurant) -> None:
    """(i) idx_ai_prompts_slug repeats the index of the unique constraint, which serves the look-up"""
    restaurant.run(None, "set local enable_seqscan = off")
    plan = restaurant.run(None, "explain select * from public.ai_prompts where slug = 'tool-map' and is_active")
    assert "ai_prompts_slug_key" in plan[0][0]


@pytest.mark.parametrize(
    ("table", "indexes"),
    [
        pytest.param(
            "ai_prompts",
            [("idx_ai_prompts_category_domain", "(category, domain) WHERE (is_active = true)")],
            marks=pytest.mark.requirement("000-idx-prompts-category-domain"),
        ),
        pytest.param(
            "chat_sessions",
            [
                ("idx_chat_sessions_group", "(group_id, context_type)"),
                ("idx_chat_sessions_last_active", "(last_active_at) WHERE (status = 'active'::text)"),
                ("idx_chat_sessions_user_context", "(user_id, context_type, group_id) WHERE (status = 'active'::text)"),
                ("idx_chat_sessions_user_last_active", "(user_id, last_active_at DESC)"),
            ],
            marks=pytest.mark.requirement(
                "000-analytics",
                "000-idx-sessions-user-context",
                "000-idx-sessions-last-active",
                "000-idx-sessions-group",
            ),
        ),
        pytest.param(
            "chat_messages",
            [("idx_chat_messages_session_created", "(session_id, created_at)")],
            marks=pytest.mark.requirement("000-idx-messages-session-created", "000-idx-messages-session-id"),
        ),
    ],
)
def test_indexes_are_the_document_s(restaurant: Restaurant, table: str, indexes: list[tuple[str, str]]) -> None:
    """Without those that (i) takes away, and with the one that (j) adds."""
    assert restaurant.run(None, INDEXES, table) == indexes


@pytest.mark.parametrize(
    ("table", "policies"),
    [
        pytest.param(
            "ai_prompts",
            [
                ("Admins can delete ai_prompts", "DELETE"),
                ("Admins can insert ai_prompts", "INSERT"),
                ("Admins can update ai_prompts", "UPDATE"),
                ("Admins can view all ai_prompts", "SELECT"),
                ("Authenticated users can view ai_prompts", "SELECT"),
            ],
            marks=pytest.mark.requirement(
                "000-convention-rls",
                "000-policy-view-prompts",
                "000-policy-insert-prompts",
                "000-policy-update-prompts",
                "000-policy-delete-prompts",
            ),
        ),
        pytest.param(
            "chat_sessions",
            [
                ("Admins can delete chat_sessions", "DELETE"),
                ("Admins can update all chat_sessions", "UPDATE"),
                ("Admins can view all chat_sessions", "SELECT"),
                ("Users can insert own chat_sessions", "INSERT"),
                ("Users can update own chat_sessions", "UPDATE"),
                ("Users can view own chat_sessions", "SELECT"),
            ],
            marks=pytest.mark.requirement(
                "000-policy-view-own-sessions",
                "000-policy-insert-own-sessions",
                "000-policy-update-own-sessions",
                "000-policy-view-all-sessions",
                "000-policy-update-all-sessions",
                "000-policy-delete-sessions",
            ),
        ),
        pytest.param(
            "chat_messages",
            [
                ("Admins can delete chat_messages", "DELETE"),
                ("Admins can view all chat_messages", "SELECT"),
                ("Users can insert own chat_messages", "INSERT"),
                ("Users can view own chat_messages", "SELECT"),
            ],
            marks=pytest.mark.requirement(
                "000-policy-view-own-messages",
                "000-policy-insert-own-messages",
                "000-policy-view-all-messages",
                "000-policy-delete-messages",
            ),
        ),
    ],
)
def test_policies_are_the_document_s(restaurant: Restaurant, table: str, policies: list[tuple[str, str]]) -> None:
    """And the one that (d) adds."""
    assert restaurant.run(None, POLICIES, table) == [(*policy, "{authenticated}") for policy in policies]


@pytest.mark.parametrize(
    "trigger",
    [
        pytest.param("update_ai_prompts_updated_at", marks=pytest.mark.requirement("000-trigger-prompts")),
        pytest.param("update_chat_sessions_updated_at", marks=pytest.mark.requirement("000-trigger-sessions")),
    ],
)
@pytest.mark.requirement("000-trigger-function", "000-convention-trigger")
def test_triggers_are_the_document_s(restaurant: Restaurant, trigger: str) -> None:
    assert restaurant.run(None, TRIGGERS, trigger) == [("update_updated_at_column", True)]


@pytest.mark.parametrize(
    ("function", "arguments", "result"),
    [
        pytest.param(
            "get_or_create_chat_session",
            "_user_id uuid, _group_id uuid, _context_type text, _context_id text DEFAULT NULL::text,"
            " _mode text DEFAULT 'text'::text, _expiry_hours integer DEFAULT 4",
            "uuid",
            marks=pytest.mark.requirement("000-get_or_create_chat_session"),
        ),
        pytest.param(
            "get_chat_history",
            "_session_id uuid, _max_messages integer DEFAULT 20, _max_tokens integer DEFAULT 4000",
            "TABLE(role text, content text, citations jsonb, created_at timestamp with time zone)",
            marks=pytest.mark.requirement("000-get_chat_history"),
        ),
        pytest.param(
            "close_stale_sessions",
            "_expiry_hours integer DEFAULT 4",
            "integer",
            marks=pytest.mark.requirement("000-close_stale_sessions"),
        ),
    ],
)
def test_functions_are_called_as_the_document_says(
    restaurant: Restaurant, function: str, arguments: str, result: str
) -> None:
    assert restaurant.run(None, SIGNATURE, function, function) == [(arguments, result)]


@pytest.mark.requirement("000-has-role")
def test_people_are_staff_managers_or_admins(restaurant: Restaurant) -> None:
    assert restaurant.value(None, "select enum_range(null::public.user_role)::text") == "{staff,manager,admin}"
    called = restaurant.value(None, "select pg_get_function_identity_arguments('public.has_role'::regproc)")
    assert called == "_user_id uuid, _role user_role"


@pytest.mark.requirement("000-order")
def test_files_run_in_the_order_of_the_migration() -> None:
    assert [path.stem[3:] for path in sorted(SCHEMA.glob("*.sql"))] == [
        "prerequisites",
        "ai_prompts",
        "chat_sessions",
        "chat_messages",
        "functions",
        "seed_prompts",
    ]


@pytest.mark.requirement("000-routing-prompts-untouched")
def test_routing_prompts_are_left_alone() -> None:
    assert [path.name for path in SCHEMA.glob("*.sql") if "routing_prompts" in path.read_text("utf-8")] == []
