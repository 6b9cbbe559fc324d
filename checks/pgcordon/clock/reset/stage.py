"""Everything that a property of a reset may look at: rows with used counters, the calendar, and who runs the reset."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pgcordon.actors.world import literal
from pgcordon.clock import conditions
from pgcordon.clock.reset.calendar import Calendar, Mark
from pgcordon.clock.scenario import Call, Check, Placed
from pgcordon.clock.stage import Stage
from pgcordon.contract.time_rules import ResetRule, TouchRule
from pgcordon.model import Command, QualifiedName, Table, quote_identifier

Values = Mapping[str, str | None]

_NOW = re.compile(r"(?<![:\w]):now\b")
_AFTERNOON = "'2024-05-16 12:34:56+00'::timestamptz"
"""No first or last day of anything: a Thursday."""
_WITHOUT_EQUALITY = frozenset({"json", "xml", "point"})


@dataclass(frozen=True)
class ResetStage(Stage[ResetRule]):
    """A reset, set on a world in which none of its rows is left."""

    calendar: Calendar
    rows: tuple[Values, ...]
    """What rows with used counters can hold, those of different persons first; they can stand side by side."""
    works: bool
    """Whether the reset is seen to reset a row that is due: only then does it say anything that it leaves another."""
    turns: tuple[str, ...]
    """Midnights of the zone at which calendars are easily got wrong; none where the reset runs at no moment but now."""

    @property
    def statement(self) -> str:
        return self.rule.run

    @property
    def untried(self) -> str:
        if not self.rows:
            return f"no row of {self.table.name} was found that can hold counters in use and any {self.rule.since}"
        return "nothing can be told from what the reset leaves alone, for it did not reset a row that was due"

    @property
    def chooses_moment(self) -> bool:
        """Whether the rule lets the moment of the run be chosen."""
        return _NOW.search(self.rule.run) is not None

    @property
    def moment(self) -> str:
        """When the reset runs, as SQL: the same in every run where it may be chosen."""
        return _AFTERNOON if self.chooses_moment else "now()"

    def reset(self, moment: str | None = None, zone: str | None = None) -> Call:
        """The reset runs, by a session in this time zone or in the rule's."""
        statement = _NOW.sub((moment or self.moment).replace("\\", r"\\"), self.rule.run)
        return Call(self.runner(self.rule.run), statement, {"TimeZone": zone or self.rule.zone})

    def assorted(self, marks: Iterable[Mark]) -> Iterator[list[tuple[Mark, Placed]]]:
        """Rows that were last reset at these moments, side by side; in several worlds if need be."""
        chosen = list(marks)
        for start in range(0, len(chosen), max(1, len(self.rows))):
            yield [(mark, self.row(number, mark)) for number, mark in enumerate(chosen[start : start + len(self.rows)])]

    def row(self, number: int, mark: Mark | None) -> Placed:
        """One of the rows, its counters in use, last reset then or never."""
        since = "null" if mark is None else self.calendar.stored(mark.moment)
        return Placed(self.table, self.rows[number], {self.rule.since: since})

    def using(self, row: Placed) -> str:
        """The statement that uses the row's counters again."""
        used = ", ".join(f"{quote_identifier(each)} = {literal(row.values[each])}" for each in self.rule.sets)
        return f"update {self.table.name} set {used} where {row.where()}"

    def due(self, row: Placed, subject: str, moment: str | None = None) -> Iterator[Check]:
        """What shows that this row was not reset, although it was due."""
        rule = self.rule
        yield Check(conditions.refused(), "the reset failed", "every row that is due is reset", "an error")
        yield Check(
            f"not {self._found(row, self.calendar.same_period(rule.since, moment or self.moment))}",
            f"{subject} was left with a {rule.since} outside the current {rule.every}",
            f"a {rule.since} of the {rule.every} in which the reset ran",
            "another one",
        )
        for column, value in rule.sets.items():
            yield Check(
                self._found(row, self._unlike(column, value)),
                f"{subject} was left with its {column} as it was",
                f"{column} = {value}",
                "another value",
            )

    def early(self, row: Placed, subject: str) -> Iterator[Check]:
        """What shows that this row was reset, although it was not due."""
        for column in self.counters:
            yield Check(
                conditions.differs_in(row, [column]),
                f"{subject} was reset: its {column} changed",
                f"{column} as it was",
                "another value",
            )

    def was_reset(self, row: Placed) -> str:
        """Whether this row was reset, as SQL."""
        as_set = (f"not {self._unlike(column, value)}" for column, value in self.rule.sets.items())
        return self._found(row, " and ".join([self.calendar.same_period(self.rule.since, self.moment), *as_set]))

    def _found(self, row: Placed, predicate: str) -> str:
        return f"exists (select from {self.table.name} where {row.where()} and {predicate})"

    def _unlike(self, column: str, value: str) -> str:
        return unlike(self.table, column, value)

    @property
    def counters(self) -> tuple[str, ...]:
        """The columns that a reset is there to write."""
        return (*self.rule.sets, self.rule.since)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The columns that the reset must leave as they are, whatever row it resets.

        What other rules say that moves with such a write, or with the same statement, is theirs.
        """
        moved = {
            *(each.moves for each in self.contract.touches if _touched_by_update(each, self.rule.table)),
            *(
                column
                for each in self.contract.resets
                if (each.table, each.run) == (self.rule.table, self.rule.run)
                for column in (*each.sets, each.since)
            ),
        }
        return tuple(each for each in self._stored_columns if each not in moved)

    @property
    def others(self) -> tuple[str, ...]:
        """The columns beside the counters."""
        return tuple(each for each in self._stored_columns if each not in self.counters)

    @cached_property
    def _stored_columns(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.table.columns if each.generated is None)


def unlike(table: Table, column: str, value: str) -> str:
    """Whether the column holds anything but this value, as SQL."""
    known = table.column(column)
    name = quote_identifier(column)
    if known is not None and known.type.name in _WITHOUT_EQUALITY:
        return f"{name}::text is distinct from {literal(value)}::{known.type}::text"
    return f"{name} is distinct from {literal(value)}"


def _touched_by_update(rule: TouchRule, table: QualifiedName) -> bool:
    return rule.table == rule.of == table and Command.UPDATE in rule.commands
