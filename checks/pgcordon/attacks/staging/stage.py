"""Everything an attack may look at: the world, the schema and the contract."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprints, numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.actors.world import Row, World, literal
from pgcordon.contract.contract import Contract
from pgcordon.model import Catalog, Column, Function, QualifiedName, Table, View, quote_identifier

_FRESH = 9000
"""Numbers from here on mark values that an attack brought along."""


@dataclass(frozen=True)
class Stage:
    """A world that an attack is set in."""

    world: World
    catalog: Catalog
    contract: Contract
    blueprints: Blueprints
    tables: tuple[Table, ...]
    """The tables that clients could reach, those that cannot be drawn left out."""
    views: tuple[View, ...]
    functions: tuple[Function, ...]
    sees: Callable[[Person, Row], bool]
    """Whether the contract shows a row of the world to a person."""

    @property
    def people(self) -> tuple[Person, ...]:
        return self.world.people

    def victims(self) -> Iterator[Person]:
        """Everybody who can own rows."""
        return (person for person in self.people if person.uid is not None)

    def rows(self, table: Table) -> tuple[Row, ...]:
        return self.world.rows_of(table.name)

    def where(self, row: Row) -> str:
        """A WHERE clause that finds just this row."""
        table = self.catalog.table(row.table)
        key = table.primary_key if table else None
        names = key.columns if key else tuple(row.values)
        return " and ".join(f"{quote_identifier(name)} = {literal(row.values[name])}" for name in names)

    def another_value(self, row: Row | None, column: Column, table: Table) -> str | None:
        """A value for the column that the row does not hold; None where none is known.

        Prefers values that the table's checks let pass.
        """
        return next(self._values(row, column, table), None)

    def surely_another_value(self, row: Row, column: Column, table: Table) -> Iterator[str]:
        """Values of which at least one is not what the row holds: two, where the row leaves it to its default."""
        return islice(self._values(row, column, table), 1 if column.name in row.values else 2)

    def _values(self, row: Row | None, column: Column, table: Table) -> Iterator[str]:
        held = row.values.get(column.name) if row else None
        key = (table.name, column.name)
        if key not in self._drawn:
            self._drawn[key] = list(self._draw(column, table))
        return (value for value in self._drawn[key] if value not in (held, "now"))

    @cached_property
    def _drawn(self) -> dict[tuple[QualifiedName, str], list[str]]:
        return {}

    def _draw(self, column: Column, table: Table) -> Iterator[str]:
        blueprint = self.blueprints.tables.get(table.name)
        shapes = blueprint.shapes if blueprint else ()
        drawn = [shape[column.name] for shape in shapes if column.name in shape]
        with suppress(UndrawableError):
            drawn += candidates(column, table, self.catalog, varied=True)
        fresh = (numbered({column.name: value}, _FRESH)[column.name] for value in dict.fromkeys(drawn))
        return (value for value in fresh if value is not None)

    def plain_columns(self, table: Table) -> Iterator[Column]:
        """The columns that neither identify a row nor point to another one."""
        key = table.primary_key.columns if table.primary_key else ()
        pointing = {name for reference in table.foreign_keys for name in reference.columns}
        taken = pointing.union(key)
        return (column for column in table.columns if column.writable and column.name not in taken)


def assign(table: QualifiedName, values: dict[str, str | None], where: str | None = None) -> str:
    """An UPDATE statement."""
    pairs = ", ".join(f"{quote_identifier(name)} = {literal(value)}" for name, value in values.items())
    return f"update {table} set {pairs}" + (f" where {where}" if where else "")
