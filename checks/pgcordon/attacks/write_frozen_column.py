"""Change a column that only the backend may change.

## What it does
Every actor gives each column that the contract freezes for them another value,
in every row, their own rows first of all.

## Why is this bad?
Policies decide over rows, not columns: a user who may edit their own profile
may also set its `is_admin`, its `tier` or its `credits`.

## Stopped by
Column privileges (GRANT UPDATE on the columns that are meant), or a trigger that
refuses the change.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Command


@attack
def write_frozen_column(stage: Stage) -> Iterator[Attempt]:
    """Every actor changes each frozen column of every row."""
    for table in stage.tables:
        plain = {column.name for column in stage.plain_columns(table)}
        for person in stage.people:
            frozen = stage.contract.table(table.name).frozen_for(person.actor)
            for column in table.columns:
                if column.name not in frozen or column.name not in plain:
                    continue
                for row in stage.rows(table):
                    for value in stage.surely_another_value(row, column, table):
                        statement = assign(table.name, {column.name: value}, stage.where(row))
                        yield Attempt(person, Command.UPDATE, table.name, statement, columns=(column.name,))
