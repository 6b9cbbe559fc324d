"""What a statement reads, and how, in its functions, triggers and foreign keys too: the server counts while it runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection

from bench.cases import Case
from bench.operations import Operation
from pgcordon.actors.actor import Person
from pgcordon.database import acting
from pgcordon.platforms.definition import Platform

BIG = 1_000
"""Rows from which on a table should not be read from end to end."""

# What earlier transactions counted may still be in there, until the server passes it on.
_COUNTS: LiteralString = """
    select c.relname, c.relkind = 'i', pg_catalog.pg_stat_get_xact_numscans(c.oid)
    from pg_catalog.pg_class as c
    where c.relnamespace = 'public'::pg_catalog.regnamespace
      and (c.relkind = 'i' or c.relkind = 'r' and c.reltuples >= %s)
"""


@dataclass(frozen=True, slots=True)
class Scans:
    """The indexes that were used, and the big tables that were read from end to end."""

    indexes: frozenset[str]
    sequential: frozenset[str]

    def __str__(self) -> str:
        through = f"through {', '.join(sorted(self.indexes)) or 'no index'}"
        return through + (f"; all of {', '.join(sorted(self.sequential))}" if self.sequential else "")


def scans(connection: Connection[Any], platform: Platform, operation: Operation, cases: Iterable[Case]) -> Scans:
    """What the cases read, as their users; the connection is a superuser's, in autocommit mode."""
    found = {
        each for case in cases for each in _scanned(connection, platform, case.user, case.filled(operation.statement))
    }
    return Scans(
        frozenset(name for name, is_index in found if is_index),
        frozenset(name for name, is_index in found if not is_index),
    )


def _scanned(connection: Connection[Any], platform: Platform, user: Person, statement: str) -> set[tuple[str, bool]]:
    with acting(connection, user, platform):
        before = _counts(connection)
        connection.execute(statement.encode())
        connection.execute("set local role none")
        after = _counts(connection)
    return {each for each, count in after.items() if count > before[each]}


def _counts(connection: Connection[Any]) -> dict[tuple[str, bool], int]:
    return {(name, is_index): count for name, is_index, count in connection.execute(_COUNTS, (BIG,))}
