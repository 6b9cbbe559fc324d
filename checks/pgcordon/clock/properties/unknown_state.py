"""Nothing is in a state that is not listed.

## What it does
A row stands in each state. From there the owner, the backend, and everyone whom
access.toml lets change some row set values that are no state: null, values that
the table's checks or its type name beside the listed ones, and the first state
spelled otherwise. Then everyone who may inserts rows like that. Every row must be
in a state that is listed.

## Why is this bad?
Nobody looks for what is in no state. It is never shown, closed or swept. A check
such as `state in ('open', 'closed')` lets null pass, because it is not false.

## Stopped by
NOT NULL, and a check or an enum that lists the states and nothing else.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(LifecycleStage)
def unknown_state(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody sets and inserts what is no state."""
    for writer in stage.writers:
        for state in stage.rule.states:
            for value in stage.strangers:
                call = stage.set(writer, value)
                yield stage.scenario([stage.row(writer, state)], [call], _astray(stage, writer.person, value))
    for inserter in stage.inserters:
        for value in stage.strangers:
            call = stage.insert(inserter, value)
            yield stage.scenario([], [call], _astray(stage, inserter.person, value))


def _astray(stage: LifecycleStage, person: Person, value: str | None) -> Check:
    shown = "null" if value is None else repr(value)
    return Check(
        stage.astray(),
        f"{person.label} put {stage.noun} into a state that access.toml does not list: {shown}",
        "an error, or a state that is listed",
        shown,
    )
