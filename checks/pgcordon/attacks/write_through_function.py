"""Change through a function what the tables refuse.

## What it does
Every actor calls each function with arguments taken from the world: their own
ids and everybody else's. Rows that change must be rows that the actor could
have changed directly.

## Why is this bad?
A SECURITY DEFINER function writes as its owner, past every policy. One that
takes a user id and trusts it acts for anybody.

## Stopped by
SECURITY INVOKER, so that the caller's policies apply, or a comparison with
the current user inside the function.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.calls import calls


@attack
def write_through_function(stage: Stage) -> Iterator[Attempt]:
    """Every actor calls every function with everybody's ids."""
    for function in stage.functions:
        for person in stage.people:
            yield from calls(stage, function, person)
