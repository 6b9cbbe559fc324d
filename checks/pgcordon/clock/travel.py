"""Time travel: `now()` cannot be moved, rows can."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from psycopg import Connection
from psycopg.errors import ExclusionViolation, UniqueViolation

from pgcordon.model import Catalog, QualifiedName, quote_identifier

_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_A_LEAP = timedelta(days=365_000)
"""Farther than any two moments of a world lie apart."""

# Domains are followed to their base type. Generated columns follow by themselves, partitions their table.
_MOMENTS = """
    with recursive moment (relation, number, name, type) as (
        select a.attrelid, a.attnum, a.attname, a.atttypid
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_class c on c.oid = a.attrelid
        where c.oid = any (%s::regclass[]) and c.relkind in ('r', 'p') and not c.relispartition
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        union all
        select m.relation, m.number, m.name, t.typbasetype
        from moment m join pg_catalog.pg_type t on t.oid = m.type and t.typtype = 'd'
    )
    select format(case c.relkind when 'p' then '%%I.%%I' else 'only %%I.%%I' end, n.nspname, c.relname),
           array_agg(m.name::text order by m.number),
           array_agg(m.type = 'date'::regtype order by m.number)
    from moment m
    join pg_catalog.pg_class c on c.oid = m.relation
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where m.type in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
    group by c.oid, n.nspname, c.relname, c.relkind
    order by n.nspname, c.relname
"""


@dataclass(frozen=True, slots=True)
class Clock:
    """Lets time pass for the rows of some tables, over a connection of their owner.

    It works inside an open transaction, in which `now()` stands still, so that ages are exact to the microsecond.
    The role and the claims of whoever is acting are as before afterwards.
    """

    connection: Connection[Any]
    tables: tuple[QualifiedName, ...]

    @classmethod
    def of(cls, connection: Connection[Any], catalog: Catalog) -> "Clock":
        """A clock for the author's tables: what the platform brought keeps its time."""
        return cls(connection, tuple(table.name for table in catalog.tables if table.address not in catalog.given))

    def advance(self, delta: timedelta | None = None, /, **parts: float) -> None:
        """Let this much time pass, as a timedelta or its arguments: `clock.advance(hours=4)`.

        Every stored `timestamptz` and `timestamp` moves back by as much, a `date` by the whole days of it; triggers
        stay silent. Infinity stays where it is, as in any arithmetic with timestamps. Source: PostgreSQL
        documentation, "Date/Time Types", special values.
        """
        span = timedelta(**parts) if delta is None else delta
        with as_owner(self.connection):
            for target, columns, dates in self._moments():
                moments = list(zip(columns, dates, strict=True))
                try:
                    with self.connection.transaction():
                        self.connection.execute(_shift(target, moments, span))
                except (UniqueViolation, ExclusionViolation):
                    # Keys are checked row by row, so a row may land on the place of one that has not moved yet.
                    self.connection.execute(_shift(target, moments, span + _A_LEAP))
                    self.connection.execute(_shift(target, moments, -_A_LEAP))

    def _moments(self) -> list[tuple[str, list[str], list[bool]]]:
        """Each table that has any, as UPDATE names it; their columns, and which of them are dates."""
        names = [str(table) for table in self.tables]
        return self.connection.execute(_MOMENTS, (names,)).fetchall()

    def set_age(self, table: QualifiedName, column: str, where: str, age: timedelta) -> int:
        """Set the column of the rows that the SQL condition holds for to `now()` less the age; returns how many."""
        with as_owner(self.connection):
            changed = self.connection.execute(
                f"update {table} set {quote_identifier(column)} = {moment(age)} where {where}"
            )
        return changed.rowcount


def moment(age: timedelta) -> str:
    """The moment that lies this far back, as SQL."""
    return f"now() - {interval(age)}" if age else "now()"


def interval(span: timedelta) -> str:
    """The span as SQL, in microseconds alone: a day of an interval is not always 24 hours long."""
    return f"{span // _MICROSECOND} * interval '1 microsecond'"


def _shift(target: str, moments: Iterable[tuple[str, bool]], span: timedelta) -> str:
    shifts = []
    for column, is_date in moments:
        name = quote_identifier(column)
        shifts.append(f"{name} = {name} - {span // _DAY if is_date else interval(span)}")
    return f"update {target} set {', '.join(shifts)}"


@contextmanager
def as_owner(connection: Connection[Any]) -> Iterator[None]:
    """Run the block as whoever connected, with triggers off and in one transaction; then be who one was."""
    with connection.transaction():
        row = connection.execute(
            "select current_setting('role'), current_setting('session_replication_role')"
        ).fetchone()
        assert row is not None
        role, replication = row
        connection.execute("set local role none; set local session_replication_role = replica")
        yield
        connection.execute(f"set local session_replication_role = {replication}; set local role {_quoted(role)}")


def _quoted(role: str) -> str:
    return role if role == "none" else quote_identifier(role)
