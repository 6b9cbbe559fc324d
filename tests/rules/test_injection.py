"""What a caller can do to a function that writes its argument into SQL, and to one that may be put on any table."""

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
from rules.test_exploits import superuser as superuser

VICTIM = USER.person(UUID("5eed0000-0000-0000-0000-000000000001"), "victim")
ATTACKER = USER.person(UUID("5eed0000-0000-0000-0000-000000000002"), "user")


def load(connection: Connection[TupleRow], rule_name: str, heading: str) -> None:
    for block in blocks_of(rule_name, heading):
        connection.execute(block.encode())


def add_people(connection: Connection[TupleRow]) -> None:
    for person in (VICTIM, ATTACKER):
        connection.execute("insert into auth.users (id) values (%s)", (person.uid,))


@pytest.mark.parametrize(("heading", "read"), [("Example", 2), ("Use instead", 0)])
def test_an_argument_that_is_written_into_sql_becomes_a_condition(
    database: Connection[TupleRow], supabase: Platform, heading: str, read: int
) -> None:
    """OR binds less than AND, so that whose row it is no longer counts; quoted, it is a column that is not there."""
    with database.transaction(force_rollback=True):
        load(database, "dynamic-sql-from-argument", heading)
        add_people(database)
        for person in (VICTIM, ATTACKER):
            database.execute("insert into public.note (owner_id, body) values (%s, '')", (person.uid,))
        with acting(database, ATTACKER, supabase):
            assert len(database.execute("select public.notes_with('body')").fetchall()) == 1
            try:
                with database.transaction():
                    found = database.execute("select public.notes_with('true or body')").fetchall()
            except psycopg.errors.UndefinedColumn:
                found = []
            assert len(found) == read


@pytest.mark.parametrize("heading", ["Example", "Use instead"])
def test_a_trigger_function_that_anybody_may_execute_runs_on_their_own_table(
    database: Connection[TupleRow], supabase: Platform, heading: str
) -> None:
    """It writes, as its owner, a profile for whomever the NEW of a temporary table names."""
    with database.transaction(force_rollback=True):
        load(database, "security-definer-trigger-open", heading)
        add_people(database)
        assert database.execute("delete from public.profile").rowcount == len((VICTIM, ATTACKER))
        with acting(database, ATTACKER, supabase):
            database.execute("create temporary table pretended (id uuid, raw_user_meta_data jsonb)")
            try:
                with database.transaction():
                    database.execute("""
                        create trigger pretend after insert on pretended
                          for each row execute function public.handle_new_user()
                    """)
                    database.execute(
                        'insert into pretended values (%s, \'{"name": "not me"}\')',
                        (VICTIM.uid,),
                    )
            except psycopg.errors.InsufficientPrivilege:
                assert heading == "Use instead"
            database.execute("reset role")
            written = database.execute("select id, display_name from public.profile").fetchall()
        assert written == ([(VICTIM.uid, "not me")] if heading == "Example" else [])


@pytest.mark.parametrize(("heading", "told"), [("Example", True), ("Use instead", False)])
def test_a_leakproof_function_sees_rows_before_row_security_hides_them(
    superuser: Connection[TupleRow], supabase: Platform, heading: str, told: bool
) -> None:
    """Its error holds what stands in somebody else's row."""
    with superuser.transaction(force_rollback=True):
        load(superuser, "leakproof-function", heading)
        load(superuser, "dynamic-sql-from-argument", "Use instead")
        add_people(superuser)
        superuser.execute(
            "insert into public.note (owner_id, body) values (%s, 'my secret' || repeat('.', 80))", (VICTIM.uid,)
        )
        with acting(superuser, ATTACKER, supabase):
            superuser.execute("set local enable_indexscan = off; set local enable_bitmapscan = off")
            try:
                with superuser.transaction():
                    superuser.execute("select from public.note where public.is_short(body)")
            except psycopg.errors.RaiseException as error:
                assert "my secret" in str(error)
                assert told
            else:
                assert not told
