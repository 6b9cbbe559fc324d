"""A second purge finds nothing left to do.

## What it does
The purge runs over rows of every age, and runs again at once. The second run must
change no row.

## Why is this bad?
A purge that counts rows instead of asking for their age takes the next ones with
every run.

## Stopped by
A WHERE that compares the row's own clock with `now()`.
"""

from collections.abc import Iterator
from datetime import timedelta

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, purges
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Pass, Scenario

_AT_ONCE = timedelta(0)


@time_property(ExpiryStage, purges)
def purge_idempotent(stage: ExpiryStage) -> Iterator[Scenario]:
    """The purge runs twice."""
    purge = stage.purge(stage.runner(stage.rule.purge or ""))
    for alive, ended in stage.assortments():
        sessions = [*alive, *ended]
        checks = [
            Check(
                conditions.differs(each),
                "a second purge changed a row that the first one had left",
                "the row as the first purge left it",
                "another row, or none",
            )
            for each in sessions
        ]
        yield Scenario(sessions, [purge, Pass(_AT_ONCE), purge], checks)
