"""What clients see through a view of the accounts, and in a materialized view."""

from uuid import UUID

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.actors.actor import USER
from pgcordon.database import acting
from pgcordon.platforms.definition import Platform
from rules.test_exploits import blocks_of
from rules.test_exploits import database as database

VICTIM = USER.person(UUID("5eed0000-0000-0000-0000-000000000001"), "victim")
READER = USER.person(UUID("5eed0000-0000-0000-0000-000000000002"), "user")


def seen(database: Connection[TupleRow], supabase: Platform, query: bytes) -> list[TupleRow]:
    """What the reader gets; nothing where they may not ask."""
    with acting(database, READER, supabase):
        try:
            with database.transaction():
                return database.execute(query).fetchall()
        except psycopg.errors.InsufficientPrivilege:
            return []


def load(database: Connection[TupleRow], rule_name: str, heading: str) -> None:
    for block in blocks_of(rule_name, heading):
        database.execute(block.encode())
    for person in (VICTIM, READER):
        database.execute("insert into auth.users (id) values (%s)", (person.uid,))


@pytest.mark.parametrize(("heading", "accounts"), [("Example", 2), ("Use instead", 0)])
def test_a_view_of_accounts_shows_everybodys(
    database: Connection[TupleRow], supabase: Platform, heading: str, accounts: int
) -> None:
    with database.transaction(force_rollback=True):
        load(database, "view-exposes-auth-users", heading)
        assert len(seen(database, supabase, b"select * from public.author")) == accounts


@pytest.mark.parametrize(("heading", "counts"), [("Example", 2), ("Use instead", 0)])
def test_a_materialized_view_shows_what_its_owner_saw(
    database: Connection[TupleRow], supabase: Platform, heading: str, counts: int
) -> None:
    with database.transaction(force_rollback=True):
        load(database, "exposed-materialized-view", heading)
        database.execute("insert into public.note (owner_id, body) select id, '' from auth.users")
        database.execute("refresh materialized view public.note_count")
        assert len(seen(database, supabase, b"select * from public.note_count")) == counts
