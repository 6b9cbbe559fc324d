"""A second sweep finds nothing left to do.

## What it does
The sweep runs over sessions of every age, a minute passes that makes none of
them stale, and it runs again. The second run must change no row.

## Why is this bad?
What changes again with every run hides when a session really ended, fires its
triggers for nothing, and grows with the table instead of with what is due.

## Stopped by
A sweep whose WHERE leaves out what has ended already.
"""

from collections.abc import Iterator
from datetime import timedelta

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, sweeps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Pass, Scenario, Session

_MEANWHILE = timedelta(minutes=1)


@time_property(ExpiryStage, sweeps)
def sweep_idempotent(stage: ExpiryStage) -> Iterator[Scenario]:
    """The sweep runs twice."""
    for alive, ended in stage.assortments():
        steady = [each for each in alive if not _due_between(stage, each)]
        sessions = [*steady, *ended]
        sweep = stage.sweep(stage.sweeper)
        yield Scenario(sessions, [sweep, Pass(_MEANWHILE), sweep], [_unchanged(each) for each in sessions])


def _due_between(stage: ExpiryStage, session: Session) -> bool:
    return session.age < stage.rule.after <= session.age + _MEANWHILE


def _unchanged(session: Session) -> Check:
    return Check(
        conditions.differs(session),
        "a second sweep changed a session that the first one had dealt with",
        "the row as the first sweep left it",
        "another row",
    )
