"""What a property of a life cycle may look at: who writes which rows, in which states, and what may follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pgcordon.actors.world import literal
from pgcordon.clock.insertable import asked_for
from pgcordon.clock.lifecycle.forms import aged
from pgcordon.clock.lifecycle.people import NOTHING, Assigned, Inserter, Writer, changes, inserting, written
from pgcordon.clock.scenario import BEFORE, Call, Check, Placed, Scenario, key_columns
from pgcordon.clock.stage import OWNER, Stage
from pgcordon.contract.time_rules import LifecycleRule
from pgcordon.model import quote_identifier

EARLIER, LATER = "now() - interval '1 hour'", "now() + interval '1 hour'"
"""Moments in which nobody entered any state, as near as they are for the sake of the table's checks."""
_AT_ONCE = Call(OWNER, "set constraints all immediate")


@dataclass(frozen=True, slots=True)
class Step:
    """From one state to the next."""

    before: str
    after: str


@dataclass(frozen=True)
class LifecycleStage(Stage[LifecycleRule]):
    """A life cycle, set on a world in which none of its rows is left."""

    case: ClassVar[str] = "write"

    writers: tuple[Writer, ...] = ()
    inserters: tuple[Inserter, ...] = ()
    strangers: tuple[str | None, ...] = ()
    """Values of the column that are no state of the rule."""
    obstacle: str = ""
    """Why there are no writers."""

    @property
    def untried(self) -> str:
        return self.obstacle or f"nobody was seen to write a row of {self.table.name} as it would take"

    def sort(self, call: Call) -> tuple[str, ...]:
        return (call.person.actor.name,)

    @property
    def final(self) -> tuple[str, ...]:
        return tuple(state for state, following in self.rule.steps.items() if not following)

    @property
    def noun(self) -> str:
        """`a row of conversation_sessions`."""
        return f"a row of {self.table.name.name}"

    def steps(self, writer: Writer) -> Iterator[Step]:
        """The steps that the writer may make."""
        for before, following in self.rule.steps.items():
            for after in following:
                step = Step(before, after)
                if {before, after} <= writer.entitled and writer.frozen.isdisjoint(self._changes(writer, step)):
                    yield step

    def arrivals(self, writer: Writer, column: str) -> Iterator[Step]:
        """Of the writer's steps into each state one that crosses, and one that does not: enough to tell of a stamp."""
        yield from {(self.crosses(column, each), each.after): each for each in self.steps(writer)}.values()

    @property
    def missteps(self) -> list[Step]:
        """Every way from a state to another one that is no step."""
        return [
            Step(before, after)
            for before, following in self.rule.steps.items()
            for after in self.rule.states
            if after != before and after not in following
        ]

    def returns(self) -> Iterator[Step]:
        """Ways out of each final state: back to where rows begin, and to another final state."""
        for before in self.final:
            firsts = [each for each in (*self.rule.starts, *self.rule.states) if each != before][:1]
            others = [each for each in self.final if each != before][:1]
            yield from (Step(before, after) for after in dict.fromkeys([*firsts, *others]))

    def stamped(self, state: str) -> tuple[str, ...]:
        """The stamps that are set in this state."""
        return tuple(column for column, states in self.rule.stamps.items() if state in states)

    def telling(self, column: str) -> tuple[str, ...]:
        """The states that a stamp is of, and one that it is not of."""
        stamped = tuple(each for each in self.rule.states if each in self.rule.stamps[column])
        return (*stamped, *[each for each in self.rule.states if each not in stamped][:1])

    def crosses(self, column: str, step: Step) -> bool:
        """Whether the step leads to where the stamp is set, or away from there."""
        return (step.before in self.rule.stamps[column]) != (step.after in self.rule.stamps[column])

    def row(self, writer: Writer, state: str) -> Placed:
        """The writer's row in this state."""
        return aged(self.table, self.rule, writer.forms[state])

    def take(self, writer: Writer, step: Step, beside: Assigned = NOTHING) -> Call:
        """The writer takes the step, and assigns something beside it."""
        return self.update(writer, {**self._changes(writer, step), **beside})

    def set(self, writer: Writer, state: str | None, beside: Assigned = NOTHING) -> Call:
        """The writer sets the state, or what is none, and assigns something beside it."""
        return self.update(writer, {self.rule.column: literal(state), **beside})

    def update(self, writer: Writer, assigned: Assigned) -> Call:
        """There is no WHERE, which would need SELECT rights: the row is the only one of the table."""
        return Call(writer.person, f"update {self.table.name} set {_pairs(assigned)}")

    def upserts(self, writer: Writer, step: Step) -> Iterator[Call]:
        """The step as an INSERT of a row that is there already, found by each of its keys."""
        begun = writer.forms[self.rule.starts[0]]
        for key in self.table.unique_keys:
            needed = {name: value for name, value in begun.items() if name in key or asked_for(name, self.table)}
            row = inserting(self.table, written({**needed, self.rule.column: begun[self.rule.column]}))
            found = ", ".join(map(quote_identifier, key))
            sets = _pairs(self._changes(writer, step))
            yield Call(writer.person, f"{row} on conflict ({found}) do update set {sets}")

    def insert(self, inserter: Inserter, state: str | None, beside: Assigned = NOTHING) -> Call:
        """The inserter's row, in a state of the rule or in what is none."""
        known = inserter.rows.get(state) if state is not None else None
        named = known or {**next(iter(inserter.rows.values())), self.rule.column: literal(state)}
        return Call(inserter.person, inserting(self.table, {**named, **beside}))

    def stays(self, row: Placed, *states: str) -> str:
        """A condition: the row is in one of these states."""
        return f"exists (select from {self.table.name} where {row.where()} and {self._state()} in {listed(states)})"

    def found_in(self, state: str | None) -> str:
        """A condition: some row is in this state."""
        there = f"{self._state()} is null" if state is None else f"{self._state()} = {literal(state)}"
        return f"exists (select from {self.table.name} where {there})"

    def astray(self) -> str:
        """A condition: some row is in a state that the rule does not list."""
        known = listed(self.rule.states)
        return f"exists (select from {self.table.name} where ({self._state()} in {known}) is not true)"

    def misstamped(self, column: str) -> str:
        """A condition: some row's stamp is not what its state, and the state that it was in before, make it."""
        stamp, stamped = quote_identifier(column), listed(sorted(self.rule.stamps[column]))
        same = " and ".join(f"t.{each} = b.{each}" for each in map(quote_identifier, key_columns(self.table)))
        right = (
            f"case when ({self._state('t.')} in {stamped}) is not true then t.{stamp} is null"
            f" when {self._state('b.')} in {stamped} then t.{stamp} is not distinct from b.{stamp}"
            f" else t.{stamp} between now() and clock_timestamp() end"
        )
        return (
            f"exists (select from {self.table.name} as t left join {BEFORE} as b on {same} where ({right}) is not true)"
        )

    def holds(self, column: str, value: str) -> str:
        """A condition: some row has this stamp."""
        same = f"{quote_identifier(column)} is not distinct from {value}"
        return f"exists (select from {self.table.name} where {same})"

    def scenario(self, rows: list[Placed], calls: list[Call], *checks: Check) -> Scenario:
        """The calls, where rules that would be checked at the end of the transaction are checked at once."""
        deferrable = any(each.constraint for each in self.catalog.triggers_on(self.table.name))
        return Scenario(rows, [*([_AT_ONCE] if deferrable else []), *calls], checks)

    def _state(self, qualifier: str = "") -> str:
        return f"{qualifier}{quote_identifier(self.rule.column)}::text"

    def _changes(self, writer: Writer, step: Step) -> Assigned:
        """The state, and whatever else the row must change to stand in it."""
        return changes(self.rule, writer.forms[step.before], writer.forms[step.after])


def _pairs(assigned: Assigned) -> str:
    return ", ".join(f"{quote_identifier(name)} = {value}" for name, value in assigned.items())


def stamps(stage: LifecycleStage) -> bool:
    return bool(stage.rule.stamps)


def listed(states: tuple[str, ...] | list[str]) -> str:
    """States as SQL, for IN; none is a state that nothing is in."""
    return f"({', '.join(map(literal, states)) or 'null'})"
