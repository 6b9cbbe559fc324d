"""A row that was never reset is due.

## What it does
The reset runs where a row has null in the column that says when it was last
reset.

## Why is this bad?
`null < current_date` is null, not true: such a row is passed over by every run,
and its counters only ever grow.

## Stopped by
A column that is NOT NULL and has a default, or `is null or` beside the
comparison.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import not_reset
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Scenario


@time_property(ResetStage, lambda stage: stage.nullable)
def reset_null(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs for a new row."""
    row = stage.row(0, None)
    yield Scenario([row], [stage.reset()], list(not_reset(stage, row, "a row that was never reset")))
