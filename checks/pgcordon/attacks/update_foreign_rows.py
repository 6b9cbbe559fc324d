"""Change rows that belong to somebody else.

## What it does
Every actor gives each plain column of each row another value, once naming the
row and once without a WHERE clause: WHERE needs the right to SELECT, and a
strict SELECT policy would then hide a hole in the UPDATE policy. The actors who
own the rows do the same and must succeed, except in frozen columns.

## Why is this bad?
Whoever can change a row can change what its owner sees, owes or is allowed.

## Stopped by
An UPDATE policy whose USING expression compares the row's owner with the
current user.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Column, Command, Table


@attack
def update_foreign_rows(stage: Stage) -> Iterator[Attempt]:
    """Every actor changes every column of every row, and of all rows at once."""
    for table in stage.tables:
        for column in stage.plain_columns(table):
            for person in stage.people:
                if column.name not in stage.contract.table(table.name).frozen_for(person.actor):
                    yield from _changes(stage, table, column, person)


def _changes(stage: Stage, table: Table, column: Column, person: Person) -> Iterator[Attempt]:
    sweeping = stage.another_value(None, column, table)
    if sweeping is None:
        return
    everything = assign(table.name, {column.name: sweeping})
    yield Attempt(person, Command.UPDATE, table.name, everything, columns=(column.name,), demanded=False)
    for row in stage.rows(table):
        value = stage.another_value(row, column, table)
        if value is not None:
            one = assign(table.name, {column.name: value}, stage.where(row))
            yield Attempt(person, Command.UPDATE, table.name, one, columns=(column.name,))
