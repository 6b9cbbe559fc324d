"""What the rules say of policies that cannot work, held against what a server says."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.database import Server
from pgcordon.model import Source
from pgcordon.parse import load_sources
from pgcordon.platforms.definition import Platform
from pgcordon.rules import all_rules
from pgcordon.systems import platform_catalog

TABLE = """
    create table public.t (id uuid primary key, owner_id uuid, deleted_at timestamptz);
    insert into public.t values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-00000000000a');
    alter table public.t enable row level security;
    grant select, insert, update on public.t to authenticated;
"""
OTHER = """
    create table public.u (id uuid primary key, t_id uuid);
    alter table public.u enable row level security;
    grant select on public.u to authenticated;
"""
INVOKER = """
    create function public.f() returns setof uuid language sql stable set search_path = ''
      as $$ select id from public.t $$;
"""
DEFINER = INVOKER.replace("stable", "stable security definer")
VIEW = """
    create view public.v as select id from public.t;
    grant select on public.v to authenticated;
"""
INVOKER_VIEW = VIEW.replace("public.v as", "public.v with (security_invoker = true) as")
SELECT = "select from public.t"
INSERT = "insert into public.t values (gen_random_uuid())"


def policy(command: str, expression: str, table: str = "t") -> str:
    return f"create policy {table}_{command} on public.{table} for {command} to authenticated {expression};\n"


COUNTING = policy("insert", "with check ((select count(*) from public.t) < 9)")
CALLING = policy("insert", "with check (id not in (select public.f()))")
THROUGH_OTHER = policy("select", "using (id in (select t_id from public.u))")


@pytest.fixture(scope="module")
def database(
    server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection[TupleRow]]:
    """The platform without a schema, as the role that loads schemas."""
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    with server.load(supabase, [empty]).copy() as name, server.connect(name, user=supabase.owner) as connection:
        yield connection


def judged(sql: str, rule_name: str) -> bool:
    catalog = load_sources([Source("s.sql", sql)], platform_catalog("supabase"))
    assert catalog.opaque == ()
    return any(True for _ in all_rules()[rule_name].flaws(catalog))


def answer(database: Connection[TupleRow], sql: str, statement: str) -> str | None:
    """The SQLSTATE with which a signed-in user's statement fails, None if it works."""
    with database.transaction(force_rollback=True):
        database.execute(sql.encode())
        database.execute("set local role authenticated")
        try:
            database.execute(statement.encode())
        except psycopg.Error as error:
            return error.sqlstate
    return None


@pytest.mark.parametrize(
    ("sql", "statement", "expected"),
    [
        (policy("select", "using (id in (select id from public.t))"), SELECT, "42P17"),
        (policy("select", "using (owner_id = (select auth.uid()))") + COUNTING, INSERT, "42P17"),
        (policy("select", "using (owner_id = auth.uid())") + COUNTING, INSERT, None),
        (OTHER + THROUGH_OTHER + policy("select", "using (t_id in (select id from public.t))", "u"), SELECT, "42P17"),
        (OTHER + THROUGH_OTHER, SELECT, None),
        (INVOKER_VIEW + policy("select", "using (id in (select id from public.v))"), SELECT, "42P17"),
        (VIEW + policy("select", "using (id in (select id from public.v))"), SELECT, None),
        (INVOKER + policy("select", "using (id in (select public.f()))"), SELECT, "54001"),
        (DEFINER + policy("select", "using (id in (select public.f()))"), SELECT, None),
        (INVOKER + policy("select", "using (owner_id = (select auth.uid()))") + CALLING, INSERT, None),
    ],
)
def test_recursion_is_where_the_rule_says(
    database: Connection[TupleRow], sql: str, statement: str, expected: str | None
) -> None:
    assert answer(database, TABLE + sql, statement) == expected
    assert judged(TABLE + sql, "policy-recursion") == (expected is not None)


def test_a_table_without_select_privilege_refuses_the_query(database: Connection[TupleRow]) -> None:
    sql = TABLE + policy("select", "using (owner_id in (select id from auth.users))")
    assert answer(database, sql, SELECT) == "42501"
    assert judged(sql, "policy-reads-hidden-table")


@pytest.mark.parametrize(("shown", "expected"), [("deleted_at is null", "42501"), ("owner_id is not null", None)])
def test_an_update_that_hides_the_row_is_refused(
    database: Connection[TupleRow], shown: str, expected: str | None
) -> None:
    sql = (
        TABLE
        + policy("select", f"using ({shown})")
        + policy("update", "using (true) with check (owner_id is not null)")
    )
    assert answer(database, sql, "update public.t set deleted_at = now() where id is not null") == expected
    assert judged(sql, "select-policy-blocks-update") == (expected is not None)
