"""Opening twice in a row gives one session.

## What it does
A user without a session opens, and opens again at once; so does the backend for
them.

## Why is this bad?
Every reload of a page starts a conversation of its own, and none is ever resumed.

## Stopped by
Finding the row that the first call made: it must be alive, and its clock must
begin at now().
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario


@time_property(ExpiryStage, opens)
def open_twice(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens, and opens again."""
    for case in stage.cases:
        for second in stage.openers(case):
            yield Scenario([], [stage.open(case), stage.open(case, second)], list(_checks(stage)))


def _checks(stage: ExpiryStage) -> Iterator[Check]:
    yield Check(
        f"{conditions.worked(1)} and {conditions.refused(2)}",
        "opening a second time fails",
        "the same session",
        "an error",
    )
    yield Check(
        f"{conditions.worked(1)} and {conditions.opened(stage.table, stage.rule.alive)} <> 1",
        "opening twice in a row makes two sessions",
        "one session",
        "none, or several",
    )
    if stage.names_row:
        yield Check(
            f"{conditions.worked(1)} and :'output_1' <> :'output_2'",
            "opening twice in a row returns two sessions",
            "the same session",
            "another one",
        )
