"""What the volumes are measured on is sound: rows that the schema allows, and a floor that gives the same answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, sql

from bench.cases import Case, draw
from bench.durations import secured, timed, unsecured
from bench.filling import Size, fill
from bench.operations import WORKLOADS, Operation, Workload
from pgcordon.actors.actor import Actor, Person
from pgcordon.database import Server, acting
from pgcordon.platforms.definition import Platform
from pgcordon.systems import System

ROOT = Path(__file__).parents[2]
TINY = Size(users=20, sessions=300, messages=1_500)
HARDENED = [pytest.param(("schema", each), id=each.system) for each in WORKLOADS]
SPECIFIED = [pytest.param(("tests/as_specified", each), id=f"{each.system} as specified") for each in WORKLOADS]


@dataclass(frozen=True)
class Filled:
    """A filled database, what was in it before, and what is asked of it."""

    server: Server
    dbname: str
    connection: Connection[Any]
    platform: Platform
    workload: Workload
    indexes_before: set[str]

    def draw(self, operation: Operation, number: int = 5) -> list[Case]:
        return draw(self.connection, operation, number)


@pytest.fixture(scope="module", params=[*HARDENED, *SPECIFIED])
def filled(request: pytest.FixtureRequest, server: Server) -> Iterator[Filled]:
    folder, workload = request.param
    system = System.read(ROOT / folder / workload.system)
    with server.load(system.platform, system.files).copy() as name, server.connect(name) as connection:
        before = indexes(connection)
        fill(connection, workload.system, TINY)
        yield Filled(server, name, connection, system.platform, workload, before)


def indexes(connection: Connection[Any]) -> set[str]:
    """Each with its columns; PostgreSQL rewrites conditions, WHERE among them, when it reads what it wrote itself."""
    rows = connection.execute("select indexdef from pg_catalog.pg_indexes where schemaname = 'public'")
    return {definition.partition(" WHERE ")[0] for (definition,) in rows}


def test_rows_break_no_constraint(filled: Filled) -> None:
    """Foreign keys slept while the rows were written, so they are made anew."""
    found = filled.connection.execute(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_catalog.pg_constraint"
        " where connamespace = 'public'::regnamespace and contype in ('f', 'c')"
    ).fetchall()
    assert found
    with filled.connection.transaction(force_rollback=True):
        for table, name, definition in found:
            parts = {"table": sql.SQL(table), "name": sql.Identifier(name), "definition": sql.SQL(definition)}
            filled.connection.execute(sql.SQL("alter table {table} drop constraint {name}").format(**parts))
            filled.connection.execute(sql.SQL("alter table {table} add {definition}").format(**parts))


def test_indexes_are_there_again(filled: Filled) -> None:
    assert indexes(filled.connection) == filled.indexes_before


def test_cases_are_the_same_each_time(filled: Filled) -> None:
    for operation in filled.workload.operations:
        assert filled.draw(operation) == filled.draw(operation)


@pytest.mark.parametrize("filled", HARDENED, indirect=True)
def test_the_floor_gives_the_same_answer(filled: Filled) -> None:
    owner = Actor("owner", role=filled.platform.owner, signed_in=False).person(None, "owner")
    for operation in filled.workload.operations:
        cases = filled.draw(operation)
        as_users = [answer(filled, case.user, case.filled(operation.statement)) for case in cases]
        by_hand = [answer(filled, owner, case.filled(operation.by_hand)) for case in cases]
        assert any(as_users), operation.what
        assert as_users == by_hand, operation.what


def answer(filled: Filled, person: Person, statement: str) -> list[Any]:
    """The rows, or how many there are of an id that is new each time or of an insert."""
    with acting(filled.connection, person, filled.platform):
        cursor = filled.connection.execute(statement.encode())
        if cursor.description is None or "get_or_create" in statement:
            return [cursor.rowcount]
        return sorted(cursor.fetchall(), key=str)


@pytest.mark.parametrize("filled", HARDENED, indirect=True)
def test_every_case_is_timed_and_leaves_nothing(filled: Filled) -> None:
    insert = filled.workload.operation("insert a message")
    cases = filled.draw(insert, 30)
    before = messages(filled)
    sides = (
        unsecured(filled.dbname, filled.platform, insert.by_hand, cases),
        secured(filled.dbname, filled.platform, insert.statement, cases),
    )
    assert [len(each.values) for each in timed(filled.server, *sides)] == [len(cases), len(cases)]
    assert messages(filled) == before


def messages(filled: Filled) -> int:
    table = "conversation_messages" if filled.workload.system == "brand_infinity" else "chat_messages"
    ((count,),) = filled.connection.execute(f"select count(*) from public.{table}".encode()).fetchall()
    return int(count)
