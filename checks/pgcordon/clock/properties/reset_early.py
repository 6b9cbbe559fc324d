"""A row of the current period keeps its counters.

## What it does
The reset runs where rows were last reset in the first moment of the current
period, and just now. It must leave their counters, and when they were last
reset, as they are.

## Why is this bad?
Whoever is reset within the period begins it anew, with all that was used up: a
limit of ten a day becomes ten a run.

## Stopped by
A WHERE that leaves out what lies in the current period, from its first moment on.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import changed
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Scenario


@time_property(ResetStage)
def reset_early(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs again in the same period."""
    if not stage.works:
        return
    for marked in stage.assorted(stage.calendar.current(stage.moment)):
        checks = [
            check
            for mark, row in marked
            for check in changed(row, stage.counters, f"a row that was last reset {mark.words}")
        ]
        yield Scenario([row for _, row in marked], [stage.reset()], checks)
