"""Plays a scenario over a connection, and looks whether its fault shows."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from psycopg import Connection

from pgcordon.actors.world import World, literal, seed_statement
from pgcordon.clock.acting import Settings, run
from pgcordon.clock.scenario import Call, Check, Pass, Scenario, remember
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
    """The first check that shows a fault once everything was played; nothing of it stays."""
    with connection.transaction(force_rollback=True):
        with as_owner(connection):
            for session in scenario.sessions:
                for statement in session.placement():
                    connection.execute(statement)
            connection.execute(remember(table))
        seen: dict[str, str] = {}
        for step in scenario.steps:
            if isinstance(step, Call):
                number = len(seen) // 2 + 1
                seen[f"output_{number}"], seen[f"sqlstate_{number}"] = run(connection, settings, step)
            else:
                _pass(connection, table, step)
        return next((check for check in scenario.checks if _holds(connection, check.condition, seen)), None)


def _pass(connection: Connection[Any], table: Table, step: Pass) -> None:
    with as_owner(connection):
        for statement in step.statements(table):
            connection.execute(statement)


def _holds(connection: Connection[Any], condition: str, seen: Mapping[str, str]) -> bool:
    written = _VARIABLE.sub(lambda match: literal(seen[match.group(1)]), condition)
    row = connection.execute(f"select {written}").fetchone()
    return row is not None and row[0] is True
