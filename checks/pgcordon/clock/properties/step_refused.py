"""What is no step is refused.

## What it does
A row stands in each state. From there the owner, the backend, and everyone whom
access.toml lets change some row try every state that may not follow. The row must
stay as it was, or go where it may go.

## Why is this bad?
A state that anybody can set at any time says nothing: what was delivered is open
again, what was never confirmed is under way. Backend code with a mistake in it does
that as easily as a client.

## Stopped by
A BEFORE UPDATE trigger that compares the old state with the new one. Policies
cannot: USING sees the row before, WITH CHECK the row after, and neither sees both.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(LifecycleStage, lambda stage: bool(stage.missteps))
def step_refused(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody tries every way that is no step."""
    for writer in stage.writers:
        for step in stage.missteps:
            row = stage.row(writer, step.before)
            astray = Check(
                f"not {stage.stays(row, step.before, *stage.rule.steps[step.before])}",
                f"{writer.person.label} took {stage.noun} from {step.before} to {step.after}, which is no step",
                f"an error, or the row as {step.before}",
                f"the row as {step.after}",
            )
            yield stage.scenario([row], [stage.take(writer, step)], astray)
