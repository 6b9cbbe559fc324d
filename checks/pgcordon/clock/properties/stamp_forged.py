"""Nobody states a stamp.

## What it does
A row stands in each state. The owner, the backend, and everyone whom access.toml
lets change some row set a stamp themselves: to an hour ago or to null by itself,
and to an hour ago in the statement that takes a step. Everyone who may insert rows
inserts one with a stamp. Where that is not refused, the stamp must be what the
state makes it.

## Why is this bad?
Whoever writes the stamp decides when something was delivered, and with it what is
late, what is billed, and what is kept.

## Stopped by
A trigger that sets the stamp whatever the statement says, on INSERT too, and no
privilege to write it.
"""

from collections.abc import Iterator
from itertools import product

from pgcordon.actors.actor import Person
from pgcordon.clock.lifecycle.people import Writer
from pgcordon.clock.lifecycle.stage import EARLIER, LATER, LifecycleStage, stamps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Call, Check, Scenario


@time_property(LifecycleStage, stamps)
def stamp_forged(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody states a stamp."""
    for column in stage.rule.stamps:
        for writer in stage.writers:
            for state, value, call in _forgeries(stage, writer, column):
                check = _forged(stage, writer.person, column, value, f"of {stage.noun} as {state}")
                yield stage.scenario([stage.row(writer, state)], [call], check)
        for inserter in stage.inserters:
            for state, value in product(sorted(inserter.entitled), (EARLIER, LATER)):
                call = stage.insert(inserter, state, {column: value})
                done = f"when they inserted {stage.noun} as {state}"
                yield stage.scenario([], [call], _forged(stage, inserter.person, column, value, done))


def _forgeries(stage: LifecycleStage, writer: Writer, column: str) -> Iterator[tuple[str, str, Call]]:
    """The state, the value, and a call that states it there or on the way from there."""
    stamped = stage.rule.stamps[column]
    for state in stage.rule.states:
        for value in (EARLIER, "null") if state in stamped else (EARLIER,):
            yield state, value, stage.update(writer, {column: value})
    for step in stage.arrivals(writer, column):
        yield step.before, EARLIER, stage.take(writer, step, {column: EARLIER})


def _forged(stage: LifecycleStage, person: Person, column: str, value: str, done: str) -> Check:
    return Check(
        f"{stage.holds(column, value)} and {stage.misstamped(column)}",
        f"{person.label} stated {column} {done}",
        f"an error, or {column} as the state makes it",
        "what was stated",
    )
