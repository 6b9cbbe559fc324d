"""Read a column that nobody should see.

## What it does
Every actor selects each column that the contract hides from it, from every
row.

## Why is this bad?
Policies decide over rows, never over columns: whoever may read a row reads
its password hash, its internal note and its token too.

## Stopped by
Column privileges (REVOKE SELECT ON the table, GRANT SELECT on the columns that
are meant), or a table of its own for what is secret.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.model import Command, quote_identifier


@attack
def read_hidden_column(stage: Stage) -> Iterator[Attempt]:
    """Every actor selects each of its hidden columns."""
    for table in stage.tables:
        for person in stage.people:
            for column in sorted(stage.contract.table(table.name).hidden_for(person.actor)):
                statement = f"select {quote_identifier(column)} from {table.name}"
                yield Attempt(person, Command.SELECT, table.name, statement, columns=(column,), shows=True)
