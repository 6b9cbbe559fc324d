"""Call a function that is not yours to call.

## What it does
Every actor whom the contract does not let call a function calls it, with
arguments taken from the world.

## Why is this bad?
Functions are executable by PUBLIC unless that is revoked, and a SECURITY
DEFINER function then does for a stranger whatever its owner may do.

## Stopped by
REVOKE EXECUTE from PUBLIC and from the API roles, and GRANT it to those meant.
"""

from collections.abc import Iterator

from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.calls import calls


@attack
def call_forbidden_function(stage: Stage) -> Iterator[Attempt]:
    """Every actor calls what it may not call."""
    for function in stage.functions:
        for person in stage.people:
            if person.actor.name not in stage.contract.function(function).execute:
                yield from calls(stage, function, person)
