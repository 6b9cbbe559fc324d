"""Periods begin at midnight in the rule's zone, on every day of the year.

## What it does
The reset runs at moments of its own choosing: in the last microsecond before
midnight, at midnight, and late in the morning of the day after; around each
change of the zone's clocks, at the ends of months, on 29 February, and where the
year and its last week end. At each of them rows of the period before must be
reset, and rows of the current one must not.

## Why is this bad?
A day is not always 24 hours long, nor a month 30 days, and midnight somewhere is
not midnight in UTC. What is wrong on two days of the year is found by users.

## Stopped by
`date_trunc('day', _now at time zone 'Europe/Stockholm')`: arithmetic on the
zone's own clock, by the name of the zone and not by a fixed offset.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import changed, not_reset
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Check, Scenario


@time_property(ResetStage, lambda stage: stage.chooses_moment)
def reset_calendar(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs at each telling moment."""
    for turn in stage.turns:
        previous, current = list(stage.calendar.previous(turn.moment)), list(stage.calendar.current(turn.moment))
        for marked in stage.assorted([*previous, *current]):
            checks: list[Check] = []
            for mark, row in marked:
                subject = f"with the run {turn.words}, a row that was last reset {mark.words}"
                checks += not_reset(stage, row, subject, turn.moment) if mark in previous else ()
                checks += changed(row, stage.counters, subject) if mark in current else ()
            yield Scenario([row for _, row in marked], [stage.reset(turn.moment)], checks)
