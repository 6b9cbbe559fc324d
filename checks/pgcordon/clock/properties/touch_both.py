"""A row that is hung below another one touches both.

## What it does
A day passes. Then everyone who can, and the owner, changes the column by which a
row points to the one that it touches. The row that it leaves and the row that it
comes to must both show this moment.

## Why is this bad?
Both have changed. A trigger function that looks at `new` alone keeps silent about
the one that lost a row.

## Stopped by
Touching the rows of `old` and of `new`, or refusing the change.
"""

from collections.abc import Iterator

from pgcordon.clock.properties.touch_moved import touching
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Scenario
from pgcordon.clock.touch.stage import TouchStage


@time_property(TouchStage, lambda stage: bool(stage.moves))
def touch_both(stage: TouchStage) -> Iterator[Scenario]:
    """Everybody moves what they may."""
    for write in stage.moves:
        yield touching(stage, write)
