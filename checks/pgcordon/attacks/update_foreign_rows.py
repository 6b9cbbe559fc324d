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
from pgcordon.actors.world import Row
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Column, Command, Table


@attack
def update_foreign_rows(stage: Stage) -> Iterator[Attempt]:
    """Every actor changes columns of every row, and each column of all rows at once.

    Who may update some rows tries each column of each row; who may update none, one column of each.
    """
    for table in stage.tables:
        columns = list(stage.plain_columns(table))
        for person in stage.people:
            rules = stage.contract.table(table.name)
            free = [column for column in columns if column.name not in rules.frozen_for(person.actor)]
            for column in free:
                yield from _change_all(stage, table, column, person)
            entitled = rules.predicate(Command.UPDATE, person.actor) is not None
            for number, row in enumerate(stage.rows(table)):
                for column in free if entitled or not free else [free[number % len(free)]]:
                    yield from _change_one(stage, table, row, column, person)


def _change_all(stage: Stage, table: Table, column: Column, person: Person) -> Iterator[Attempt]:
    value = stage.another_value(None, column, table)
    if value is not None:
        statement = assign(table.name, {column.name: value})
        yield Attempt(person, Command.UPDATE, table.name, statement, columns=(column.name,), demanded=False)


def _change_one(stage: Stage, table: Table, row: Row, column: Column, person: Person) -> Iterator[Attempt]:
    value = stage.another_value(row, column, table)
    if value is not None:
        statement = assign(table.name, {column.name: value}, stage.where(row))
        yield Attempt(person, Command.UPDATE, table.name, statement, columns=(column.name,))
