"""Two callers at once get one session.

## What it does
A user without a live session opens twice at the same time, over two connections:
once so that the second call begins while the first one's transaction is still
open, and several times at the very same moment. It begins without any session,
and with a stale one.

## Why is this bad?
Two tabs, or a retry, and the user has two conversations that both count as the
current one. A check in the function cannot see what another transaction has not
committed yet.

## Stopped by
A unique index over what may be alive only once, and `insert … on conflict … do
update … returning`; or a lock taken before looking.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Race, Scenario


@time_property(ExpiryStage, opens)
def concurrent_open(stage: ExpiryStage) -> Iterator[Scenario]:
    """A user opens over two connections."""
    for case in stage.firsts[:1]:
        race = Race(stage.open(case), stage.open(case))
        for sessions in ([], [stage.session(case, stage.ages["stale"])]):
            yield Scenario(sessions, [race], list(_checks(stage)))


def _checks(stage: ExpiryStage) -> Iterator[Check]:
    first, second = conditions.refused(1), conditions.refused(2)
    yield Check(f"{first} or {second}", "of two callers at once one gets an error", "one session for both", "an error")
    yield Check(
        f"{conditions.opened(stage.table, stage.rule.alive)} <> 1",
        "two callers at once leave more than one session alive, or none",
        "one session for both",
        "another number of them",
    )
    if stage.names_row:
        yield Check(
            ":'output_1' <> :'output_2'",
            "two callers at once get different sessions",
            "one session for both",
            "one each",
        )
