"""The plugin's fixtures, used as a schema's own tests use them: this folder's access.toml says what they are about."""

from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection
from psycopg.errors import InFailedSqlTransaction, InsufficientPrivilege

from pgcordon.actors.world import World
from pgcordon.clock.travel import Clock
from pgcordon.model import QualifiedName
from pgcordon.testing import AsRole, AsUser, Connect
from pgcordon.testing.acting import Callers

ANN, BEN = UUID(int=1), UUID(int=2)
WRITE = "insert into public.note (owner_id, body) values (auth.uid(), 'a line')"
COUNT = "select count(*) from public.note"
WHO = "select auth.uid(), current_user::text"


@pytest.fixture(autouse=True)
def people(database: Connection[Any]) -> None:
    for uid in (ANN, BEN):
        database.execute("insert into auth.users (id) values (%s)", (uid,))


def count(connection: Connection[Any]) -> int:
    ((number,),) = connection.execute(COUNT).fetchall()
    return int(number)


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_begins_with_the_schema_as_it_was_loaded(database: Connection[Any], time: str) -> None:
    assert count(database) == 0
    database.execute("insert into public.note (owner_id, body) values (%s, %s)", (ANN, time))


def test_the_connection_is_the_owners(database: Connection[Any]) -> None:
    assert database.execute(WHO).fetchone() == (None, "postgres")


def test_what_a_user_does_stays_and_others_are_held_to_the_policies(database: Connection[Any], as_user: AsUser) -> None:
    ann, ben = as_user(ANN), as_user(str(BEN))
    ann.execute(WRITE)
    ben.execute(WRITE)
    ann.execute(WRITE)
    assert [ann.execute(COUNT).fetchone(), ben.execute(COUNT).fetchone()] == [(2,), (1,)]
    assert count(database) == 3


def test_a_block_is_somebody_and_blocks_nest(database: Connection[Any], as_user: AsUser, as_anon: AsRole) -> None:
    with as_user(ANN) as connection:
        assert connection.execute(WHO).fetchone() == (ANN, "authenticated")
        with as_user(BEN), as_anon():
            assert connection.execute(WHO).fetchone() == (None, "anon")
        assert connection.execute(WHO).fetchone() == (ANN, "authenticated")
    assert database.execute(WHO).fetchone() == (None, "postgres")


def test_one_person_may_be_entered_twice(as_user: AsUser, as_anon: AsRole) -> None:
    ann = as_user(ANN)
    with ann as connection, as_anon(), ann:
        assert connection.execute(WHO).fetchone() == (ANN, "authenticated")


def test_roles_without_a_user(as_anon: AsRole, as_service_role: AsRole) -> None:
    assert as_anon().execute(WHO).fetchone() == (None, "anon")
    assert as_service_role().execute(WHO).fetchone() == (None, "service_role")


def test_claims_are_of_one_person_alone(database: Connection[Any], as_user: AsUser) -> None:
    level = "select auth.jwt() ->> 'aal'"
    with as_user(ANN, claims={"aal": "aal2"}) as connection:
        assert connection.execute(level).fetchone() == ("aal2",)
        assert as_user(BEN).execute(level).fetchone() == (None,)
    assert database.execute("select coalesce(current_setting('request.jwt.claims', true), '')").fetchone() == ("",)


def test_a_refused_statement_does_not_end_the_test(database: Connection[Any], as_user: AsUser) -> None:
    as_user(ANN).execute(WRITE)
    with pytest.raises(InsufficientPrivilege):
        as_user(BEN).execute("insert into public.note (owner_id, body) values (%s, 'forged')", (ANN,))
    assert count(database) == 1
    assert database.execute(WHO).fetchone() == (None, "postgres")


def test_a_refusal_inside_a_block_undoes_the_block(database: Connection[Any], as_user: AsUser) -> None:
    with as_user(ANN) as connection:
        connection.execute(WRITE)
        with pytest.raises(InsufficientPrivilege):
            connection.execute("delete from public.note")
        with pytest.raises(InFailedSqlTransaction):
            connection.execute(COUNT)
    assert count(database) == 0
    assert database.execute(WHO).fetchone() == (None, "postgres")


def test_the_world_has_rows_of_everybody(database: Connection[Any], world: World, as_user: AsUser) -> None:
    note = QualifiedName("public", "note")
    people = {person.label: person for person in world.people}
    assert count(database) == len(world.rows_of(note)) > 0
    for label in ("user", "another user"):
        mine = [row for row in world.rows_of(note) if row.values["owner_id"] == str(people[label].uid)]
        assert as_user(people[label]).execute(COUNT).fetchone() == (len(mine),)
        assert mine


def test_the_clock_moves_the_rows(database: Connection[Any], as_user: AsUser, clock: Clock) -> None:
    as_user(ANN).execute(WRITE)
    clock.advance(hours=4)
    assert database.execute("select now() - written_at = interval '4 hours' from public.note").fetchone() == (True,)


def test_connections_of_their_own_may_commit(database: Connection[Any], connect: Connect, callers: Callers) -> None:
    one, other = connect(), connect()
    one.execute("insert into auth.users (id) values (%s)", (ANN,))
    callers.over(one).user(ANN).execute(WRITE)
    assert count(other) == 1
    assert count(database) == 0
