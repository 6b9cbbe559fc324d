"""A stamp stays as it is until its state is left.

## What it does
A row stands in each state, with stamps of a day ago. The owner, and everyone whom
access.toml lets, takes steps that neither enter nor leave the states that a stamp
is of, sets the state that the row is in, and changes each other column. The stamp
must be what it was.

## Why is this bad?
A stamp that moves with any later write does not say when something was delivered,
but when somebody last looked at it. Retention that counts from it never comes.

## Stopped by
A trigger that sets the stamp only where the old state is another one, and otherwise
puts back what was there.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.people import Writer
from pgcordon.clock.lifecycle.stage import LifecycleStage, stamps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Call, Check, Scenario


@time_property(LifecycleStage, stamps)
def stamp_kept(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody writes what enters and leaves nothing."""
    for writer in stage.writers:
        for column in stage.rule.stamps:
            for state, done, call in _writes(stage, writer, column):
                moved = Check(
                    stage.misstamped(column),
                    f"{writer.person.label} {done}, and {column} moved",
                    f"{column} as it was",
                    "another value",
                )
                yield stage.scenario([stage.row(writer, state)], [call], moved)


def _writes(stage: LifecycleStage, writer: Writer, column: str) -> Iterator[tuple[str, str, Call]]:
    """The state, what is done in it, and the call."""
    for step in stage.arrivals(writer, column):
        if not stage.crosses(column, step):
            yield step.before, f"took {stage.noun} from {step.before} to {step.after}", stage.take(writer, step)
    for state in stage.telling(column):
        yield state, f"left {stage.noun} as {state}", stage.set(writer, state)
        for name, value in writer.others.items():
            yield state, f"changed {name} of {stage.noun} as {state}", stage.update(writer, {name: value})
