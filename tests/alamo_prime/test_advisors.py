"""Supabase security advisors report no new warnings"""

import pytest

from alamo_prime.conftest import SCHEMA
from alamo_prime.restaurant import Restaurant
from pgcordon import platforms
from pgcordon.database import Loaded, Server

WARNINGS: dict[str, str] = {
    "a table of public without row security": """
        select relname from pg_catalog.pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
    """,
    "row security without a policy": """
        select relname from pg_catalog.pg_class as c
        where relnamespace = 'public'::regnamespace and relrowsecurity
          and not exists (select 1 from pg_catalog.pg_policy where polrelid = c.oid)
    """,
    "a function whose search_path its caller chooses": """
        select proname from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace
          and not coalesce(array_to_string(proconfig, ',') like '%%search_path=%%', false)
    """,
    "a policy for everybody": """
        select polname from pg_catalog.pg_policy where polroles = '{0}'
    """,
    "a policy that asks who calls once a row": """
        select policyname from pg_catalog.pg_policies, concat(qual, with_check) as expression
        where schemaname = 'public'
          and regexp_count(expression, '(auth\\.uid|has_role)\\(')
              <> regexp_count(expression, 'SELECT (auth\\.uid|(public\\.)?has_role)\\(')
    """,
    "a definer function that anon or everybody may call": """
        select proname from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace and prosecdef
          and has_function_privilege('anon', oid, 'execute')
    """,
    "a privilege of anon": """
        select table_name from information_schema.table_privileges where grantee = 'anon' and table_schema = 'public'
        union all
        select table_name from information_schema.column_privileges where grantee = 'anon' and table_schema = 'public'
        union all
        select proname from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace and has_function_privilege('anon', oid, 'execute')
    """,
    "a privilege to truncate, or to go around row security in another way": """
        select grantee || ' ' || privilege_type || ' ' || table_name from information_schema.table_privileges
        where table_schema = 'public' and grantee <> 'postgres'
          and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    """,
    "a foreign key without an index that begins with it": """
        select conname from pg_catalog.pg_constraint as c
        where contype = 'f' and connamespace = 'public'::regnamespace
          and not exists (
            select 1 from pg_catalog.pg_index
            where indrelid = conrelid and indpred is null and indkey[0] = conkey[1]
          )
    """,
    "an index that another one repeats or begins with": """
        select a.indexrelid::regclass::text
        from pg_catalog.pg_index as a
        join pg_catalog.pg_index as b on a.indrelid = b.indrelid and a.indexrelid <> b.indexrelid
        where a.indrelid in (select oid from pg_catalog.pg_class where relnamespace = 'public'::regnamespace)
          and not a.indisunique and a.indexprs is null and b.indexprs is null and b.indpred is null
          and (b.indkey::text || ' ') like (a.indkey::text || ' %%')
    """,
}
PRIVILEGES = """
    select relname, relacl::text from pg_catalog.pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
    union all
    select attrelid::regclass || '.' || attname, attacl::text from pg_catalog.pg_attribute where attacl is not null
    union all
    select proname, proacl::text from pg_catalog.pg_proc where pronamespace = 'public'::regnamespace
    order by 1
"""


PLANTED: dict[str, str] = {
    "a table of public without row security": "alter table chat_sessions disable row level security",
    "row security without a policy": "create table note (); alter table note enable row level security",
    "a function whose search_path its caller chooses": "alter function has_role reset search_path",
    "a policy for everybody": 'alter policy "Admins can view all groups" on groups to public',
    "a policy that asks who calls once a row": """
        alter policy "Users can view own chat_sessions" on chat_sessions using (user_id = auth.uid())
    """,
    "a definer function that anon or everybody may call": "grant execute on function count_chat_messages to public",
    "a privilege of anon": "grant insert (content) on chat_messages to anon",
    "a privilege to truncate, or to go around row security in another way": "grant truncate on groups to authenticated",
    "a foreign key without an index that begins with it": "drop index idx_chat_sessions_user_last_active",
    "an index that another one repeats or begins with": "create index again on chat_messages (session_id)",
}


@pytest.mark.parametrize("warning", WARNINGS)
@pytest.mark.requirement("000-checklist-advisors", "000-convention-search-path", "000-trigger-function")
def test_nothing_to_advise(restaurant: Restaurant, warning: str) -> None:
    assert restaurant.run(None, WARNINGS[warning]) == []


@pytest.mark.parametrize("warning", WARNINGS)
def test_the_advice_would_come(restaurant: Restaurant, warning: str) -> None:
    restaurant.connection.execute(PLANTED[warning])
    assert restaurant.run(None, WARNINGS[warning]) != []


def test_privileges_do_not_depend_on_the_default(restaurant: Restaurant) -> None:
    """Whether the project exposes new tables by itself or not, the same people hold the same privileges."""
    exposed = restaurant.run(None, PRIVILEGES)
    with Server.start() as server:
        hidden = server.load(platforms.get("supabase", expose_new_tables=False), sorted(SCHEMA.glob("*.sql")))
        assert privileges(server, hidden) == exposed


def privileges(server: Server, loaded: Loaded) -> list[tuple[str, str]]:
    with loaded.copy() as name, server.connect(name, user=loaded.platform.owner) as connection:
        return connection.execute(PRIVILEGES).fetchall()
