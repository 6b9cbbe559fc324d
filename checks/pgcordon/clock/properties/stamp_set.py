"""A stamp shows the moment in which its state was entered, and is gone once it is left.

## What it does
A row stands in each state, with stamps of a day ago. The owner, and everyone whom
access.toml lets take it, takes each step into the states that a stamp is of, and
each step out of them. After the one the stamp must show this moment, after the
other it must be null. Rows are inserted in the states in which rows begin as well.

## Why is this bad?
What counts from the stamp, such as how long something is kept, counts from nothing
where it is missing, and from the wrong moment where it is of an earlier round.

## Stopped by
A trigger that sets the stamp whenever the state is entered, whoever enters it.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.stage import LifecycleStage, stamps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(LifecycleStage, stamps)
def stamp_set(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody enters and leaves what is stamped."""
    for writer in stage.writers:
        for step in stage.steps(writer):
            done = f"{writer.person.label} took {stage.noun} from {step.before} to {step.after}"
            checks = [_wrong(stage, each, step.after, done) for each in stage.rule.stamps if stage.crosses(each, step)]
            if checks:
                yield stage.scenario([stage.row(writer, step.before)], [stage.take(writer, step)], *checks)
    for inserter in stage.inserters:
        for state in sorted(inserter.entitled):
            done = f"{inserter.person.label} inserted {stage.noun} as {state}"
            checks = [_wrong(stage, each, state, done) for each in stage.rule.stamps]
            yield stage.scenario([], [stage.insert(inserter, state)], *checks)


def _wrong(stage: LifecycleStage, column: str, state: str, done: str) -> Check:
    expected = "this moment" if state in stage.rule.stamps[column] else "null"
    return Check(
        stage.misstamped(column),
        f"{done}, and {column} is not {expected}",
        f"{column} is {expected}",
        "another value",
    )
