"""A row that has missed many resets is reset.

## What it does
The reset runs where rows were last reset two periods ago, and a week, a month, a
year and four years: at the same time of day, on the same day of the week, of the
month, of the year.

## Why is this bad?
A job that did not run for a while never catches up if it asks for yesterday, or
for another month of whatever year.

## Stopped by
Comparing whole periods with `<`: no equality, no EXTRACT of a single field.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import not_reset
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Scenario


@time_property(ResetStage)
def reset_late(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs after a long time."""
    for marked in stage.assorted(stage.calendar.long_before(stage.moment)):
        checks = [
            check for mark, row in marked for check in not_reset(stage, row, f"a row that was last reset {mark.words}")
        ]
        yield Scenario([row for _, row in marked], [stage.reset()], checks)
