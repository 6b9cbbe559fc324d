"""What access.toml says about time: rows that expire, counters that begin anew, clocks that move, states and steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal

from pgcordon.model import Command, QualifiedName

Period = Literal["hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class ExpiryRule:
    """When rows of a table expire, and the statements that open, sweep and purge them.

    A row is stale once its clock is `after` or more in the past; a column that holds the end itself is a clock with an
    `after` of zero. `open`, `sweep` and `purge` are SQL with `:uid` and, for any column of the table, `:column`.
    """

    kind: ClassVar[str] = "expiry"

    table: QualifiedName
    clock: str
    after: timedelta
    alive: str
    open: str | None = None
    sweep: str | None = None
    """It ends every stale row."""
    purge: str | None = None
    """It deletes every stale row."""
    denies: frozenset[Command] = frozenset()
    """The commands that only a trusted actor may run on a stale row."""


@dataclass(frozen=True, slots=True)
class ResetRule:
    """Columns that go back to where they began, once in each period of a calendar.

    `since` is the column that says when the row was last reset. `run` is SQL; where it has `:now`, that is the moment
    at which it runs, a `timestamptz`.
    """

    kind: ClassVar[str] = "reset"

    table: QualifiedName
    sets: Mapping[str, str]
    """The columns, and what they go back to as texts that their types read."""
    every: Period
    zone: str
    """A time zone by its name, such as `Europe/Stockholm`: whose calendar the periods are of."""
    since: str
    run: str


@dataclass(frozen=True, slots=True)
class TouchRule:
    """A timestamp that moves to `now()` with every write of some kind."""

    kind: ClassVar[str] = "touch"

    table: QualifiedName
    commands: tuple[Command, ...]
    moves: str
    of: QualifiedName
    """The table whose column moves; the written one where `through` is empty."""
    through: Mapping[str, str]
    """The columns of the written row that point to the other row, and the columns that they point to."""


@dataclass(frozen=True, slots=True)
class LifecycleRule:
    """States of a row, and the steps that lead from one to the next. A state without steps is final."""

    kind: ClassVar[str] = "lifecycle"

    table: QualifiedName
    column: str
    starts: tuple[str, ...]
    """The states in which a row may be inserted."""
    steps: Mapping[str, tuple[str, ...]]
    """For each state, in the order of the file, the states that may follow it."""
    stamps: Mapping[str, frozenset[str]]
    """Columns that hold the moment in which the row came into these states, from any other; there they are null."""

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.steps)


TimeRule = ExpiryRule | ResetRule | TouchRule | LifecycleRule
