"""A row begins in the states in which rows begin, and in no other.

## What it does
The owner, the backend, and everyone whom access.toml lets insert some row insert
one in each state. In a state in which rows begin it must be there afterwards, if
access.toml lets them insert it so. In any other it must be refused, or begin as
rows do.

## Why is this bad?
Whoever can insert a row in its last state has skipped every step, and whatever
the steps are there to check.

## Stopped by
A BEFORE INSERT trigger that looks at the state, or sets it.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.people import Inserter
from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(LifecycleStage, lambda stage: set(stage.rule.starts) != set(stage.rule.states))
def start_state(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody inserts rows in every state."""
    for inserter in stage.inserters:
        for state in stage.rule.states:
            if state in inserter.entitled:
                yield _begins(stage, inserter, state)
            if state not in stage.rule.starts:
                yield _refused(stage, inserter, state, {})
                if stage.stamped(state):
                    yield _refused(stage, inserter, state, dict.fromkeys(stage.stamped(state), "now()"))


def _begins(stage: LifecycleStage, inserter: Inserter, state: str) -> Scenario:
    missing = Check(
        f"not {stage.found_in(state)}",
        f"{inserter.person.label} cannot insert {stage.noun} as {state}",
        f"a row as {state}",
        "an error, or no such row",
    )
    return stage.scenario([], [stage.insert(inserter, state)], missing)


def _refused(stage: LifecycleStage, inserter: Inserter, state: str, beside: dict[str, str]) -> Scenario:
    there = Check(
        stage.found_in(state),
        f"{inserter.person.label} inserted {stage.noun} as {state}, in which rows do not begin",
        f"an error, or a row as {' or '.join(stage.rule.starts)}",
        f"a row as {state}",
    )
    return stage.scenario([], [stage.insert(inserter, state, beside)], there)
