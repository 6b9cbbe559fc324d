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

from pgcordon.actors.world import insert_statement
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import below_parents
from pgcordon.model import Command


@attack
def insert_under_foreign_parent(stage: Stage) -> Iterator[Attempt]:
    """Every actor inserts rows of their own below every parent that the contract keeps from them."""
    for table in stage.tables:
        for person in stage.people:
            for parent, values in below_parents(stage, table, person):
                if not stage.sees(person, parent):
                    statement = insert_statement(table.name, values)
                    yield Attempt(person, Command.INSERT, table.name, statement, columns=tuple(values))
