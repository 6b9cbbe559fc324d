"""A row that was last reset in the period before is reset.

## What it does
The reset runs where rows were last reset in the first and in the last moment of
the period before. Their counters must go back to where the rule says that they
begin, and the column that says when must lie in the current period.

## Why is this bad?
A counter that is not reset locks its user out. One that is reset without a note
of when is reset again by the next run, and again by the one after.

## Stopped by
Comparing the period in which the row was last reset with the current one, and
setting that column in the same UPDATE.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import not_reset
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Scenario


@time_property(ResetStage)
def reset_due(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs for the first time in a period."""
    for marked in stage.assorted(stage.calendar.previous(stage.moment)):
        checks = [
            check for mark, row in marked for check in not_reset(stage, row, f"a row that was last reset {mark.words}")
        ]
        yield Scenario([row for _, row in marked], [stage.reset()], checks)
