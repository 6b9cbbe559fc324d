"""Nobody states the moment of a touch.

## What it does
A day passes. Then everyone whom access.toml lets change such a row, and the owner,
sets the timestamp itself to a moment of long ago, and to one that is yet to come.
Where that is not refused, the timestamp must show this moment.

## Why is this bad?
Whoever can write the timestamp decides what counts as silent, stale or latest.

## Stopped by
A BEFORE UPDATE trigger that sets the column whatever the statement says, and no
privilege to update it.
"""

from collections.abc import Iterator

from pgcordon.clock.properties.touch_moved import touching
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Scenario
from pgcordon.clock.touch.stage import TouchStage


@time_property(TouchStage, lambda stage: bool(stage.forgeries))
def touch_forged(stage: TouchStage) -> Iterator[Scenario]:
    """Everybody who can states a moment."""
    for write in stage.forgeries:
        yield touching(stage, write)
