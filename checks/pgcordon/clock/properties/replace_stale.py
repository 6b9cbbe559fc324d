"""A stale session is ended and replaced.

## What it does
A user whose session was silent for one microsecond more than the rule's age, and
for far longer, opens again; the backend does so for them.

## Why is this bad?
What was meant to be over goes on: an old conversation, or whoever held its key.
If the old row stays alive beside the new one, nobody can tell which one counts.

## Stopped by
Ending what is stale before looking for a session to resume, in the same call.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.words import silent


@time_property(ExpiryStage, opens)
def replace_stale(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens where they have a stale session."""
    for case in stage.cases:
        for age in (stage.ages["stale"], stage.ages["old"]):
            session = stage.session(case, age)
            for caller in stage.openers(case):
                yield Scenario([session], [stage.open(case, caller)], list(replaced(stage, session)))


def replaced(stage: ExpiryStage, session: Session) -> Iterator[Check]:
    """What shows that opening did not end this session and make a new one."""
    predicate = stage.rule.alive
    subject = f"a session that was {silent(session.age, stage.rule)}"
    yield Check(conditions.refused(), f"{subject} cannot be replaced", "a new session", "an error")
    if stage.names_row:
        yield Check(conditions.names(session), f"{subject} was resumed", "a new session", "the old one")
    if predicate != "true":
        yield Check(
            conditions.alive(session, predicate),
            f"{subject} was left alive",
            "the old one ended",
            "it is still alive",
        )
    yield Check(
        f"{conditions.opened(session.table, predicate)} <> 1",
        f"{subject} was not replaced by one new session",
        "one new session",
        "none, or several",
    )
