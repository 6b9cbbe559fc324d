"""Moments at which calendars are easily got wrong: where clocks change, and where months and years end."""

from typing import Any

from psycopg import Connection

from pgcordon.clock.reset.periods import Mark

# 2024 has a 29th of February, begins on a Monday, and ends in the first week of 2025. Of each day there is its first
# moment, the last one of the day before, and a late morning: of the day after, when a run at midnight was missed.
_MOMENTS = """
    with day (date) as (
        select date '2024-01-01' union select '2024-02-29' union select '2024-03-01'
        union select '2024-05-01' union select '2024-12-30' union select '2025-01-01'
        union
        select (hour at time zone %(zone)s)::date + following
        from (
            select hour, (hour at time zone %(zone)s) - (hour at time zone 'UTC') as ahead,
                lag((hour at time zone %(zone)s) - (hour at time zone 'UTC')) over (order by hour) as was_ahead
            from generate_series(timestamptz '2024-01-01 00:00+00', '2025-01-01 00:00+00', '1 hour') as hour
        ) as changes,
        generate_series(0, 1) as following
        where ahead <> was_ahead
    )
    select to_char(moment at time zone %(zone)s, 'YYYY-MM-DD HH24:MI:SS.US'),
        to_char(moment at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
    from (select date, date::timestamp at time zone %(zone)s as midnight from day) as days,
    lateral (values
        (midnight), ((date + interval '33 hours') at time zone %(zone)s),
        (least(midnight, (date - interval '1 microsecond') at time zone %(zone)s + interval '1 microsecond')
            - interval '1 microsecond')
    ) as at (moment)
    order by moment
"""


def turns(connection: Connection[Any], zone: str) -> tuple[Mark, ...]:
    """Each such moment of the zone's calendar.

    None of them lies in an hour that comes twice, for whether that is one hour or two is a matter of taste.
    """
    found = connection.execute(_MOMENTS, {"zone": zone}).fetchall()
    return tuple(
        Mark(f"at {_short(reading)} in {zone}", f"'{_short(moment)}+00'::timestamptz") for reading, moment in found
    )


def _short(moment: str) -> str:
    return moment.removesuffix(".000000")
