"""A live session is resumed.

## What it does
A user whose session was silent for no time at all, and for one microsecond less
than the rule's age, opens again; the backend does so for them.

## Why is this bad?
A session that is replaced too early loses what was said in it. One that is
resumed without touching its clock dies in the middle of a conversation.

## Stopped by
Looking for a row that is alive and whose clock is less than the rule's age in
the past, setting that clock to now(), and returning that row.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.travel import moment
from pgcordon.clock.words import silent


@time_property(ExpiryStage, opens)
def resume_live(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens where they have a live session."""
    for case in stage.cases:
        for age in (stage.ages["fresh"], stage.ages["live"]):
            session = stage.session(case, age)
            for caller in stage.openers(case):
                yield Scenario([session], [stage.open(case, caller)], list(_checks(stage, session)))


def _checks(stage: ExpiryStage, session: Session) -> Iterator[Check]:
    rule = stage.rule
    subject = f"a session that was {silent(session.age, rule)}"
    yield Check(conditions.refused(), f"{subject} cannot be resumed", "the same session", "an error")
    yield Check(
        f"not {conditions.alive(session, rule.alive)}",
        f"{subject} was ended instead of resumed",
        "the same session, still alive",
        "it is no longer alive",
    )
    yield Check(
        f"{conditions.opened(session.table, rule.alive)} > 0",
        f"beside {subject} another one was opened",
        "the same session",
        "a second one",
    )
    if stage.names_row:
        yield Check(
            f"not {conditions.names(session)}",
            f"{subject} is not what open returned",
            "its key",
            "something else",
        )
    if session.age > stage.ages["fresh"] and rule.after:
        yield Check(
            conditions.clock_at_or_before(session, rule.clock, moment(session.age)),
            f"{subject} was resumed without touching {rule.clock}",
            f"{rule.clock} set to now()",
            "the moment of its last activity",
        )
