"""What a caller can do to a function that looks its names up where the caller says."""

from uuid import UUID

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.actors.actor import USER
from pgcordon.database import acting
from pgcordon.platforms.definition import Platform
from rules.test_exploits import blocks_of
from rules.test_exploits import database as database

VICTIM = USER.person(UUID("5eed0000-0000-0000-0000-000000000001"), "victim")
ATTACKER = USER.person(UUID("5eed0000-0000-0000-0000-000000000002"), "user")


@pytest.mark.parametrize(("heading", "counted"), [("Example", 2), ("Use instead", 1)])
def test_a_caller_steps_into_the_search_path_of_a_definer_function(
    database: Connection[TupleRow], supabase: Platform, heading: str, counted: int
) -> None:
    """A temporary view takes the table's place, and the function that it calls runs as the owner, past row security."""
    with database.transaction(force_rollback=True):
        for block in blocks_of("definer-function-mutable-search-path", heading):
            database.execute(block.encode())
        for person in (VICTIM, ATTACKER):
            database.execute("insert into auth.users (id) values (%s)", (person.uid,))
            database.execute("insert into public.note values (gen_random_uuid(), %s, '')", (person.uid,))
        with acting(database, ATTACKER, supabase):
            database.execute("""
                create function pg_temp.everything() returns setof uuid language sql
                  as 'select auth.uid() from public.note';
                create view pg_temp.note as select owner_id from pg_temp.everything() as owner_id;
            """)
            assert database.execute("select public.count_notes()").fetchall() == [(counted,)]
