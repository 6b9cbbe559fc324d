"""How a server is read: without writing, as of one moment, not for long, and by anybody."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from introspect.comparing import differences
from introspect.loading import Project
from introspect.test_catalogs import dsn
from pgcordon import introspect
from pgcordon.database import Server
from pgcordon.database.binaries import NoPostgres, locate
from pgcordon.introspect.assembly import catalog
from pgcordon.introspect.session import rows, snapshot
from pgcordon.model import Catalog, QualifiedName
from pgcordon.platforms.definition import Platform

SQL = """
create table public.note (id uuid primary key, owner_id uuid not null, body text check (length(body) between 1 and 9));
alter table public.note enable row level security;
create policy note_own on public.note to authenticated using (owner_id = (select auth.uid()));
create view public.titles with (security_invoker = true) as select * from public.note where body is not null;
create function public.own(uuid) returns boolean language sql stable begin atomic select $1 = auth.uid(); end;
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
create policy avatars_read on storage.objects for select using (bucket_id = 'avatars');
"""


@pytest.fixture
def owner(server: Server, project: Project) -> Iterator[Connection[Any]]:
    """The owner's connection to a project of its own, in which the SQL ran."""
    with project.empty.copy() as name, server.connect(name, user="postgres") as connection:
        connection.execute(SQL.encode())
        yield connection


def place(server: Server, connection: Connection[Any], user: str = "postgres") -> str:
    return dsn(server, connection.info.dbname, user)


def test_nothing_can_be_written(server: Server, owner: Connection[Any]) -> None:
    refusal = "25006: cannot execute CREATE TABLE in a read-only"
    with (
        pytest.raises(introspect.IntrospectionError, match=refusal),
        snapshot(place(server, owner), 5) as session,
    ):
        session.execute("create table public.written (id uuid)")


def test_everything_is_read_as_of_one_moment(server: Server, owner: Connection[Any]) -> None:
    with snapshot(place(server, owner), 5) as session:
        owner.execute("create table public.later (id uuid)")
        seen = catalog(rows(session), None)
    assert seen.table(QualifiedName("public", "note"))
    assert not seen.table(QualifiedName("public", "later"))
    assert introspect.load(place(server, owner)).table(QualifiedName("public", "later"))


def test_who_changes_a_table_is_not_waited_for(server: Server, owner: Connection[Any]) -> None:
    with owner.transaction():
        owner.execute("lock table public.note in access exclusive mode")
        with pytest.raises(introspect.TookTooLong, match=r"lock timeout while reading the catalog .* --timeout"):
            introspect.load(place(server, owner), timeout=0.2)
    assert introspect.load(place(server, owner), timeout=5).tables


def test_a_statement_takes_no_longer_than_allowed(server: Server, owner: Connection[Any]) -> None:
    with (
        pytest.raises(introspect.TookTooLong, match="statement timeout"),
        snapshot(place(server, owner), 0.1) as session,
    ):
        session.execute("select pg_sleep(10)")


def test_a_role_without_any_rights_reads_the_same(server: Server, owner: Connection[Any], base: Catalog) -> None:
    """All but the rows of storage.buckets, which row security keeps from it."""
    with server.connect() as admin:
        admin.execute("create role nobody_special login")
        try:
            theirs = introspect.load(place(server, owner, "nobody_special"), base)
        finally:
            admin.execute("drop role nobody_special")
    ours = introspect.load(place(server, owner), base)
    assert [each.name for each in theirs.roles if each not in ours.roles] == ["nobody_special"]
    assert theirs.buckets == ()
    for kind in ("tables", "views", "functions", "policies", "grants", "default_privileges", "given", "schemas"):
        assert getattr(theirs, kind) == getattr(ours, kind), kind


def test_what_the_platform_brought_is_given_but_not_policies_on_it(
    server: Server, owner: Connection[Any], base: Catalog
) -> None:
    owner.execute("create table storage_of_mine (id int)")
    found = introspect.load(place(server, owner), base)
    assert [each.name.name for each in found.tables if each.address not in found.given] == ["note", "storage_of_mine"]
    assert {each.name for each in found.policies if each.address not in found.given} == {"note_own", "avatars_read"}
    assert [each.name.name for each in found.functions if each.address not in found.given] == ["own"]
    assert [(each.name, each.public) for each in found.buckets] == [("avatars", True)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("nonsense", "not a connection string: .* postgresql://user@host:5432/database"),
        ("host=/nowhere dbname=x password=secret", "cannot connect: .* Do: check host"),
    ],
)
def test_who_cannot_be_reached_is_said_so(wrong: str, message: str) -> None:
    with pytest.raises(introspect.CannotConnect, match=message) as raised:
        introspect.load(wrong)
    assert "secret" not in str(raised.value)


def test_a_server_that_is_too_old_is_refused(
    server: Server, owner: Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pgcordon.introspect.session.OLDEST_SUPPORTED", 99)
    with pytest.raises(introspect.ServerTooOld, match="only 99 and later"):
        introspect.load(place(server, owner))


def test_an_older_version_can_be_read_too(supabase: Platform, base: Catalog, tmp_path: Path) -> None:
    """PostgreSQL 16: its catalogs lack columns that later ones have, and it knows no MAINTAIN."""
    try:
        binaries = locate("16")
    except NoPostgres as reason:
        pytest.skip(str(reason))
    (tmp_path / "empty.sql").touch()
    with Server.start(binaries) as older:
        loaded = Project(older, older.load(supabase, [tmp_path / "empty.sql"]), base).load(SQL)
    assert loaded.refused == ()
    assert [line for line in differences(loaded.files, loaded.server) if "MAINTAIN" not in line] == []


def test_the_driver_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(introspect.DriverMissing, match=r"pip install 'pgcordon\[verify\]'"):
        introspect.load("dbname=x")


def test_a_hundred_tables_with_four_hundred_policies_are_read_at_once(
    server: Server, owner: Connection[Any], base: Catalog
) -> None:
    """It takes a fifth of a second; the limit leaves room for machines that have other things to do."""
    for number in range(100):
        table = f"public.t{number}"
        owner.execute(
            f"create table {table} (id uuid primary key, owner_id uuid not null, at timestamptz default now())".encode()
        )
        for policy in range(4):
            condition = f"owner_id = (select auth.uid()) and at > now() - interval '{policy} days'"
            owner.execute(f"create policy p{policy} on {table} to authenticated using ({condition})".encode())
    started = time.monotonic()
    found = introspect.load(place(server, owner), base)
    assert time.monotonic() - started < 2
    assert sum(table.address not in found.given for table in found.tables) == 101
