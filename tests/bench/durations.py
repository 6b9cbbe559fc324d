"""How long an operation takes in the server."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from psycopg import Connection
from psycopg.types.json import Jsonb

from bench.cases import Case, prepare
from pgcordon.database import Server
from pgcordon.platforms.definition import Platform

_TIMED = Path(__file__).with_name("sql") / "timed.sql"
_AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Durations:
    """Milliseconds, one for each case."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p99(self) -> float:
        return quantiles(self.values, n=100, method="inclusive")[98]


@dataclass(frozen=True, slots=True)
class Side:
    """A way to do an operation: a database, a statement, and for each case what its request sets before."""

    dbname: str
    statement: str
    cases: Sequence[Case]
    requests: Sequence[Mapping[str, str]]

    def first(self, number: int) -> "Side":
        return replace(self, cases=self.cases[:number], requests=self.requests[:number])


def secured(dbname: str, platform: Platform, statement: str, cases: Sequence[Case]) -> Side:
    """As the signed-in users, under row security."""
    requests = [{**platform.session_settings(case.user), "role": case.user.actor.role} for case in cases]
    return Side(dbname, statement, cases, requests)


def unsecured(dbname: str, platform: Platform, statement: str, cases: Sequence[Case]) -> Side:
    """As the owner, whom row security does not bind."""
    return Side(dbname, statement, cases, [{"role": platform.owner}] * len(cases))


def timed(server: Server, *sides: Side) -> list[Durations]:
    """Run all cases of each side twice, and count the second time; nothing stays of what they do.

    Each side has a connection of its own, for a plan is made for a role: PostgreSQL plans anew where the next caller
    has another one. The sides take turns, so that what else the machine does strikes all of them, and a turn is as
    short as what it reads stays in memory. The statement is prepared, as PostgREST prepares what it sends, and
    PostgreSQL chooses when to plan it anew.
    """
    results = [Durations() for _ in sides]
    with ExitStack() as stack:
        connections = [stack.enter_context(server.connect(side.dbname)) for side in sides]
        for side, connection in zip(sides, connections, strict=True):
            connection.execute(_TIMED.read_bytes())
            connection.execute(prepare(side.statement).encode())
        for start in range(0, max(len(side.cases) for side in sides), _AT_A_TIME):
            turn = slice(start, start + _AT_A_TIME)
            for side, connection in zip(sides, connections, strict=True):
                _run(connection, side, turn)
            for side, connection, result in zip(sides, connections, results, strict=True):
                result.values.extend(_run(connection, side, turn))
    return results


def _run(connection: Connection[Any], side: Side, turn: slice) -> list[float]:
    calls = [case.call(side.statement) for case in side.cases[turn]]
    requests = [Jsonb(dict(request)) for request in side.requests[turn]]
    with connection.transaction(force_rollback=True):
        row = connection.execute("select pg_temp.timed(%s, %s)", (calls, requests)).fetchone()
    assert row is not None
    values: list[float] = row[0]
    return values
