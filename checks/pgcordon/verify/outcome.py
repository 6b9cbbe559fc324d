"""What an attempt did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pgcordon.model import Command, QualifiedName

Values = Mapping[str, Any]
"""A row as JSON has it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changed. `leaves` are the commands with which the actor may leave the new row behind."""

    table: QualifiedName
    command: Command
    old: Values | None
    new: Values | None
    leaves: frozenset[Command] = frozenset()


_THE_HOUR = len("2026-11-22T04")


def assigned(change: Change, column: str, begun: str) -> bool:
    """Whether the column has another value, and not just because a trigger dated the change.

    `begun` is the present moment as JSON has it. No value that is drawn is of this hour.
    """
    if change.old is None or change.new is None or change.old[column] == change.new[column]:
        return False
    return str(change.new[column])[:_THE_HOUR] != begun[:_THE_HOUR]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt before it was undone."""

    sqlstate: str | None
    message: str
    affected: int
    shown: tuple[Values, ...]
    changes: tuple[Change, ...]
    notices: tuple[str, ...] = ()

    @property
    def happened(self) -> bool:
        """Whether the statement did or showed anything."""
        return self.sqlstate is None and (bool(self.changes) or bool(self.shown))

    @property
    def text(self) -> str:
        """Everything that the actor got to see."""
        return "\n".join([*map(str, self.shown), self.message, *self.notices])
