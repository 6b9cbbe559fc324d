"""A write moves the timestamp that it is meant to move.

## What it does
A day passes. Then everyone whom access.toml lets write such a row does so, and so
do the backend and the owner: a row is inserted, changed, deleted. Each time the
timestamp of the row that it touches must show this moment.

## Why is this bad?
A list in the order of that timestamp shows a busy conversation as a dead one, and
whatever ends what is silent ends it. A trigger that updates another table with
its caller's rights moves nothing where row security hides that row, and says
nothing of it.

## Stopped by
A trigger for each of the commands, whose function may write the touched row
whoever it is called by: `security definer` with a fixed `search_path`.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Pass, Scenario
from pgcordon.clock.touch.setting import A_DAY
from pgcordon.clock.touch.stage import TouchStage, Write


@time_property(TouchStage)
def touch_moved(stage: TouchStage) -> Iterator[Scenario]:
    """Everybody writes what they may."""
    for write in stage.writes:
        yield touching(stage, write)


def touching(stage: TouchStage, write: Write) -> Scenario:
    """A day passes, the write follows, and every row that it touches must show it."""
    moves, touched = stage.rule.moves, stage.table.name.name
    checks = [
        Check(
            stage.unmoved(key),
            f"{stage.phrase(write)} did not move {moves} of the row of {touched} that it touches",
            f"{moves} shows this moment",
            "another moment",
        )
        for key in write.touches
    ]
    return Scenario([], [Pass(A_DAY), write.call], checks)
