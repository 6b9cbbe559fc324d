"""Rows that somebody might insert: spare rows of the world, made their own and hung below what is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.strategies import pointing
from pgcordon.actors.world import Row, World
from pgcordon.model import Table

Values = Mapping[str, str | None]

_MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Insertable:
    """A row, and what an INSERT names of it: all of it, or what it cannot leave to defaults."""

    row: Values
    named: Values


def insertable(world: World, blueprints: Blueprints, table: Table, person: Person) -> Iterator[Insertable]:
    """Rows of the table that the person could insert, for all that their values tell."""
    mine = _owned_by(person, blueprints, table)
    for spare in islice(world.spares_of(table.name), _MOST_ROWS):
        for below in _parents(spare, world, blueprints):
            row = {**spare.values, **mine, **below}
            yield Insertable(row, row)
            yield Insertable(row, {name: value for name, value in row.items() if asked_for(name, table)})


def asked_for(name: str, table: Table) -> bool:
    """Whether a row cannot leave the column to its default."""
    column = table.column(name)
    pointing_columns = {each for reference in table.foreign_keys for each in reference.columns}
    filled = column is not None and (column.default is not None or column.identity is not None or not column.not_null)
    return not filled or name in pointing_columns


def _owned_by(person: Person, blueprints: Blueprints, table: Table) -> Values:
    """The columns that name a person, where it is the person who is asked to write."""
    if person.uid is None:
        return {}
    references = blueprints.owner_references(table.name)
    return {name: str(person.uid) for reference in references for name in reference.columns}


def _parents(row: Row, world: World, blueprints: Blueprints) -> Iterator[Values]:
    """The values that hang the row below each row that it might belong to, and those that it has anyway."""
    yield {}
    for reference in blueprints.parent_references(row.table):
        for parent in world.rows_of(reference.references) if reference.references else ():
            yield pointing(reference, parent)
