"""What clients may do comes out the same whether or not the project exposes new tables by itself."""

from pathlib import Path
from typing import Any

from carfind.chat import SCHEMA
from pgcordon import platforms
from pgcordon.database import Server

FILES = sorted((Path(__file__).parents[2] / SCHEMA).glob("*.sql"))
PRIVILEGES = """
    select c.relname, a.attname, grantee::regrole::text, privilege_type
    from pg_catalog.pg_class as c
    left join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attacl is not null,
      pg_catalog.aclexplode(coalesce(a.attacl, c.relacl))
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    union
    select p.proname, null, grantee::regrole::text, privilege_type
    from pg_catalog.pg_proc as p, pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)))
    where p.pronamespace = 'public'::regnamespace
    order by 1, 2, 3, 4
"""


def test_privileges_do_not_depend_on_the_project(server: Server) -> None:
    exposing, explicit = (privileges(server, expose_new_tables) for expose_new_tables in (True, False))
    assert exposing == explicit
    assert ("chat_sessions", "title", "authenticated", "UPDATE") in exposing


def privileges(server: Server, expose_new_tables: bool) -> list[tuple[Any, ...]]:
    loaded = server.load(platforms.get("supabase", expose_new_tables=expose_new_tables), FILES)
    with loaded.copy() as name, server.connect(name, user=loaded.platform.owner) as connection:
        return connection.execute(PRIVILEGES).fetchall()
