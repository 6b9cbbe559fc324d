"""Empty a whole table.

## What it does
Every actor truncates each table, with all that points to it.

## Why is this bad?
TRUNCATE asks no policy: whoever holds the privilege empties the table for
everybody. GRANT ALL gives it.

## Stopped by
REVOKE TRUNCATE from every role that a client can hold.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.model import Command


@attack
def truncate_table(stage: Stage) -> Iterator[Attempt]:
    """Every actor truncates every table."""
    for table in stage.tables:
        for person in stage.people:
            yield Attempt(person, Command.TRUNCATE, table.name, f"truncate {table.name} cascade")
