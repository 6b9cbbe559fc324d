"""Fill a loaded schema with a year of conversations: `sql/year.sql`, and the system's own file on top of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, sql

_SQL = Path(__file__).with_name("sql")

# Not those of a primary key, UNIQUE or EXCLUDE constraint.
_INDEXES: LiteralString = """
    select c.oid::pg_catalog.regclass::text, pg_catalog.pg_get_indexdef(c.oid)
    from pg_catalog.pg_index as i
      join pg_catalog.pg_class as c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::pg_catalog.regnamespace
      and not exists (select from pg_catalog.pg_constraint as k where k.conindid = c.oid)
    order by c.oid
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a database holds."""

    users: int
    sessions: int
    messages: int

    def __str__(self) -> str:
        return f"{self.users:,} users, {self.sessions:,} sessions, {self.messages:,} messages"


REAL = Size(users=10_000, sessions=200_000, messages=1_000_000)
SMALL = Size(users=100, sessions=2_000, messages=6_000)
"""Enough for the planner to choose as it would among many, and there in less than two seconds."""


def fill(connection: Connection[Any], system: str, size: Size) -> None:
    """Write the rows, the triggers and foreign keys asleep, and let the planner know of them.

    The connection is a superuser's, in autocommit mode, in a database that holds the system's schema and no row of
    it. Indexes are built after the rows, which takes a third of the time.
    """
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute("set local maintenance_work_mem = '256MB'")
        connection.execute("set local work_mem = '256MB'")
        connection.execute("set local search_path = public, extensions")
        for name, number in (("users", size.users), ("sessions", size.sessions), ("messages", size.messages)):
            connection.execute("select pg_catalog.set_config(%s, %s, true)", (f"volume.{name}", str(number)))
        indexes = connection.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(sql.SQL("drop index {}").format(sql.SQL(name)))
        _run(connection, "year")
        _run(connection, system)
        for _, definition in indexes:
            connection.execute(definition)
    connection.execute("discard temp")
    connection.execute("vacuum (analyze, skip_locked)")


def _run(connection: Connection[Any], name: str) -> None:
    connection.execute((_SQL / f"{name}.sql").read_bytes())
