"""The session's TimeZone makes no difference.

## What it does
The reset runs in sessions whose TimeZone is 14 hours ahead of UTC and 12 hours
behind it, which never agree on the date, and in two that never agree on when an
hour begins. What it does right in a session of the rule's own zone it must do
right in these, and at one moment all must note the same day. Where the rule lets the
moment be chosen, it is one minute before and after a period begins; where it
does not, that a session takes another week, month or year for the current one
cannot be seen on most days.

## Why is this bad?
CURRENT_DATE, `now()::date` and a cast between `timestamptz` and the other types
ask the session. A scheduler has one zone, a person at a prompt another, and the
server's default can change with the next release of the image.

## Stopped by
`now() at time zone 'Europe/Stockholm'` wherever a date is taken from a moment.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.reset.zones import note_apart, one_after_the_other
from pgcordon.clock.scenario import Scenario

_OF_DATES = ("Pacific/Kiritimati", "Etc/GMT+12")
_OF_HOURS = ("Asia/Kathmandu", "UTC")


@time_property(ResetStage)
def reset_zone(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs in sessions of other zones."""
    for moment in stage.sound_at:
        for zones in (_OF_DATES, _OF_HOURS):
            yield from one_after_the_other(stage, zones, moment)
    if stage.works:
        yield from note_apart(stage, _OF_DATES)
