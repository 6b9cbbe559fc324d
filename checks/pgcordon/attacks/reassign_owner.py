"""Give your own rows to somebody else.

## What it does
Every actor updates rows, naming each other person of the world in the owner
column, and nobody where the column may be null. Once with a WHERE clause and
once without: WHERE needs the right to SELECT, and a strict SELECT policy would
then hide a hole in the UPDATE policy.

## Why is this bad?
The row turns up among the victim's data as if the victim had written it.

## Stopped by
A WITH CHECK expression that compares the owner column with the current user, or
no UPDATE privilege on the owner column.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.rows import elsewhere
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Command


@attack
def reassign_owner(stage: Stage) -> Iterator[Attempt]:
    """Every actor hands every row to everybody else."""
    for table in stage.tables:
        for reference in stage.blueprints.owner_references(table.name):
            for person in stage.people:
                for row in stage.rows(table):
                    for owner in elsewhere(stage, row, reference):
                        columns = tuple(owner)
                        everything = assign(table.name, owner)
                        yield Attempt(person, Command.UPDATE, table.name, everything, columns=columns, demanded=False)
                        one = assign(table.name, owner, stage.where(row))
                        yield Attempt(person, Command.UPDATE, table.name, one, columns=columns)
