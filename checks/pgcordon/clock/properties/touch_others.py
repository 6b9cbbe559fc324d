"""A write moves no timestamp but the one that it is meant to move.

## What it does
A day passes. Then everyone whom access.toml lets write such a row does so, and so
do the backend and the owner. Every row that the write has nothing to do with must
have the timestamp that it had.

## Why is this bad?
Where one message touches all sessions, none is ever silent, and a list of the
latest shows everything. A trigger function with a wrong WHERE does that.

## Stopped by
A WHERE that compares the whole key with the row that was written.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Pass, Scenario
from pgcordon.clock.touch.setting import A_DAY
from pgcordon.clock.touch.stage import TouchStage


@time_property(TouchStage)
def touch_others(stage: TouchStage) -> Iterator[Scenario]:
    """Everybody writes what they may."""
    moves, touched = stage.rule.moves, stage.table.name.name
    for write in (*stage.writes, *stage.moves):
        moved = Check(
            stage.others_moved(write),
            f"{stage.phrase(write)} moved {moves} of a row of {touched} that it does not touch",
            "every other row as it was",
            "another moment",
        )
        yield Scenario([], [Pass(A_DAY), write.call], [moved])
