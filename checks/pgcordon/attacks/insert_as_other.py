"""Write a row in somebody else's name.

## What it does
Every actor inserts rows that fit the table, with each person of the world in
the owner column in turn, themselves among them. The row names only the columns
that it must, then every column.

## Why is this bad?
The row turns up among the victim's data as if the victim had written it.

## Stopped by
An INSERT policy whose WITH CHECK expression compares the owner column with the
current user.
"""

from collections.abc import Iterator

from pgcordon.actors.world import insert_statement
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import needed_values
from pgcordon.model import Command


@attack
def insert_as_other(stage: Stage) -> Iterator[Attempt]:
    """Every actor inserts every spare row: their own, and everybody else's."""
    for table in stage.tables:
        for row in stage.world.spares_of(table.name):
            needed = needed_values(stage, table, row)
            for person in stage.people:
                yield Attempt(
                    person, Command.INSERT, table.name, insert_statement(table.name, [needed]), columns=tuple(needed)
                )
                if needed != row.values:
                    full = insert_statement(table.name, [row.values])
                    yield Attempt(person, Command.INSERT, table.name, full, columns=tuple(row.values), demanded=False)
