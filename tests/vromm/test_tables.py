"""The four tables: columns, defaults, constraints, indexes and policies, under the document's names."""

from typing import Any

import pytest
from psycopg import Connection, errors

from vromm.learners import LEARNER, SCHEMA, TABLES, enrol, give_settings, settings_of

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

UUID = "extensions.uuid_generate_v4()"
TODAY = "((now() AT TIME ZONE 'Europe/Stockholm'::text))::date"
COLUMNS = {
    "user_ai_settings": [
        ("id", "uuid", True, UUID),
        ("user_id", "uuid", True, None),
        ("tier", "text", True, "'free'::text"),
        ("encrypted_api_keys", "jsonb", False, None),
        ("preferred_provider", "text", True, "'openai'::text"),
        ("daily_usage", "integer", True, "0"),
        ("monthly_usage", "integer", True, "0"),
        ("last_reset_date", "date", True, TODAY),
        ("last_monthly_reset_date", "date", True, TODAY),
        ("created_at", "timestamp with time zone", True, "now()"),
        ("updated_at", "timestamp with time zone", True, "now()"),
    ],
    "ai_conversations": [
        ("id", "uuid", True, UUID),
        ("user_id", "uuid", True, None),
        ("messages", "jsonb", True, None),
        ("model_used", "text", True, None),
        ("tokens_used", "integer", False, None),
        ("cost_usd", "numeric(10,6)", False, None),
        ("created_at", "timestamp with time zone", True, "now()"),
        ("updated_at", "timestamp with time zone", True, "now()"),
    ],
    "ai_usage_logs": [
        ("id", "uuid", True, UUID),
        ("user_id", "uuid", False, None),
        ("tier", "text", True, None),
        ("provider", "text", True, None),
        ("tokens_used", "integer", False, None),
        ("cost_usd", "numeric(10,6)", False, None),
        ("created_at", "timestamp with time zone", True, "now()"),
    ],
    "ai_content_searches": [
        ("id", "uuid", True, UUID),
        ("user_id", "uuid", True, None),
        ("query", "text", True, None),
        ("content_type", "text", True, None),
        ("filters", "jsonb", False, None),
        ("results_count", "integer", False, None),
        ("selected_content_id", "uuid", False, None),
        ("created_at", "timestamp with time zone", True, "now()"),
    ],
}
COMMENTS = {
    "user_ai_settings": "AI tier, encrypted API keys and usage counters of a user",
    "ai_conversations": "Full conversation history",
    "ai_usage_logs": "Every AI query, for rate limits and analytics",
    "ai_content_searches": "AI searches across all content types",
}
KEYS = {
    "user_ai_settings": ("FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE", "UNIQUE (user_id)"),
    "ai_conversations": ("FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE",),
    "ai_usage_logs": ("FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE SET NULL",),
    "ai_content_searches": ("FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE",),
}
INDEXES = {
    "idx_user_ai_settings_user_id": "user_ai_settings USING btree (user_id)",
    "idx_user_ai_settings_tier": "user_ai_settings USING btree (tier)",
    "idx_user_ai_settings_last_reset": "user_ai_settings USING btree (last_reset_date)",
    "idx_ai_conversations_user_id": "ai_conversations USING btree (user_id)",
    "idx_ai_conversations_created_at": "ai_conversations USING btree (created_at DESC)",
    "idx_ai_usage_logs_user_id_created_at": "ai_usage_logs USING btree (user_id, created_at DESC)",
    "idx_ai_usage_logs_tier": "ai_usage_logs USING btree (tier)",
    "idx_ai_usage_logs_provider": "ai_usage_logs USING btree (provider)",
    "idx_ai_usage_logs_created_at": "ai_usage_logs USING btree (created_at DESC)",
    "idx_ai_searches_user_id": "ai_content_searches USING btree (user_id)",
    "idx_ai_searches_content_type": "ai_content_searches USING btree (content_type)",
    "idx_ai_searches_created_at": "ai_content_searches USING btree (created_at DESC)",
}
POLICIES = [
    ("ai_content_searches", "Service role can insert searches", "INSERT", "service_role"),
    ("ai_content_searches", "Users can view their own searches", "SELECT", "authenticated"),
    ("ai_conversations", "Users can insert their own conversations", "INSERT", "authenticated"),
    ("ai_conversations", "Users can update their own conversations", "UPDATE", "authenticated"),
    ("ai_conversations", "Users can view their own conversations", "SELECT", "authenticated"),
    ("ai_usage_logs", "Service role can insert usage logs", "INSERT", "service_role"),
    ("user_ai_settings", "Users can insert their own AI settings", "INSERT", "authenticated"),
    ("user_ai_settings", "Users can update their own AI settings", "UPDATE", "authenticated"),
    ("user_ai_settings", "Users can view their own AI settings", "SELECT", "authenticated"),
]


@pytest.mark.requirement("003-mission", "003-checklist-migration", "003-checklist-tables", "003-acceptance-migration")
@pytest.mark.requirement("003-deliverable-migration", "003-scope-settings", "003-scope-conversations")
@pytest.mark.requirement("003-scope-usage-logs")
def test_the_migration_makes_the_four_tables(database: Connection[Any]) -> None:
    """Migration runs without errors; all 4 tables created"""
    made = database.execute(
        "select relname from pg_catalog.pg_class"
        " where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname"
    ).fetchall()
    assert [name for (name,) in made] == list(TABLES)


@pytest.mark.requirement("003-acceptance-tables")
@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "user_ai_settings",
            marks=pytest.mark.requirement(
                "003-settings-table",
                "003-settings-id",
                "003-settings-tier",
                "003-settings-provider",
                "003-settings-counters",
                "003-settings-last-reset",
                "003-settings-timestamps",
            ),
        ),
        pytest.param(
            "ai_conversations",
            marks=pytest.mark.requirement(
                "003-conversations-table",
                "003-conversations-id",
                "003-conversations-messages",
                "003-conversations-model",
                "003-conversations-costs",
                "003-conversations-timestamps",
            ),
        ),
        pytest.param(
            "ai_usage_logs",
            marks=pytest.mark.requirement(
                "003-logs-table",
                "003-logs-id",
                "003-logs-tier",
                "003-logs-provider",
                "003-logs-costs",
                "003-logs-timestamp",
            ),
        ),
        pytest.param(
            "ai_content_searches",
            marks=pytest.mark.requirement(
                "003-searches-table",
                "003-searches-id",
                "003-searches-query",
                "003-searches-filters",
                "003-searches-results",
                "003-searches-timestamp",
            ),
        ),
    ],
)
def test_the_columns_are_the_documents(database: Connection[Any], table: str) -> None:
    """All tables created with correct schema"""
    database.execute("set local search_path = ''")  # so that every name is printed with its schema
    columns = database.execute(
        """
        select attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
        from pg_catalog.pg_attribute left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = %s::regclass and attnum > 0 order by attnum
        """,
        (f"public.{table}",),
    ).fetchall()
    assert columns == COLUMNS[table]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("user_ai_settings", marks=pytest.mark.requirement("003-settings-comment")),
        pytest.param("ai_conversations", marks=pytest.mark.requirement("003-conversations-comment")),
        pytest.param("ai_usage_logs", marks=pytest.mark.requirement("003-logs-comment")),
        pytest.param("ai_content_searches", marks=pytest.mark.requirement("003-searches-comment")),
    ],
)
def test_the_tables_say_what_they_are(database: Connection[Any], table: str) -> None:
    said = database.execute("select obj_description(%s::regclass, 'pg_class')", (f"public.{table}",)).fetchall()
    assert said == [(COMMENTS[table],)]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("user_ai_settings", marks=pytest.mark.requirement("003-settings-user")),
        pytest.param("ai_conversations", marks=pytest.mark.requirement("003-conversations-user")),
        pytest.param("ai_usage_logs", marks=pytest.mark.requirement("003-logs-user")),
        pytest.param("ai_content_searches", marks=pytest.mark.requirement("003-searches-user")),
    ],
)
def test_rows_belong_to_users(database: Connection[Any], table: str) -> None:
    keys = database.execute(
        """
        select pg_get_constraintdef(oid) from pg_catalog.pg_constraint
        where conrelid = %s::regclass and contype in ('f', 'u') order by contype
        """,
        (f"public.{table}",),
    ).fetchall()
    assert tuple(key for (key,) in keys) == KEYS[table]


@pytest.mark.requirement("003-scope-indexes", "003-checklist-indexes", "003-acceptance-indexes")
@pytest.mark.parametrize(
    "index",
    [
        pytest.param("idx_user_ai_settings_user_id", marks=pytest.mark.requirement("003-settings-index-user-id")),
        pytest.param("idx_user_ai_settings_tier", marks=pytest.mark.requirement("003-settings-index-tier")),
        pytest.param("idx_user_ai_settings_last_reset", marks=pytest.mark.requirement("003-settings-index-last-reset")),
        pytest.param("idx_ai_conversations_user_id", marks=pytest.mark.requirement("003-conversations-index-user-id")),
        pytest.param(
            "idx_ai_conversations_created_at", marks=pytest.mark.requirement("003-conversations-index-created-at")
        ),
        pytest.param(
            "idx_ai_usage_logs_user_id_created_at", marks=pytest.mark.requirement("003-logs-index-user-id-created-at")
        ),
        pytest.param("idx_ai_usage_logs_tier", marks=pytest.mark.requirement("003-logs-index-tier")),
        pytest.param("idx_ai_usage_logs_provider", marks=pytest.mark.requirement("003-logs-index-provider")),
        pytest.param("idx_ai_usage_logs_created_at", marks=pytest.mark.requirement("003-logs-index-created-at")),
        pytest.param("idx_ai_searches_user_id", marks=pytest.mark.requirement("003-searches-index-user-id")),
        pytest.param("idx_ai_searches_content_type", marks=pytest.mark.requirement("003-searches-index-content-type")),
        pytest.param("idx_ai_searches_created_at", marks=pytest.mark.requirement("003-searches-index-created-at")),
    ],
)
def test_the_indexes_are_the_documents(database: Connection[Any], index: str) -> None:
    """All indexes created"""
    ((definition,),) = database.execute("select pg_get_indexdef(%s::regclass)", (f"public.{index}",)).fetchall()
    assert definition.partition(" ON public.")[2] == INDEXES[index]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("user_ai_settings", marks=pytest.mark.requirement("003-settings-rls")),
        pytest.param("ai_conversations", marks=pytest.mark.requirement("003-conversations-rls")),
        pytest.param("ai_usage_logs", marks=pytest.mark.requirement("003-logs-rls")),
        pytest.param("ai_content_searches", marks=pytest.mark.requirement("003-searches-rls")),
    ],
)
def test_row_security_is_on(database: Connection[Any], table: str) -> None:
    on = database.execute("select relrowsecurity from pg_catalog.pg_class where relname = %s", (table,)).fetchall()
    assert on == [(True,)]


@pytest.mark.requirement("003-scope-policies", "003-checklist-policies")
@pytest.mark.requirement("003-settings-policy-view", "003-settings-policy-update", "003-settings-policy-insert")
@pytest.mark.requirement("003-conversations-policy-view", "003-conversations-policy-insert")
@pytest.mark.requirement("003-conversations-policy-update", "003-logs-policy-insert")
@pytest.mark.requirement("003-searches-policy-view", "003-searches-policy-insert")
def test_the_nine_policies_bear_the_documents_names(database: Connection[Any]) -> None:
    """RLS policies active"""
    policies = database.execute(
        "select tablename, policyname, cmd, array_to_string(roles, ', ') from pg_catalog.pg_policies"
        " where schemaname = 'public' order by 1, 2"
    ).fetchall()
    assert policies == POLICIES


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("tier", "gold", marks=pytest.mark.requirement("003-settings-tier")),
        pytest.param("tier", None, marks=pytest.mark.requirement("003-settings-tier")),
        pytest.param("preferred_provider", "mistral", marks=pytest.mark.requirement("003-settings-provider")),
        pytest.param("preferred_provider", None, marks=pytest.mark.requirement("003-settings-provider")),
        pytest.param("encrypted_api_keys", '["enc_"]', marks=pytest.mark.requirement("003-settings-keys")),
        pytest.param("user_id", LEARNER, marks=pytest.mark.requirement("003-settings-user")),
    ],
)
def test_settings_that_make_no_sense_are_refused(database: Connection[Any], column: str, value: object) -> None:
    enrol(database, LEARNER)
    give_settings(database, LEARNER)
    with pytest.raises(errors.IntegrityError):
        give_settings(database, LEARNER, **{column: value})


@pytest.mark.requirement("003-settings-keys")
def test_keys_are_held_by_provider(database: Connection[Any]) -> None:
    enrol(database, LEARNER)
    give_settings(database, LEARNER, encrypted_api_keys='{"openai": "enc_1", "anthropic": "enc_2", "google": "enc_3"}')
    assert settings_of(database, LEARNER, "encrypted_api_keys ->> 'anthropic'") == ("enc_2",)


@pytest.mark.requirement("003-searches-content-type")
@pytest.mark.parametrize("known", ["route", "learning_path", "exercise", "school", "event", "instructor"])
def test_searches_are_for_known_content(database: Connection[Any], known: str) -> None:
    enrol(database, LEARNER)
    search = "insert into public.ai_content_searches (user_id, query, content_type) values (%s, 'parking', %s)"
    database.execute(search, (LEARNER, known))
    with pytest.raises(errors.CheckViolation), database.transaction():
        database.execute(search, (LEARNER, f"{known}s"))
