"""What a property is shown by: rows of certain ages, calls, and what must not be seen afterwards. Plain SQL texts.

The same texts run over a connection and in a psql script, so that a script shows just what was seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pgcordon.actors.actor import Person
from pgcordon.actors.world import literal, seed_statement
from pgcordon.clock.travel import interval
from pgcordon.model import Table, quote_identifier

BEFORE = "pg_temp.pgcordon_before"
"""The rule's table as it was before the last calls."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that is put there for the scenario, with triggers off."""

    table: Table
    values: Mapping[str, str | None]
    sets: Mapping[str, str]
    """Columns that are then set, and to what as SQL: moments are counted from `now()`."""

    @property
    def name(self) -> str:
        """What tells it from every other row wherever it is shown: its key, joined where it is of several columns."""
        return ",".join(str(self.values[column]) for column in key_columns(self.table))

    def named_in(self, condition: str) -> bool:
        """Whether a condition speaks of this row."""
        return all(literal(self.values[column]) in condition for column in key_columns(self.table))

    def where(self, qualifier: str = "") -> str:
        """A condition that finds this row alone."""
        columns = key_columns(self.table)
        return " and ".join(f"{qualifier}{quote_identifier(each)} = {literal(self.values[each])}" for each in columns)

    def placement(self) -> Iterator[str]:
        """The statements that make the row and set what changes with every run."""
        yield seed_statement(self.table.name, [self.values])
        if self.sets:
            changes = ", ".join(f"{quote_identifier(column)} = {value}" for column, value in self.sets.items())
            yield f"update {self.table.name} set {changes} where {self.where()}"


@dataclass(frozen=True, slots=True)
class Session(Placed):
    """A row that can expire, and how long its clock has been still."""

    age: timedelta


@dataclass(frozen=True, slots=True)
class Call:
    """A statement by a person."""

    person: Person
    statement: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Run-time parameters that the caller has set, beside those of the request."""

    @property
    def shows(self) -> bool:
        """Whether it can stand in FROM, so that its output can be caught."""
        return self.statement.lstrip("( \n").lower().startswith("select")

    @property
    def catching(self) -> str:
        """The statement as a query for one JSON text of all that it shows."""
        return f"select coalesce(jsonb_agg(to_jsonb(q)), '[]')::text as output from (\n{self.statement}\n) as q"


@dataclass(frozen=True, slots=True)
class Race:
    """Two calls at once: the second begins while the first one's transaction is still open."""

    first: Call
    second: Call


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes for the rule's table, and what is seen later is compared with this moment."""

    span: timedelta

    @property
    def what(self) -> str:
        return f"{self.span} later"

    def statements(self, table: Table) -> Iterator[str]:
        yield shifted(table, self.span)
        yield f"drop table {BEFORE}"
        yield remember(table)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The owner writes the rule's table, with triggers off; what is seen later is compared with this moment."""

    what: str
    """What happens, for people."""
    writes: Sequence[str]

    def statements(self, table: Table) -> Iterator[str]:
        yield from self.writes
        yield f"drop table {BEFORE}"
        yield remember(table)


@dataclass(frozen=True, slots=True)
class Check:
    """An SQL condition that holds where a fault shows. It may use `:'output_1'` and `:'sqlstate_1'` of the calls."""

    condition: str
    message: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """Rows, then calls; the checks are looked at in their order, and the first that holds is the fault."""

    placed: Sequence[Placed]
    steps: Sequence[Call | Race | Pass | Meanwhile]
    checks: Sequence[Check]

    @property
    def calls(self) -> list[Call]:
        """Every call in its order; they are numbered from 1."""
        calls: list[Call] = []
        for step in self.steps:
            calls += [step] if isinstance(step, Call) else [step.first, step.second] if isinstance(step, Race) else []
        return calls

    @property
    def race(self) -> Race | None:
        """The race that the scenario is, if it is one: it needs transactions of its own."""
        return next((step for step in self.steps if isinstance(step, Race)), None)

    def placement(self, table: Table) -> list[str]:
        """The statements that make the rows and keep the table as it is then; triggers are off meanwhile."""
        return [*(each for row in self.placed for each in row.placement()), remember(table)]


_MOMENTS = frozenset({"timestamptz", "timestamp"})


def shifted(table: Table, span: timedelta) -> str:
    """The statement that lets this much time pass for the table."""
    columns = [each for each in table.columns if each.generated is None and each.type.name in _MOMENTS]
    names = (quote_identifier(each.name) for each in columns)
    return f"update {table.name} set {', '.join(f'{name} = {name} - {interval(span)}' for name in names)}"


def remember(table: Table) -> str:
    """The statement that keeps the table as it is now."""
    return f"create temp table {BEFORE.partition('.')[2]} as select * from {table.name}"


def key_columns(table: Table) -> tuple[str, ...]:
    return table.primary_key.columns if table.primary_key else ()
