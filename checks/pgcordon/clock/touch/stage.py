"""What a touch rule promises, as writes that were seen to work: who makes them, and which rows they must touch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pgcordon.actors.world import literal
from pgcordon.clock.conditions import worked
from pgcordon.clock.scenario import BEFORE, Call, key_columns
from pgcordon.clock.stage import Stage
from pgcordon.contract.time_rules import TouchRule
from pgcordon.model import Command, Table, quote_identifier

Key = Mapping[str, str | None]
"""Columns of the touched table and the values that find one row of it."""

_DONE = {Command.INSERT: "inserted", Command.UPDATE: "changed", Command.DELETE: "deleted"}


@dataclass(frozen=True, slots=True)
class Write:
    """A statement of some command that somebody can run, and the rows that it must touch."""

    command: Command
    call: Call
    touches: tuple[Key, ...]
    row: Key = field(default_factory=dict)
    """The key of the row that is written; empty where that is made by the write."""


@dataclass(frozen=True)
class TouchStage(Stage[TouchRule]):
    """A touch rule, set on a whole world. `table` is the one whose timestamp moves."""

    written: Table
    """The table that is written."""
    writes: tuple[Write, ...]
    """One for each person and command."""
    moves: tuple[Write, ...]
    """Writes that hang a row below another one of `table`."""
    forgeries: tuple[Write, ...]
    """Writes that state a moment of their own for the column that moves."""

    def unmoved(self, touched: Key) -> str:
        """A condition: one row was written, and the timestamp of a row that it must touch does not show this moment."""
        moves = quote_identifier(self.rule.moves)
        row = f"select from {self.table.name} as t where {finding(touched, 't.')} and t.{moves} is distinct from now()"
        return f"{worked()} and :'output_1' = '1' and exists ({row})"

    def others_moved(self, write: Write) -> str:
        """A condition: the timestamp of a row that the write has nothing to do with is not what it was."""
        moves = quote_identifier(self.rule.moves)
        same = " and ".join(f"t.{each} = b.{each}" for each in map(quote_identifier, key_columns(self.table)))
        apart = " and ".join(f"not ({finding(each, 'b.')})" for each in write.touches)
        changed = f"t.{moves} is distinct from b.{moves}"
        return f"exists (select from {self.table.name} as t join {BEFORE} as b on {same} where {apart} and {changed})"

    def phrase(self, write: Write) -> str:
        """`a row of chat_messages inserted by user`."""
        return f"a row of {self.written.name.name} {_DONE[write.command]} by {write.call.person.label}"


def finding(key: Key, qualifier: str) -> str:
    """A condition that finds the row of this key."""
    return " and ".join(_equal(f"{qualifier}{quote_identifier(name)}", value) for name, value in key.items())


def _equal(column: str, value: str | None) -> str:
    return f"{column} is null" if value is None else f"{column} = {literal(value)}"


def with_children(stage: TouchStage) -> Iterator[Key]:
    """Rows of the touched table that something points to."""
    for row in stage.world.rows_of(stage.rule.table):
        yield {theirs: row.values.get(ours) for ours, theirs in stage.rule.through.items()}
