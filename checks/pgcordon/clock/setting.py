"""What a rule about time is set in: a copy of the schema, and a world that would stand there."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection

from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.world import Row, World, seed_statement
from pgcordon.clock.acting import Settings
from pgcordon.clock.performance import standing
from pgcordon.clock.travel import as_owner
from pgcordon.contract.contract import Contract
from pgcordon.model import Catalog, QualifiedName, Table


@dataclass(frozen=True)
class Setting:
    """The schema as its contract and its catalog have it, over a connection of the owner on which nothing stands."""

    connection: Connection[Any]
    settings: Settings
    catalog: Catalog
    contract: Contract
    blueprints: Blueprints
    world: World
    """With rows of every table, as they are drawn for attacks."""

    def table(self, name: QualifiedName) -> Table:
        table = self.catalog.table(name)
        assert table is not None, "the contract was checked against the catalog"
        return table

    def without_rows_of(self, table: QualifiedName) -> World:
        """The world without the table's rows, and with all spare rows that fit: more persons in more places."""
        bare = self.world.without(row.id for row in self.world.rows_of(table))
        spares = [spare for spare in bare.spares if spare.table != table]
        with standing(self.connection, bare):
            fitting = tuple(spare for spare in spares if self._fits(spare))
        return World(bare.people, (*bare.rows, *fitting))

    def _fits(self, spare: Row) -> bool:
        try:
            with self.connection.transaction(), as_owner(self.connection):
                self.connection.execute(seed_statement(spare.table, [spare.values]))
        except psycopg.Error:
            return False
        return True
