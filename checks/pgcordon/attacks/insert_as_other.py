"""Write a row in somebody else's name.

## What it does
Every actor inserts rows that fit the table, with each person of the world in
the owner column in turn, themselves among them. The row names only the columns
that it must, then every column. Rows of their own they also insert below each
parent row that they can see, whatever state it is in: a message in a
conversation that is closed.

## Why is this bad?
The row turns up among the victim's data as if the victim had written it.

## Stopped by
An INSERT policy whose WITH CHECK expression compares the owner column with the
current user.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.world import Row, insert_statement
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import below_parents, needed_values
from pgcordon.model import Command


@attack
def insert_as_other(stage: Stage) -> Iterator[Attempt]:
    """Every actor inserts every spare row, whoever owns it, and rows of their own below all that they can see.

    What hangs below the rest is `insert-under-foreign-parent`'s business.
    """
    for table in stage.tables:
        for row in stage.world.spares_of(table.name):
            needed = needed_values(stage, table, row)
            for person in stage.people:
                if _below_foreign(stage, row, person):
                    continue
                narrow = insert_statement(table.name, needed)
                yield Attempt(person, Command.INSERT, table.name, narrow, columns=tuple(needed))
                if needed != row.values:
                    wide = insert_statement(table.name, row.values)
                    yield Attempt(person, Command.INSERT, table.name, wide, columns=tuple(row.values), demanded=False)
        for person in stage.people:
            for parent, values in below_parents(stage, table, person):
                if stage.sees(person, parent):
                    statement = insert_statement(table.name, values)
                    yield Attempt(person, Command.INSERT, table.name, statement, columns=tuple(values))


def _below_foreign(stage: Stage, row: Row, person: Person) -> bool:
    parents = [each.references for each in stage.blueprints.parent_references(row.table)]
    above = (each for each in stage.world.rows if each.id in row.parents and each.table in parents)
    return not all(stage.sees(person, each) for each in above)
