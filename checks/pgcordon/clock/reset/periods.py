"""The periods of a calendar as SQL: when one begins and ends, and whether a column's value lies in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pgcordon.actors.world import literal
from pgcordon.contract.time_rules import Period
from pgcordon.model import quote_identifier

MomentType = Literal["timestamptz", "timestamp", "date"]

_MICROSECOND = "interval '1 microsecond'"
_PERIODS: tuple[Period, ...] = ("hour", "day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment: a `timestamptz` as SQL, and where it lies as seen from the moment of the run, in words."""

    words: str
    moment: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A zone's calendar, and the type of a column that holds moments of it.

    A `date` is one of the zone's calendar, a `timestamp` the reading of a clock that shows UTC. Nothing here depends
    on the setting TimeZone of whoever evaluates it.
    """

    every: Period
    zone: str
    type: MomentType

    def stored(self, moment: str) -> str:
        """The moment as the column holds it."""
        if self.type == "date":
            return f"({self._local(moment)})::date"
        return f"{moment} at time zone 'UTC'" if self.type == "timestamp" else moment

    def same_period(self, column: str, moment: str) -> str:
        """Whether the column's value lies in the moment's period. Clocks that are put back make no new period."""
        name = quote_identifier(column)
        reading = {
            "date": f"{name}::timestamp",
            "timestamp": self._local(f"({name} at time zone 'UTC')"),
            "timestamptz": self._local(name),
        }
        return f"date_trunc('{self.every}', {reading[self.type]}) = {self._period(moment)}"

    def first(self, moment: str) -> str:
        """The moment at which the moment's period begins.

        A midnight that comes twice, as in the Azores in October, is taken for its second time, one that is left out
        for the moment after: so PostgreSQL's AT TIME ZONE reads them.
        """
        return self._at(self._period(moment))

    def last_before(self, moment: str) -> str:
        """The last moment of the period before.

        That is a microsecond before the first one on the zone's clock, or in truth: a midnight that comes twice
        begins earlier than it is read, and the last hour of a day may be left out, as in Nuuk in March.
        """
        return f"least({self._at(f'({self._period(moment)} - {_MICROSECOND})')}, {self.first(moment)} - {_MICROSECOND})"

    def current(self, moment: str) -> Iterator[Mark]:
        """Moments of the moment's own period."""
        day, same = self.type == "date", f"the same {self.every}"
        if not (day and self.every == "day"):
            yield Mark(f"{'on the first day' if day else 'in the first microsecond'} of {same}", self.first(moment))
        yield Mark("on the same day" if day else "at that very moment", moment)

    def previous(self, moment: str) -> Iterator[Mark]:
        """The first and the last moment of the period before."""
        day, before = self.type == "date", f"the {self.every} before"
        if day and self.every == "day":
            yield Mark("on the day before", self.last_before(moment))
            return
        begun = self.first(self.last_before(moment))
        yield Mark(f"{'on the last day' if day else 'in the last microsecond'} of {before}", self.last_before(moment))
        yield Mark(f"{'on the first day' if day else 'in the first microsecond'} of {before}", begun)

    def long_before(self, moment: str) -> Iterator[Mark]:
        """Moments some periods back, at the same time of day, day of the week, of the month, of the year."""
        longer = _PERIODS[_PERIODS.index(self.every) + 1 :]
        spans = [f"2 {self.every}s", *(f"1 {each}" for each in longer), "4 years"]
        for span in spans:
            yield Mark(f"{span} before", self._at(f"({self._local(moment)} - interval '{span}')"))

    def _period(self, moment: str) -> str:
        """The first reading of a local clock in the period of this moment."""
        return f"date_trunc('{self.every}', {self._local(moment)})"

    def _local(self, moment: str) -> str:
        return f"{moment} at time zone {literal(self.zone)}"

    def _at(self, reading: str) -> str:
        return f"({reading} at time zone {literal(self.zone)})"
