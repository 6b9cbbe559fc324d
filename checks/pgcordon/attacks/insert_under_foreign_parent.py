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

from pgcordon.actors.strategies import pointing
from pgcordon.actors.world import insert_statement
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import needed_values
from pgcordon.model import Command


@attack
def insert_under_foreign_parent(stage: Stage) -> Iterator[Attempt]:
    """Every actor inserts a spare row, made their own, below every parent."""
    for table in stage.tables:
        spare = next(iter(stage.world.spares_of(table.name)), None)
        if spare is None:
            continue
        needed = needed_values(stage, table, spare)
        owners = {name for each in stage.blueprints.owner_references(table.name) for name in each.columns}
        for reference in stage.blueprints.parent_references(table.name):
            for parent in stage.world.rows_of(reference.references) if reference.references else ():
                for person in stage.people:
                    mine = {name: str(person.uid) for name in owners if person.uid is not None}
                    values = {**needed, **mine, **pointing(reference, parent)}
                    statement = insert_statement(table.name, [values])
                    yield Attempt(person, Command.INSERT, table.name, statement, columns=tuple(values))
