"""The document's validation queries, as .optional/test_queries.sql has them, each by the comment above it."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection

from vromm.learners import LEARNER, NEIGHBOUR, SCHEMA, TABLES, enrol, give_settings

pytestmark = [
    pytest.mark.pgcordon(schema=SCHEMA),
    pytest.mark.requirement("003-checklist-queries", "003-deliverable-queries"),
]

FILE = Path(__file__).parents[2] / SCHEMA / ".optional" / "test_queries.sql"
QUERIES = dict(re.findall(r"^-- (.+)\n(select[^;]+);", FILE.read_text(), re.MULTILINE))

AS_THE_DOCUMENT_HAS_IT = """
    select table_name
    from information_schema.tables
    where table_schema = 'public'
    and table_name like 'ai_%' or table_name = 'user_ai_settings'
"""


def answer(connection: Connection[Any], title: str) -> list[tuple[Any, ...]]:
    return connection.execute(QUERIES[title].encode()).fetchall()


@pytest.mark.requirement("003-query-tables")
def test_all_ai_tables_are_listed(database: Connection[Any]) -> None:
    assert sorted(answer(database, "List all AI tables")) == [(table,) for table in TABLES]


@pytest.mark.requirement("003-query-tables")
def test_nothing_else_is_listed(database: Connection[Any]) -> None:
    """(r) AND binds closer than OR, and an underscore is any character"""
    before = answer(database, "List all AI tables")
    database.execute("create schema archive")
    database.execute("create table archive.user_ai_settings ()")
    database.execute("create table public.airports ()")
    assert answer(database, "List all AI tables") == before
    listed = database.execute(AS_THE_DOCUMENT_HAS_IT.encode()).fetchall()
    assert sorted(listed) == sorted([*before, ("user_ai_settings",), ("airports",)])


@pytest.mark.requirement("003-query-indexes")
def test_the_indexes_are_listed(database: Connection[Any]) -> None:
    """Twelve by name, and the four primary keys"""
    listed = answer(database, "Check indexes")
    assert len([name for name, _ in listed if name.startswith("idx_")]) == 12
    assert sorted(table for name, table in listed if name.endswith("_pkey")) == list(TABLES)
    assert len(listed) == 16


@pytest.mark.requirement("003-query-policies")
def test_the_policies_are_listed(database: Connection[Any]) -> None:
    listed = [table for table, _ in answer(database, "Check RLS policies")]
    assert {table: listed.count(table) for table in TABLES} == {
        "ai_content_searches": 2,
        "ai_conversations": 3,
        "ai_usage_logs": 1,
        "user_ai_settings": 3,
    }


@pytest.mark.requirement("003-query-tiers")
def test_users_are_counted_by_tier(database: Connection[Any]) -> None:
    for number, tier in enumerate(("free", "free", "byok")):
        enrol(database, UUID(int=number))
        give_settings(database, UUID(int=number), tier=tier)
    assert sorted(answer(database, "Count users by tier")) == [("byok", 1), ("free", 2)]


@pytest.mark.requirement("003-query-tokens")
def test_the_tokens_of_seven_days_are_summed(database: Connection[Any]) -> None:
    enrol(database, LEARNER)
    database.execute(
        """
        insert into public.ai_usage_logs (user_id, tier, provider, tokens_used, cost_usd, created_at)
        values (%(user)s, 'free', 'openai', 100, 0.01, now()),
               (%(user)s, 'free', 'openai', 20, 0.002, now() - interval '7 days'),
               (%(user)s, 'free', 'openai', 3, 0.0003, now() - interval '7 days 1 second'),
               (%(user)s, 'free', 'openai', null, null, now())
        """,
        {"user": LEARNER},
    )
    assert answer(database, "Total tokens used (last 7 days)") == [(120, Decimal("0.012"))]


@pytest.mark.requirement("003-query-active")
def test_the_most_active_users_come_first(database: Connection[Any]) -> None:
    people = [LEARNER, NEIGHBOUR, *(UUID(int=number) for number in range(10))]
    enrol(database, *people)
    for count, person in enumerate(people, start=1):
        database.execute(
            "insert into public.ai_conversations (user_id, messages, model_used)"
            " select %s, '[]', 'gpt' from generate_series(1, %s)",
            (person, count),
        )
    assert answer(database, "Most active users") == [(people[n - 1], n) for n in range(12, 2, -1)]
