"""Grants and view columns from files are held against a server that ran the same files."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import Connection

from pgcordon.database import Server
from pgcordon.model import Catalog
from pgcordon.parse import load_text

SQL = """
create role reader; create role writer; create schema app;
create table app.note (id int primary key, body text, at timestamptz);
create function app.early(a int, out b text) language sql as 'select 1::text';
alter default privileges in schema app grant select, insert on tables to reader;
alter default privileges in schema app grant execute on functions to writer;
alter default privileges revoke execute on functions from public;
alter default privileges in schema app revoke insert on tables from reader;
alter default privileges grant usage on sequences to writer;
create table app.later (id serial primary key, name varchar(9));
create view app.seen as select n.*, l.name as label, count(*) over (), now()::date, coalesce(body, ''), 1 from
  app.note n join app.later l using (id);
create materialized view app.kept as with x (a, b) as (select id, body from app.note) select *, a + 1, upper(b) from x;
create function app.late(p text[], q numeric(5, 2) default 1) returns setof app.note language sql as 'table app.note';
create procedure app.tidy(inout n bigint) language plpgsql as 'begin delete from app.note; end';
grant select on app.note to reader with grant option;
grant update (body, at), select (id) on app.note to writer;
revoke update (at) on app.note from writer;
revoke select (body) on app.note from reader;
grant all on app.note to writer; revoke truncate, select on app.note from writer;
grant all on all functions in schema app to reader; revoke execute on function app.early(int) from public;
grant select on all tables in schema app to writer;
revoke grant option for select on app.note from reader;
create or replace function app.late(p text[], q numeric default 2) returns setof app.note language sql
  as 'table app.note';
grant usage on schema app to public;
"""
GRANTS = """
    select i.type, i.identity, a.privilege_type, coalesce(r.rolname, 'public'), a.is_grantable, ''
    from (
      select 'pg_class'::regclass as kind, oid, relacl as acl from pg_class
      union all select 'pg_proc'::regclass, oid, coalesce(proacl, acldefault('f', proowner)) from pg_proc
      union all select 'pg_namespace'::regclass, oid, nspacl from pg_namespace
    ) o, pg_identify_object(o.kind, o.oid, 0) i, aclexplode(o.acl) a left join pg_roles r on r.oid = a.grantee
    where (i.schema = 'app' or i.identity = 'app') and coalesce(r.rolname, 'public') in ('public', 'reader', 'writer')
    union all
    select 'table', 'app.' || c.relname, a.privilege_type, r.rolname, a.is_grantable, t.attname
    from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
    join pg_roles r on r.oid = a.grantee
    where c.relnamespace = 'app'::regnamespace
"""
VIEWS = """
    select c.relname, array_agg(a.attname::text order by a.attnum)
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('v', 'm') and c.relnamespace = 'app'::regnamespace and a.attnum > 0 group by 1
"""


@pytest.fixture(scope="module")
def ran(server: Server) -> Iterator[Connection[Any]]:
    """A server that has run the statements, in a transaction that never ends."""
    with server.connect(autocommit=False) as connection:
        connection.execute(SQL.encode())
        yield connection
        connection.rollback()


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    found = load_text(SQL)
    assert not found.opaque
    assert not found.syntax_faults
    return found


def test_the_same_grants(ran: Connection[Any], catalog: Catalog) -> None:
    known = {row[0] for row in ran.execute("select privilege_type from aclexplode(acldefault('r', 10))")} | {
        "EXECUTE",
        "USAGE",
    }
    ours = {
        (grant.target.type.value, grant.target.identity, grant.privilege, grant.grantee, grant.grantable, column)
        for grant in catalog.grants
        for column in grant.columns or ("",)
        if grant.privilege in known
    }
    theirs = {(kind, identity.replace("pg_catalog.", ""), *rest) for kind, identity, *rest in ran.execute(GRANTS)}
    assert ours == theirs


def test_the_same_view_columns(ran: Connection[Any], catalog: Catalog) -> None:
    theirs = {name: tuple(columns) for name, columns in ran.execute(VIEWS)}
    assert {view.name.name: view.columns for view in catalog.views} == theirs
