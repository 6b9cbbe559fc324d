"""Read a table as every kind of user.

## What it does
Every actor selects the whole table. The rows that come back are held against
the rows that the contract lets this actor see: one too many is a leak, one
missing locks somebody out.

## Why is this bad?
A client that talks to the database directly sees whatever the policy lets
through, whether the application shows it or not.

## Stopped by
Row security that is enabled, with SELECT policies whose USING expression
compares the row's owner with the current user.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.model import Command, quote_identifier


@attack
def read_foreign_rows(stage: Stage) -> Iterator[Attempt]:
    """Every actor selects every column that is not hidden from it."""
    for table in stage.tables:
        for person in stage.people:
            hidden = stage.contract.table(table.name).hidden_for(person.actor)
            shown = tuple(column.name for column in table.columns if column.name not in hidden)
            names = ", ".join(map(quote_identifier, shown)) if hidden else "*"
            yield Attempt(
                person, Command.SELECT, table.name, f"select {names} from {table.name}", columns=shown, shows=True
            )
