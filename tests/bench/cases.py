"""The cases of an operation: who sends it, about what."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

from bench.operations import Operation
from pgcordon.actors.actor import USER, Person


@dataclass(frozen=True, slots=True)
class Case:
    """What an operation is about this time: a value for each placeholder, as an SQL literal."""

    user: Person
    values: Mapping[str, str]

    def filled(self, statement: str) -> str:
        """The statement with this case's values in it."""
        return statement.format(**self.values)

    def call(self, statement: str) -> str:
        """A call of the prepared statement."""
        return f"execute operation ({', '.join(self.values[name] for name in _placeholders(statement))})"


def draw(connection: Connection[Any], operation: Operation, number: int) -> list[Case]:
    """At most so many cases, the same ones each time. Raises LookupError where the database holds none."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(f"{operation.cases} limit {number}".encode()).fetchall()
    if not rows:
        raise LookupError(f"nothing to draw from for {operation.what!r}: {operation.cases}")
    return [
        Case(
            USER.person(row["user"], "user"),
            {name: sql.Literal(value).as_string(connection) for name, value in row.items()},
        )
        for row in rows
    ]


def prepare(statement: str) -> str:
    """The SQL that prepares a statement for the calls of its cases."""
    parameters = {name: f"${number}" for number, name in enumerate(_placeholders(statement), 1)}
    return f"prepare operation as {statement.format(**parameters)}"


def _placeholders(statement: str) -> list[str]:
    """Each placeholder once, in order."""
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(statement) if name))
