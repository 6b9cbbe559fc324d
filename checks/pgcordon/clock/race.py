"""Plays a race: two connections, two transactions, and a copy of the schema in which they may commit."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
from psycopg import Connection

from pgcordon.actors.world import World
from pgcordon.clock.acting import Settings, run
from pgcordon.clock.performance import first_shown, outcome, world_statements
from pgcordon.clock.scenario import BEFORE, Call, Check, Race, Scenario
from pgcordon.clock.travel import as_owner
from pgcordon.model import Table

Connect = Callable[[], Connection[Any]]
"""A new connection of the owner to the copy, not in autocommit mode."""

_ROUNDS = 5
"""How often both start at the very same moment."""
_PATIENCE = 10.0
"""Seconds after which a second caller counts as waiting, whatever the server says."""
_PAUSE = 0.005

Outcome = tuple[str, str]


def settle(connect: Connect, world: World) -> None:
    """Commit the world."""
    with connect() as owner, as_owner(owner):
        for statement in world_statements(world):
            owner.execute(statement)


def compete(connect: Connect, settings: Settings, table: Table, scenario: Scenario) -> Check | None:
    """The first check that shows a fault in any of several rounds; the table is empty afterwards."""
    assert scenario.race is not None
    for play in (_one_waits, *[_both_at_once] * _ROUNDS):
        shown = _round(connect, settings, table, scenario, scenario.race, play)
        if shown is not None:
            return shown
    return None


Play = Callable[[Connect, Settings, Race], tuple[Outcome, Outcome]]


def _round(
    connect: Connect, settings: Settings, table: Table, scenario: Scenario, race: Race, play: Play
) -> Check | None:
    with connect() as owner:
        with as_owner(owner):
            owner.execute("; ".join(scenario.placement(table)))
        owner.commit()
        first, second = play(connect, settings, race)
        shown = first_shown(owner, scenario, outcome(1, *first) | outcome(2, *second))
        with as_owner(owner):
            owner.execute(f"drop table {BEFORE}; delete from {table.name}")
    return shown


def _one_waits(connect: Connect, settings: Settings, race: Race) -> tuple[Outcome, Outcome]:
    """The second call begins when the first is done but not committed."""
    with connect() as one, connect() as other, connect() as watcher, ThreadPoolExecutor(1) as pool:
        first = run(one, settings, race.first)
        second = pool.submit(_commit, other, settings, race.second)
        _await_waiting(watcher, other.info.backend_pid, second)
        one.commit()
        return first, second.result()


def _both_at_once(connect: Connect, settings: Settings, race: Race) -> tuple[Outcome, Outcome]:
    barrier = Barrier(2)

    def start(connection: Connection[Any], call: Call) -> Outcome:
        barrier.wait()
        return _commit(connection, settings, call)

    with connect() as one, connect() as other, ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(start, one, race.first), pool.submit(start, other, race.second)]
        first, second = (each.result() for each in calls)
        return first, second


def _commit(connection: Connection[Any], settings: Settings, call: Call) -> Outcome:
    output, sqlstate = run(connection, settings, call)
    try:
        connection.commit()
    except psycopg.Error as error:  # a deferred constraint
        return "", error.sqlstate or ""
    return output, sqlstate


def _await_waiting(watcher: Connection[Any], pid: int, done: Future[Outcome]) -> None:
    """Return once the second caller waits for a lock, or is done without."""
    deadline = time.monotonic() + _PATIENCE
    waiting = "select exists (select from pg_catalog.pg_locks where pid = %s and not granted)"
    while not done.done() and time.monotonic() < deadline:
        row = watcher.execute(waiting, (pid,)).fetchone()
        if row is not None and row[0]:
            return
        time.sleep(_PAUSE)
