"""A row can be deleted although the deletion of what hangs below it touches it.

## What it does
The owner deletes rows that others point to, where these are deleted with it. Each
of those deletions fires the trigger that touches the row which is going away.

## Why is this bad?
A user's account cannot be closed, and nothing old can be purged, when a trigger
raises an error or brings the row back on the way.

## Stopped by
A trigger function that updates the row if it is still there, and nothing more.
"""

from collections.abc import Iterator
from itertools import islice

from pgcordon.clock.conditions import refused
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Call, Check, Scenario
from pgcordon.clock.stage import OWNER
from pgcordon.clock.touch.stage import TouchStage, finding, with_children
from pgcordon.model import Command, ReferentialAction

_MOST_ROWS = 3


def _cascades(stage: TouchStage) -> bool:
    keys = [each for each in stage.written.foreign_keys if set(each.columns) == stage.rule.through.keys()]
    return Command.DELETE in stage.rule.commands and any(
        each.on_delete is ReferentialAction.CASCADE and each.references == stage.rule.of for each in keys
    )


@time_property(TouchStage, _cascades)
def touch_cascade(stage: TouchStage) -> Iterator[Scenario]:
    """The owner deletes rows that something hangs below."""
    table = stage.table.name
    for key in islice(with_children(stage), _MOST_ROWS):
        found = f"from {table} where {finding(key, '')}"
        checks = [
            Check(
                refused(), f"a row of {table.name} with rows below it cannot be deleted", "it is deleted", "an error"
            ),
            Check(
                f"exists (select {found})", f"a deleted row of {table.name} is still there", "no such row", "the row"
            ),
        ]
        yield Scenario([], [Call(OWNER, f"delete {found}")], checks)
