"""Nobody but the backend uses a row that is stale.

## What it does
At exactly the rule's age, one microsecond past it and long after, everyone tries
each command that the rule denies, on a row with which it worked before.

## Why is this bad?
An invitation, a reset link or a token that outlives its end still opens the door.

## Stopped by
A policy for each of these commands whose USING expression asks for the clock as
well as for the owner.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, denies
from pgcordon.clock.expiry.uses import DONE, uses
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.words import silent
from pgcordon.model import Command


@time_property(ExpiryStage, denies)
def denied_when_stale(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everyone uses a stale row."""
    for case in stage.cases:
        for age in (stage.rule.after, stage.ages["stale"], stage.ages["old"]):
            session = stage.session(case, age)
            for command in sorted(stage.rule.denies & DONE.keys()):
                for call in uses(stage, session, command):
                    yield Scenario([session], [call], [_used(stage, session, command, call.person)])


def _used(stage: ExpiryStage, session: Session, command: Command, person: Person) -> Check:
    done = DONE[command]
    message = f"{person.label} {done} a row that was {silent(session.age, stage.rule)}"
    return Check(conditions.used(), message, "no row, or an error", f"it was {done}")
