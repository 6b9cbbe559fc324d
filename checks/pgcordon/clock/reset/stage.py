"""Everything that a property of a reset may look at: rows with used counters, the calendar, and who runs the reset."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pgcordon.actors.world import literal
from pgcordon.clock.reset.periods import Calendar, Mark
from pgcordon.clock.scenario import Call, Placed
from pgcordon.clock.stage import Stage
from pgcordon.contract.time_rules import ResetRule, TouchRule
from pgcordon.model import Command, QualifiedName, quote_identifier

Values = Mapping[str, str | None]

_NOW = re.compile(r"(?<![:\w]):now\b")
_AFTERNOON = "'2024-05-16 12:34:56+00'::timestamptz"
"""No first or last day of anything: a Thursday."""


@dataclass(frozen=True)
class ResetStage(Stage[ResetRule]):
    """A reset, set on a world in which none of its rows is left."""

    calendar: Calendar
    rows: tuple[Values, ...] = ()
    """What rows with used counters can hold, those of different persons first; they can stand side by side."""
    works: bool = False
    """Whether the reset is seen to reset a row that is due: only then does it say anything that it leaves another."""
    sound_at: tuple[str, ...] = ()
    """Those of the moments that tell zones apart at which a session of the rule's own zone does right."""
    nullable: bool = False
    """Whether a row may say that it was never reset."""
    turns: tuple[Mark, ...] = ()
    """Moments at which calendars are easily got wrong; none where the reset runs at no moment but now."""

    @property
    def statement(self) -> str:
        return self.rule.run

    @property
    def untried(self) -> str:
        if not self.rows:
            return f"no row of {self.table.name} was found that can hold counters in use and any {self.rule.since}"
        if not self.works:
            return "nothing can be told from what the reset leaves alone, for it did not reset a row that was due"
        return "whatever it might show, the reset does wrong in a session of the rule's own zone too"

    @property
    def chooses_moment(self) -> bool:
        """Whether the rule lets the moment of the run be chosen."""
        return _NOW.search(self.rule.run) is not None

    @property
    def moment(self) -> str:
        """When the reset runs, as SQL: the same in every run where it may be chosen."""
        return _AFTERNOON if self.chooses_moment else "now()"

    @property
    def moments(self) -> tuple[str, ...]:
        """When rows were last reset, from long ago on."""
        marks = (self.calendar.long_before, self.calendar.previous, self.calendar.current)
        near = [each.moment for marked in marks for each in marked(self.moment)]
        return (
            *(self.calendar.last_before(each.moment) for each in self.turns[:1]),
            *near,
            *(each.moment for each in self.turns[-1:]),
        )

    def reset(self, moment: str | None = None, zone: str | None = None) -> Call:
        """The reset runs, by a session in this time zone or in the rule's."""
        statement = _NOW.sub(lambda _: moment or self.moment, self.rule.run)
        return Call(self.runner(self.rule.run), statement, {"TimeZone": zone or self.rule.zone})

    def assorted(self, marks: Iterable[Mark]) -> Iterator[list[tuple[Mark, Placed]]]:
        """Rows that were last reset at these moments, side by side; in several worlds if need be."""
        left = list(marks)
        while left and self.rows:
            chosen, left = left[: len(self.rows)], left[len(self.rows) :]
            yield [(mark, self.row(number, mark)) for number, mark in enumerate(chosen)]

    def row(self, number: int, mark: Mark | None) -> Placed:
        """One of the rows, its counters in use, last reset then or never."""
        since = "null" if mark is None else self.calendar.stored(mark.moment)
        return Placed(self.table, self.rows[number], {self.rule.since: since})

    def using(self, row: Placed) -> str:
        """The statement that uses the row's counters again."""
        pairs = ", ".join(f"{quote_identifier(each)} = {literal(row.values[each])}" for each in self.rule.sets)
        return f"update {self.table.name} set {pairs} where {row.where()}"

    @property
    def counters(self) -> tuple[str, ...]:
        """The columns that a reset is there to write."""
        return (*self.rule.sets, self.rule.since)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The columns that this reset does not concern. What another rule's resets with the same statement is its."""
        resets = [each for each in self.contract.resets if (each.table, each.run) == (self.rule.table, self.rule.run)]
        concerned = {*self.counters, *(column for each in resets for column in (*each.sets, each.since))}
        return tuple(each.name for each in self.table.columns if each.generated is None and each.name not in concerned)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The columns that stay as they are in a row that is reset: but for what any update of the row moves."""
        touches = [each for each in self.contract.touches if _touched_by_update(each, self.rule.table)]
        moved = {each.moves for each in touches}
        return tuple(each for each in self.others if each not in moved)


def _touched_by_update(rule: TouchRule, table: QualifiedName) -> bool:
    return rule.table == rule.of == table and Command.UPDATE in rule.commands
