"""A world: who exists, and which rows. Small enough to read, and made of plain SQL texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pgcordon.actors.actor import Person
from pgcordon.model import QualifiedName, quote_identifier


class RowId(NamedTuple):
    """A row of a world: its table and its number, unique in the world."""

    table: QualifiedName
    number: int


@dataclass(frozen=True)
class Row:
    """A row to insert. Values are the texts that the column's input function reads; None is null.

    Columns that are not named take their default.
    """

    table: QualifiedName
    number: int
    values: Mapping[str, str | None]
    parents: tuple[RowId, ...] = ()
    """The rows that its foreign keys point to."""

    @property
    def id(self) -> RowId:
        return RowId(self.table, self.number)


@dataclass(frozen=True)
class World:
    """Persons, the rows that exist, and spare rows that would fit but do not exist yet."""

    people: tuple[Person, ...]
    rows: tuple[Row, ...]
    spares: tuple[Row, ...] = ()

    @cached_property
    def _by_table(self) -> dict[QualifiedName, tuple[Row, ...]]:
        grouped: dict[QualifiedName, list[Row]] = {}
        for row in self.rows:
            grouped.setdefault(row.table, []).append(row)
        return {table: tuple(rows) for table, rows in grouped.items()}

    def rows_of(self, table: QualifiedName) -> tuple[Row, ...]:
        return self._by_table.get(table, ())

    def spares_of(self, table: QualifiedName) -> tuple[Row, ...]:
        return tuple(row for row in self.spares if row.table == table)

    def with_rows(self, rows: Iterable[Row]) -> "World":
        """This world with only these rows, and the spares that still have their parents."""
        kept = tuple(rows)
        existing = {row.id for row in kept}
        return World(self.people, kept, tuple(each for each in self.spares if existing.issuperset(each.parents)))

    def without(self, gone: Iterable[RowId]) -> "World":
        """This world without these rows and all that point to them."""
        lost = set(gone)
        kept: list[Row] = []
        for row in self.rows:  # parents stand before their children
            if row.id in lost or not lost.isdisjoint(row.parents):
                lost.add(row.id)
            else:
                kept.append(row)
        return self.with_rows(kept)


def literal(value: str | None) -> str:
    """The value as an SQL literal of unknown type, so that PostgreSQL reads it as the column's type.

    A schema can turn standard_conforming_strings off for its owner: backslashes mean the same either way here.
    """
    if value is None:
        return "null"
    quoted = "'" + value.replace("'", "''") + "'"
    return "E" + quoted.replace("\\", "\\\\") if "\\" in value else quoted


def insert_statement(table: QualifiedName, values: Mapping[str, str | None]) -> str:
    """An INSERT of one row."""
    return _insert(table, [values], "")


def seed_statement(table: QualifiedName, rows: Sequence[Mapping[str, str | None]]) -> str:
    """One INSERT for all these rows, identity columns included; a column that a row does not name is DEFAULT."""
    return _insert(table, rows, "overriding system value ")


def _insert(table: QualifiedName, rows: Sequence[Mapping[str, str | None]], overriding: str) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if not columns:
        return f"insert into {table} default values"
    names = ", ".join(quote_identifier(column) for column in columns)
    tuples = ", ".join(
        "(" + ", ".join(literal(row[column]) if column in row else "default" for column in columns) + ")"
        for row in rows
    )
    return f"insert into {table} ({names}) {overriding}values {tuples}"
