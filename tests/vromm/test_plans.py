""" "Indexes created for performance": who asks for their own rows gets them by an index, asked who they are once."""

from typing import Any

import pytest
from psycopg import Connection

from pgcordon.testing import AsRole, AsUser
from vromm.learners import LEARNER, SCHEMA

pytestmark = [
    pytest.mark.pgcordon(schema=SCHEMA),
    pytest.mark.requirement("003-scope-indexes", "003-acceptance-indexes"),
]

MANY = """
    set local session_replication_role = replica;
    insert into public.user_ai_settings (user_id, tier)
    select lpad(to_hex(n), 32, '0')::uuid, 'free' from generate_series(1, 3000) as n;
    insert into public.ai_conversations (user_id, messages, model_used)
    select lpad(to_hex(n % 3000 + 1), 32, '0')::uuid, '[]', 'gpt' from generate_series(1, 6000) as n;
    insert into public.ai_usage_logs (user_id, tier, provider, created_at)
    select lpad(to_hex(n % 3000 + 1), 32, '0')::uuid, 'free', 'openai', now() - make_interval(hours => n)
    from generate_series(1, 6000) as n;
    insert into public.ai_content_searches (user_id, query, content_type)
    select lpad(to_hex(n % 3000 + 1), 32, '0')::uuid, 'parking', 'route' from generate_series(1, 6000) as n;
    set local session_replication_role = origin;
    analyze public.user_ai_settings, public.ai_conversations, public.ai_usage_logs, public.ai_content_searches;
"""


@pytest.fixture
def many_learners(database: Connection[Any]) -> None:
    database.execute(MANY.encode())


OWN_ROWS = {
    "select tier from public.user_ai_settings": "idx_user_ai_settings_user_id",
    "update public.user_ai_settings set preferred_provider = 'google'": "idx_user_ai_settings_user_id",
    "select messages from public.ai_conversations": "idx_ai_conversations_user_id",
    "update public.ai_conversations set messages = '[]'": "idx_ai_conversations_user_id",
    "select query from public.ai_content_searches": "idx_ai_searches_user_id",
}
NEWEST = "order by created_at desc limit 10"
ANALYTICS = {
    f"select from public.ai_usage_logs where user_id = '{LEARNER}' {NEWEST}": "idx_ai_usage_logs_user_id_created_at",
    f"select tier from public.ai_usage_logs {NEWEST}": "idx_ai_usage_logs_created_at",
    "select from public.ai_usage_logs where provider = 'google'": "idx_ai_usage_logs_provider",
    "select from public.ai_usage_logs where tier = 'premium'": "idx_ai_usage_logs_tier",
    f"select messages from public.ai_conversations {NEWEST}": "idx_ai_conversations_created_at",
    "select from public.user_ai_settings where last_reset_date < '2026-01-01'": "idx_user_ai_settings_last_reset",
    "select from public.user_ai_settings where tier = 'byok'": "idx_user_ai_settings_tier",
    "select from public.ai_content_searches where content_type = 'event'": "idx_ai_searches_content_type",
    f"select query from public.ai_content_searches {NEWEST}": "idx_ai_searches_created_at",
}


def plan_of(connection: Connection[Any], statement: str) -> str:
    return "\n".join(line for (line,) in connection.execute(f"explain {statement}".encode()).fetchall())


@pytest.mark.usefixtures("many_learners")
def test_policies_are_served_by_an_index(as_user: AsUser) -> None:
    with as_user(LEARNER) as connection:
        for statement, index in OWN_ROWS.items():
            plan = plan_of(connection, statement)
            assert index in plan, plan
            assert "Seq Scan" not in plan, plan
            assert "InitPlan" in plan, plan


@pytest.mark.usefixtures("many_learners")
def test_the_backend_is_served_by_each_other_index(as_service_role: AsRole) -> None:
    with as_service_role() as connection:
        for statement, index in ANALYTICS.items():
            plan = plan_of(connection, statement)
            assert f"using {index} " in plan or f"on {index} " in plan, plan
            assert "Seq Scan" not in plan, plan


def test_a_deleted_user_is_looked_up_by_index(database: Connection[Any]) -> None:
    """ON DELETE asks each table for the user's rows, and so each has an index that begins with user_id."""
    unserved = database.execute(
        """
        select conname from pg_catalog.pg_constraint
        where contype = 'f' and connamespace = 'public'::regnamespace
          and not exists (
            select from pg_catalog.pg_index
            where indrelid = conrelid and indpred is null and indkey[0] = conkey[1]
          )
        """
    ).fetchall()
    assert unserved == []
