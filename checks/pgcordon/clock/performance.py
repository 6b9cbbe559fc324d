"""Plays a scenario over a connection, and looks whether its fault shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from psycopg import Connection
from psycopg.errors import IntegrityError

from pgcordon.actors.world import World, literal, seed_statement
from pgcordon.clock.acting import Settings, run
from pgcordon.clock.scenario import Call, Check, Meanwhile, Pass, Scenario
from pgcordon.clock.travel import as_owner
from pgcordon.contract.contract import bind_uid
from pgcordon.model import Table

_VARIABLE = re.compile(r":'(\w+)'")


def world_statements(world: World) -> Iterator[str]:
    """The statements that make the world, run by the owner with triggers off."""
    for table, rows in groupby(world.rows, key=lambda row: row.table):
        yield seed_statement(table, [row.values for row in rows])
    for person in world.people:
        if person.actor.setup is not None:
            yield bind_uid(person.actor.setup, person)


@contextmanager
def standing(connection: Connection[Any], world: World) -> Iterator[None]:
    """The world, built in a transaction; everything is undone afterwards."""
    with connection.transaction(force_rollback=True):
        with as_owner(connection):
            for statement in world_statements(world):
                connection.execute(statement)
        yield


def perform(connection: Connection[Any], settings: Settings, table: Table, scenario: Scenario) -> Check | None:
    """The first check that shows a fault once everything was played; nothing of it stays.

    None as well where the schema forbids the rows that are to be there.
    """
    return next((check for _, check in perform_in_turn(connection, settings, table, [scenario])), None)


def perform_in_turn(
    connection: Connection[Any], settings: Settings, table: Table, scenarios: Iterable[Scenario]
) -> Iterator[tuple[Scenario, Check | None]]:
    """Each scenario with the first check that shows a fault; rows that several in a row begin with are placed once.

    Those are left out whose rows cannot be there: two sessions of one user, say, where an index allows only one.
    """
    for _, alike in groupby(scenarios, key=lambda each: each.placed):
        first, *others = alike
        with connection.transaction(force_rollback=True):
            try:
                _arrange(connection, first.placement(table))
            except IntegrityError:
                continue
            for each in (first, *others):
                with connection.transaction(force_rollback=True):
                    shown = _play(connection, settings, table, each)
                yield each, shown


def _play(connection: Connection[Any], settings: Settings, table: Table, scenario: Scenario) -> Check | None:
    """Take the scenario's steps where its rows are placed."""
    seen: dict[str, str] = {}
    number = 0
    for step in scenario.steps:
        if isinstance(step, Call):
            number += 1
            seen |= outcome(number, *run(connection, settings, step))
        elif isinstance(step, Pass | Meanwhile):
            _arrange(connection, step.statements(table))
    return first_shown(connection, scenario, seen)


def _arrange(connection: Connection[Any], statements: Iterable[str]) -> None:
    with as_owner(connection):
        connection.execute("; ".join(statements))


def outcome(number: int, output: str, sqlstate: str) -> dict[str, str]:
    """The variables that tell checks what came of a call."""
    return {f"output_{number}": output, f"sqlstate_{number}": sqlstate}


def first_shown(connection: Connection[Any], scenario: Scenario, seen: Mapping[str, str]) -> Check | None:
    """The scenario's first check that holds, after calls that came to this."""
    return next((check for check in scenario.checks if _holds(connection, check.condition, seen)), None)


def _holds(connection: Connection[Any], condition: str, seen: Mapping[str, str]) -> bool:
    written = _VARIABLE.sub(lambda match: literal(seen[match.group(1)]), condition)
    row = connection.execute(f"select {written}").fetchone()
    return row is not None and row[0] is True
