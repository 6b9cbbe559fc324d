"""Calls over a connection, as the person who makes them; unlike attempts, they stay until the transaction ends."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import psycopg
from psycopg import Connection

from pgcordon.actors.actor import Person
from pgcordon.clock.scenario import Call

Settings = Callable[[Person], Mapping[str, str]]
"""The run-time parameters that a request by this person sets, beside the role."""

WORKED = "00000"


def run(connection: Connection[Any], settings: Settings, call: Call) -> tuple[str, str]:
    """Make the call inside the open transaction; its output, or how many rows it wrote, and its SQLSTATE.

    A call that fails leaves no trace. Afterwards the role and the parameters are the owner's again.
    """
    try:
        with connection.transaction():
            former = _current(connection, call.parameters)
            _set(connection, call.parameters)
            become(connection, settings, call.person)
            output = _output(connection, call)
            be_owner(connection, settings, call.person)
            _set(connection, former)
    except psycopg.Error as error:
        return "", error.sqlstate or "08000"
    return output, WORKED


def become(connection: Connection[Any], settings: Settings, person: Person) -> None:
    """Be the person until the transaction or the savepoint ends."""
    _set(connection, {**settings(person), "role": person.actor.role})


def be_owner(connection: Connection[Any], settings: Settings, person: Person) -> None:
    """Be whoever connected again, after having been the person."""
    _set(connection, {**dict.fromkeys(settings(person), ""), "role": "none"})


def _current(connection: Connection[Any], names: Collection[str]) -> dict[str, str]:
    if not names:
        return {}
    rows = connection.execute(
        "select name, pg_catalog.current_setting(name) from unnest(%s::text[]) as s (name)", (list(names),)
    ).fetchall()
    return dict(rows)


def _set(connection: Connection[Any], values: Mapping[str, str]) -> None:
    if not values:
        return
    connection.execute(
        "select pg_catalog.set_config(name, value, true) from unnest(%s::text[], %s::text[]) as s (name, value)",
        (list(values), list(values.values())),
    )


def _output(connection: Connection[Any], call: Call) -> str:
    if not call.shows:
        return str(connection.execute(call.statement).rowcount)
    row = connection.execute(call.catching).fetchone()
    assert row is not None
    return str(row[0])
