"""Every step can be taken.

## What it does
A row stands in each state. From there the owner takes every step that is listed,
and so does everyone whom access.toml lets change the row as it is and as it
becomes, where the state is not frozen for them. The row must arrive.

## Why is this bad?
A conversation that cannot be closed stays open. A rule that refuses everything
would refuse every wrong step too.

## Stopped by
One table of steps that the trigger and access.toml agree on.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(LifecycleStage, lambda stage: any(stage.rule.steps.values()))
def step_allowed(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody takes every step that is theirs to take."""
    for writer in stage.writers:
        for step in stage.steps(writer):
            row = stage.row(writer, step.before)
            stuck = Check(
                f"not {stage.stays(row, step.after)}",
                f"{writer.person.label} cannot take {stage.noun} from {step.before} to {step.after}",
                f"the row as {step.after}",
                "an error, or the row as it was",
            )
            yield stage.scenario([row], [stage.take(writer, step)], stuck)
