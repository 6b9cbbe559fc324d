"""Move a row below somebody else's.

## What it does
Every actor points each row at each other parent row: a message of mine into a
conversation of yours, a session of mine into another group.

## Why is this bad?
An UPDATE policy whose USING looks at the old parent, without a WITH CHECK that
looks at the new one, lets a row wander into a place that its author may not
write to.

## Stopped by
A WITH CHECK expression that looks the new parent up, or no UPDATE privilege on
the column.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import elsewhere
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Command


@attack
def move_to_foreign_parent(stage: Stage) -> Iterator[Attempt]:
    """Every actor moves every row below every other parent."""
    for table in stage.tables:
        for reference in stage.blueprints.parent_references(table.name):
            for person in stage.people:
                for row in stage.rows(table):
                    for parent in elsewhere(stage, row, reference):
                        statement = assign(table.name, parent, stage.where(row))
                        yield Attempt(person, Command.UPDATE, table.name, statement, columns=tuple(parent))
