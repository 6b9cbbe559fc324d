"""Running the reset twice is running it once.

## What it does
The reset runs over rows that are due, their counters are used again, and it
runs once more. What was used in between must still be counted.

## Why is this bad?
Schedulers run a job twice, and people run it by hand to make sure. If that gives
everybody their quota back, it is no quota.

## Stopped by
Setting the column that says when a row was last reset in the UPDATE that resets
it.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import changed
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Meanwhile, Scenario


@time_property(ResetStage)
def reset_twice(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs, the counters are used, and it runs again."""
    if not stage.works:
        return
    for marked in stage.assorted(stage.calendar.previous(stage.moment)):
        rows = [row for _, row in marked]
        used = Meanwhile("The counters are used again", [stage.using(row) for row in rows])
        checks = [
            check for row in rows for check in changed(row, stage.counters, "a row that the run before it had reset")
        ]
        yield Scenario(rows, [stage.reset(), used, stage.reset()], checks)
