"""Apply, roll back, nothing is left, apply again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, errors

from brand_infinity.conftest import SCHEMA
from pgcordon.database import Loaded, Server

ROLLBACK = Path(__file__).with_name("rollback.sql")
PREREQUISITES = "00_prerequisites.sql"

EVERYTHING = """
    with ours as (
      select c.oid, c.oid::regclass::text as name, c.relacl from pg_catalog.pg_class as c
      where c.relnamespace = 'public'::regnamespace
    )
    select 'pg_class', name, relacl::text from ours
    union all
    select 'pg_attribute', name || '.' || attname, attacl::text from pg_catalog.pg_attribute
    join ours on ours.oid = attrelid
    union all
    select 'pg_proc', oid::regprocedure::text, proacl::text from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace
    union all
    select 'pg_type', oid::regtype::text, typacl::text from pg_catalog.pg_type
    where typnamespace = 'public'::regnamespace
    union all
    select 'pg_policy', name || ' ' || polname, null from pg_catalog.pg_policy
    join ours on ours.oid = polrelid
    union all
    select 'pg_constraint', conrelid::regclass || ' ' || conname, null from pg_catalog.pg_constraint
    union all
    select 'pg_trigger', tgrelid::regclass || ' ' || tgfoid::regproc, null from pg_catalog.pg_trigger
    union all
    select 'pg_description', pg_describe_object(classoid, objoid, objsubid), description
    from pg_catalog.pg_description
    union all
    select 'pg_default_acl', defaclrole::regrole || ' ' || defaclobjtype::text, defaclacl::text
    from pg_catalog.pg_default_acl
    order by 1, 2, 3
"""


@pytest.fixture
def database(server: Server, brand_infinity: Loaded) -> Iterator[Connection[Any]]:
    """A copy of the schema of the test's own, where commits stay."""
    with (
        brand_infinity.copy() as name,
        server.connect(name, user=brand_infinity.platform.owner, autocommit=True) as connection,
    ):
        yield connection


def run(connection: Connection[Any], *files: Path) -> None:
    for file in files:
        connection.execute(file.read_bytes())


def everything(connection: Connection[Any]) -> list[tuple[Any, ...]]:
    return connection.execute(EVERYTHING).fetchall()


@pytest.mark.requirement("002-rollback")
def test_what_was_applied_is_rolled_back_and_applied_again(
    server: Server, brand_infinity: Loaded, database: Connection[Any]
) -> None:
    """If you need to undo these migrations"""
    applied = everything(database)
    run(database, ROLLBACK)
    with (
        server.load(brand_infinity.platform, [SCHEMA / PREREQUISITES]).copy() as name,
        server.connect(name, user=brand_infinity.platform.owner) as untouched,
    ):
        assert everything(database) == everything(untouched)
    run(database, *(file for file in sorted(SCHEMA.glob("*.sql")) if file.name != PREREQUISITES))
    assert everything(database) == applied


@pytest.mark.requirement("002-rollback")
def test_the_documents_own_rollback_leaves_nothing_but_the_retention(database: Connection[Any]) -> None:
    """Drop in reverse order (messages first due to foreign key)"""
    database.execute(
        """
        DROP TABLE IF EXISTS conversation_messages CASCADE;
        DROP TABLE IF EXISTS conversation_sessions CASCADE;
        DROP VIEW IF EXISTS provider_usage_stats;
        DROP VIEW IF EXISTS daily_message_volume;
        DROP FUNCTION IF EXISTS update_session_activity();
        DROP FUNCTION IF EXISTS complete_conversation_session(UUID);
        DROP FUNCTION IF EXISTS cancel_conversation_session(UUID);
        DROP FUNCTION IF EXISTS update_session_on_message();
        DROP FUNCTION IF EXISTS get_conversation_history(UUID, INTEGER);
        DROP FUNCTION IF EXISTS get_session_cost(UUID);
        DROP FUNCTION IF EXISTS get_session_message_stats(UUID);
        """
    )
    left = database.execute("select proname from pg_catalog.pg_proc where pronamespace = 'public'::regnamespace")
    assert left.fetchall() == [("apply_data_retention",)]


def test_what_others_built_on_it_is_not_dropped_along(database: Connection[Any]) -> None:
    before = everything(database)
    database.execute("create view public.report as select user_id, total_cost from public.provider_usage_stats")
    with pytest.raises(errors.DependentObjectsStillExist, match="report"):
        run(database, ROLLBACK)
    database.execute("rollback")
    database.execute("drop view public.report")
    assert everything(database) == before
