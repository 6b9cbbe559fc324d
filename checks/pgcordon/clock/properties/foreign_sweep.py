"""Nobody sweeps who may not.

## What it does
Everyone whom access.toml does not let call the sweep calls it, where others have
live and stale sessions. Whether it is refused or does nothing, every session must
be as it was.

## Why is this bad?
Whoever can run the sweep ends the sessions of everybody else, and where it takes
an age, whenever they like.

## Stopped by
`revoke execute … from public`, and a grant to the backend alone.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, sweeps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.words import silent


def _excluded(stage: ExpiryStage) -> list[Person]:
    return [each for each in stage.world.people if not each.actor.trusted and not stage.may_sweep(each)]


@time_property(ExpiryStage, lambda stage: sweeps(stage) and bool(_excluded(stage)))
def foreign_sweep(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everyone sweeps who may not."""
    for person in _excluded(stage):
        for alive, ended in stage.assortments():
            sessions = [*alive, *ended]
            yield Scenario(
                sessions, [stage.sweep(person)], [_untouched(stage, each, person.label) for each in sessions]
            )


def _untouched(stage: ExpiryStage, session: Session, label: str) -> Check:
    return Check(
        conditions.differs(session),
        f"{label} may not sweep, and did: it changed a session that was {silent(session.age, stage.rule)}",
        "every session as it was",
        "another row",
    )
