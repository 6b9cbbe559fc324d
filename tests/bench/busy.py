"""A small database full of conversations, and how PostgreSQL goes about an operation there: for tests of plans."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import Connection

from bench.cases import Case, draw
from bench.filling import SMALL, fill
from bench.operations import Operation, Workload
from bench.scans import Scans, scans
from pgcordon.actors.actor import Person
from pgcordon.database import Server, acting
from pgcordon.platforms.definition import Platform
from pgcordon.systems import System

_SCHEMAS = Path(__file__).parents[2] / "schema"
_RUNS = 20
_ASKS_WHO_CALLS = re.compile(r"request\.jwt|auth\.|uid\(")


def asks_who_calls(condition: str) -> bool:
    """Whether a condition of a plan finds out the caller's id itself, instead of being told by an InitPlan."""
    return bool(_ASKS_WHO_CALLS.search(condition))


@dataclass(frozen=True, slots=True)
class Busy:
    """A connection to a filled database. Nothing stays of what is done there."""

    connection: Connection[Any]
    platform: Platform

    def scans(self, operation: Operation) -> Scans:
        """What a few cases of an operation read."""
        return scans(self.connection, self.platform, operation, self._cases(operation))

    def conditions(self, operation: Operation) -> list[str]:
        """What an operation asks of each row, as a user: the conditions of its plan."""
        case = self._cases(operation)[0]
        with acting(self.connection, case.user, self.platform):
            statement = f"explain (format json) {case.filled(operation.statement)}"
            row = self.connection.execute(statement.encode()).fetchone()
        assert row is not None
        nodes = _nodes(row[0][0]["Plan"])
        return [value for node in nodes for key, value in node.items() if key.endswith((" Cond", "Filter"))]

    def callers_asked(self, operation: Operation) -> list[int]:
        """How often each case finds out who calls, in functions and triggers too."""
        return [self._asked(case.user, case.filled(operation.statement)) for case in self._cases(operation)]

    def _asked(self, user: Person, statement: str) -> int:
        with acting(self.connection, user, self.platform):
            before = self._calls_of_uid()
            self.connection.execute(statement.encode())
            return self._calls_of_uid() - before

    def _calls_of_uid(self) -> int:
        row = self.connection.execute(
            "select coalesce(pg_catalog.pg_stat_get_xact_function_calls('auth.uid()'::pg_catalog.regprocedure), 0)"
        ).fetchone()
        assert row is not None
        calls: int = row[0]
        return calls

    def _cases(self, operation: Operation) -> list[Case]:
        return draw(self.connection, operation, _RUNS)


@contextmanager
def busy(server: Server, workload: Workload) -> Iterator[Busy]:
    """The schema of a workload's system, filled."""
    system = System.read(_SCHEMAS / workload.system)
    with (
        server.load(system.platform, system.files).copy() as name,
        server.connect(name) as connection,
    ):
        fill(connection, workload.system, SMALL)
        # PostgreSQL inlines it, and counts calls of functions alone.
        connection.execute("alter function auth.uid() set search_path = ''")
        connection.execute("set track_functions = 'all'")
        yield Busy(connection, system.platform)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from _nodes(child)
