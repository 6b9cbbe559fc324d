"""At exactly the rule's age a session is stale, for everybody who asks.

## What it does
A session's clock lies exactly the rule's age in the past, which is possible
because now() stands still within a transaction. Opening must replace it and the
sweep must end it. One microsecond either side is what resume-live, replace-stale
and sweep-exact look at.

## Why is this bad?
Where one statement compares with `>` and the other with `<`, there is an age at
which a session is neither alive nor stale: it is not resumed, and never swept.

## Stopped by
One comparison and its exact opposite: alive while `clock > now() - age`, stale
once `clock <= now() - age`.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens, sweeps
from pgcordon.clock.properties.replace_stale import replaced
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario
from pgcordon.clock.words import silent


@time_property(ExpiryStage, lambda stage: opens(stage) or sweeps(stage))
def boundary(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens, and the sweep runs, at exactly the rule's age."""
    for case in stage.cases:
        session = stage.session(case, stage.rule.after)
        if stage.rule.open is not None:
            yield Scenario([session], [stage.open(case)], list(replaced(stage, session)))
        if stage.rule.sweep is not None:
            kept = Check(
                conditions.alive(session, stage.rule.alive),
                f"the sweep left a session alive that was {silent(session.age, stage.rule)}",
                "it is ended",
                "it is still alive",
            )
            yield Scenario([session], [stage.sweep(stage.sweeper)], [kept])
