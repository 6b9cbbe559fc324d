"""Add a row of your own below somebody else's.

## What it does
Every actor inserts rows that carry their own id wherever the table asks for a
person, below each parent row of the world in turn: a message of mine in a
conversation of yours.

## Why is this bad?
A policy that checks only the child's own user column lets strangers write into
a conversation, an order or a team that they cannot even see.

## Stopped by
An INSERT policy whose WITH CHECK expression looks the parent up and compares
its owner too.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.strategies import pointing
from pgcordon.actors.world import Row, insert_statement
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import needed_values
from pgcordon.model import Command, Constraint, Table

_MOST_SPARES = 4


@attack
def insert_under_foreign_parent(stage: Stage) -> Iterator[Attempt]:
    """Every actor inserts spare rows, made their own, below every parent that the contract keeps from them."""
    for table in stage.tables:
        owners = {name for each in stage.blueprints.owner_references(table.name) for name in each.columns}
        for reference in stage.blueprints.parent_references(table.name):
            for spare in stage.world.spares_of(table.name)[:_MOST_SPARES]:
                for person in stage.people:
                    yield from _below_each(stage, table, reference, spare, owners, person)


def _below_each(
    stage: Stage, table: Table, reference: Constraint, spare: Row, owners: set[str], person: Person
) -> Iterator[Attempt]:
    needed = needed_values(stage, table, spare)
    mine = {name: str(person.uid) for name in owners if person.uid is not None}
    for parent in stage.world.rows_of(reference.references) if reference.references else ():
        if not stage.sees(person, parent):
            values = {**needed, **mine, **pointing(reference, parent)}
            statement = insert_statement(table.name, values)
            yield Attempt(person, Command.INSERT, table.name, statement, columns=tuple(values))
