"""Acting as somebody leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection

from pgcordon.actors.actor import ANON, USER
from pgcordon.database import Loaded, Server, acting
from pgcordon.platforms.definition import Platform

ALICE = USER.person(UUID(int=1), "alice")
BOB = USER.person(UUID(int=2), "bob")
SCHEMA = """
create table note (id int generated always as identity, owner_id uuid not null);
alter table note enable row level security;
create policy own on note for all to authenticated using (owner_id = auth.uid());
grant select, insert, delete on note to authenticated;
"""


@pytest.fixture(scope="module")
def loaded(server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    file: Path = tmp_path_factory.mktemp("note") / "note.sql"
    file.write_text(SCHEMA)
    return server.load(supabase, [file])


@pytest.fixture(params=[True, False], ids=["autocommit", "in a transaction"])
def connection(request: pytest.FixtureRequest, server: Server, loaded: Loaded) -> Iterator[Connection[Any]]:
    with loaded.copy() as name, server.connect(name, autocommit=request.param) as opened:
        yield opened


def who(connection: Connection[Any]) -> tuple[Any, ...] | None:
    return connection.execute("select current_user, auth.uid(), auth.role()").fetchone()


def notes(connection: Connection[Any]) -> int:
    row = connection.execute("select count(*) from note").fetchone()
    assert row is not None
    return int(row[0])


def test_the_role_and_the_claims_are_the_persons_own(connection: Connection[Any], supabase: Platform) -> None:
    with acting(connection, ALICE, supabase):
        assert who(connection) == ("authenticated", ALICE.uid, "authenticated")
    with acting(connection, ANON.person(None, "anon"), supabase):
        assert who(connection) == ("anon", None, "anon")


def test_afterwards_rows_role_and_claims_are_as_before(connection: Connection[Any], supabase: Platform) -> None:
    with acting(connection, ALICE, supabase):
        connection.execute("insert into note (owner_id) values (auth.uid())")
        assert notes(connection) == 1
        connection.execute("reset role")
        connection.execute('set request.jwt.claims = \'{"sub": "forged"}\'')
    assert who(connection) == ("pgcordon", None, None)
    assert notes(connection) == 0


def test_a_failed_statement_is_undone_too(connection: Connection[Any], supabase: Platform) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), acting(connection, ALICE, supabase):
        connection.execute("insert into note (owner_id) values (%s)", (BOB.uid,))
    assert who(connection) == ("pgcordon", None, None)
    assert notes(connection) == 0


def test_what_was_there_before_is_seen_by_its_owner_only(connection: Connection[Any], supabase: Platform) -> None:
    connection.execute("insert into note (owner_id) values (%s)", (BOB.uid,))
    with acting(connection, BOB, supabase):
        assert notes(connection) == 1
    with acting(connection, ALICE, supabase):
        assert notes(connection) == 0


def test_copies_are_independent_and_dropped(server: Server, loaded: Loaded) -> None:
    with loaded.copy() as one, loaded.copy() as other:
        with server.connect(one) as connection:
            connection.execute("insert into note (owner_id) values (%s)", (BOB.uid,))
        with server.connect(other) as connection:
            assert notes(connection) == 0
        opened = server.connect(one)  # a connection that somebody forgot does not keep the copy alive
    with server.connect() as connection:
        left = connection.execute("select count(*) from pg_database where datname in (%s, %s)", (one, other)).fetchone()
    opened.close()
    assert left == (0,)
