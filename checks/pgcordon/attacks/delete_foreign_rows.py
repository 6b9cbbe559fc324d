"""Delete rows that belong to somebody else.

## What it does
Every actor deletes each row by its key, and once all rows without a WHERE
clause, which needs no right to SELECT.

## Why is this bad?
What is deleted is gone, and with ON DELETE CASCADE all that hangs on it.

## Stopped by
A DELETE policy whose USING expression compares the row's owner with the
current user, or no DELETE policy at all.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.model import Command


@attack
def delete_foreign_rows(stage: Stage) -> Iterator[Attempt]:
    """Every actor deletes every row, and all rows at once."""
    for table in stage.tables:
        for person in stage.people:
            yield Attempt(person, Command.DELETE, table.name, f"delete from {table.name}", demanded=False)
            for row in stage.rows(table):
                statement = f"delete from {table.name} where {stage.where(row)}"
                yield Attempt(person, Command.DELETE, table.name, statement)
