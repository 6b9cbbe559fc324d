"""Read through a view what the tables behind it refuse.

## What it does
Every actor selects everything from each view. Values that only stand in rows
which the contract keeps from this actor must not come out.

## Why is this bad?
A view runs with the rights of its owner, who skips row security, unless it is
created WITH (security_invoker = true).

## Stopped by
security_invoker (PostgreSQL 15 and later), or no privilege on the view.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.model import Command


@attack
def read_through_view(stage: Stage) -> Iterator[Attempt]:
    """Every actor selects every view."""
    for view in stage.views:
        for person in stage.people:
            yield Attempt(
                person,
                Command.SELECT,
                view.name,
                f"select * from {view.name}",
                reads=view.query.relations,
                shows=True,
                demanded=False,
            )
