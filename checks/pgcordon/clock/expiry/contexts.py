"""The contexts in which a session might be opened: values for the parameters of `open`."""

from dataclasses import dataclass
from itertools import islice, product

from pgcordon.actors.blueprints import Blueprints, numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.actors.world import World
from pgcordon.clock.expiry.stage import Context
from pgcordon.clock.statements import parameters
from pgcordon.model import Catalog, Column, Table

_MOST_CONTEXTS = 24
_MOST_PARENTS = 6
_MOST_VALUES = 3
_NUMBER = 8999
"""Marks the values that are made for a context, apart from those of the world."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """What the columns of a rule's table can be given."""

    table: Table
    catalog: Catalog
    blueprints: Blueprints
    world: World

    def of(self, statement: str) -> list[Context]:
        """Values for every parameter of the statement, in many combinations."""
        names = parameters(statement)
        choices = [self._choices(column) for name in names if (column := self.table.column(name))]
        return [dict(zip(names, values, strict=True)) for values in islice(product(*choices), _MOST_CONTEXTS)]

    def _choices(self, column: Column) -> list[str | None]:
        """The keys of what the column points to, or values that the table's checks let pass."""
        for reference in self.table.foreign_keys:
            if reference.columns == (column.name,) and reference.references is not None:
                rows = self.world.rows_of(reference.references)[:_MOST_PARENTS]
                return [row.values.get(reference.referenced_columns[0]) for row in rows]
        return list(self.values(column))[:_MOST_VALUES]

    def values(self, column: Column, number: int = _NUMBER) -> dict[str | None, None]:
        """Values of the column, as a row of this number would have them, each once and the likeliest first."""
        blueprint = self.blueprints.tables.get(self.table.name)
        drawn = [shape.get(column.name) for shape in blueprint.shapes] if blueprint else []
        try:
            known = [*drawn, *candidates(column, self.table, self.catalog, varied=True)]
        except UndrawableError:
            known = drawn
        return dict.fromkeys(_of_row(each, number) for each in known if each is not None)


def _of_row(value: str, number: int) -> str | None:
    return numbered({"value": value}, number)["value"]
