"""Nothing leads out of a final state, by no door.

## What it does
A row stands in each final state. The owner, the backend, and everyone whom
access.toml lets change some row try to bring it back: with an INSERT that turns
into an UPDATE on conflict, with an UPDATE that clears the stamps as well, and with
two statements in one transaction of which the first prepares what the second does.
The row must stay in its state. That a plain UPDATE is refused is what step-refused
looks at.

## Why is this bad?
What is final is what others rely on: it was paid, delivered, deleted. A guard that
asks for a stamp instead of the state is off as soon as the stamp is.

## Stopped by
A BEFORE UPDATE trigger that asks for the old state itself, and sets the stamps.
"""

from collections.abc import Iterator

from pgcordon.clock.lifecycle.people import Writer
from pgcordon.clock.lifecycle.stage import LifecycleStage, Step
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Call, Check, Scenario


@time_property(LifecycleStage, lambda stage: bool(stage.final and len(stage.rule.states) > 1))
def final_state(stage: LifecycleStage) -> Iterator[Scenario]:
    """Everybody tries to bring back what is final."""
    for writer in stage.writers:
        for step in stage.returns():
            row = stage.row(writer, step.before)
            for way, calls in _ways(stage, writer, step):
                left = Check(
                    f"not {stage.stays(row, step.before)}",
                    f"{writer.person.label} took {stage.noun} out of {step.before}, which is final, {way}",
                    f"an error, or the row as {step.before}",
                    f"the row as {step.after}",
                )
                yield stage.scenario([row], calls, left)


def _ways(stage: LifecycleStage, writer: Writer, step: Step) -> Iterator[tuple[str, list[Call]]]:
    """How to take a step that is none, in words, and the calls."""
    cleared = dict.fromkeys(stage.rule.stamps, "null")
    for upsert in stage.upserts(writer, step):
        yield "with an INSERT … ON CONFLICT DO UPDATE", [upsert]
    if cleared:
        yield "clearing its stamps in the same statement", [stage.take(writer, step, cleared)]
    first = stage.set(writer, step.before, cleared)
    yield "in two statements of one transaction", [first, stage.take(writer, step)]
