"""The registry of ALTER TABLE's subcommands, and what they have in common."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from pgcordon.model import Column, Constraint, QualifiedName, Span, Table
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.inheritance import children, hand_down
from pgcordon.parse.nodes import Node
from pgcordon.parse.replay import Replay, missing

Subcommand = Callable[[Replay, Table, Node, Span], None]
"""Takes the table as it is now, the fields of the AlterTableCmd node and the statement's span."""


class _Entry(msgspec.Struct, frozen=True):
    """What a subcommand does to its table and, without ONLY, to the tables that inherit from it."""

    to_table: Subcommand
    to_children: Subcommand | None


_SUBCOMMANDS: dict[str, _Entry] = {}


def alters(*subtypes: str, to_children: Subcommand | None = None) -> Callable[[Subcommand], Subcommand]:
    """Register a function for subcommands by the parser's name without `AT_`: `AddColumn`."""

    def register(subcommand: Subcommand) -> Subcommand:
        _SUBCOMMANDS.update(dict.fromkeys(subtypes, _Entry(subcommand, to_children)))
        return subcommand

    return register


def alter(replay: Replay, name: QualifiedName, command: Node, span: Span, *, only: bool) -> None:
    """Apply a subcommand to a table and, unless it says ONLY, to its children."""
    subtype = command["subtype"].removeprefix("AT_")
    entry = _SUBCOMMANDS.get(subtype)
    if entry is None:
        replay.opaque(f"ALTER TABLE … {subtype} is not understood")
        return
    try:
        entry.to_table(replay, replay.objects.tables[name], command, span)
    except NotUnderstood as reason:
        replay.opaque(reason)
        return
    if entry.to_children and not only:
        entry.to_children(replay, replay.objects.tables[name], command, span)


def repeat(replay: Replay, table: Table, command: Node, span: Span) -> None:
    """Do the same to every child."""
    for child in children(replay, table):
        alter(replay, child.name, command, span, only=False)


def pass_on(replay: Replay, table: Table, _command: Node, span: Span) -> None:
    """Give the children what the table has gained."""
    hand_down(replay, table, span)


def column_of(table: Table, name: str) -> Column:
    """The column. Raises NotUnderstood where no file creates it."""
    column = table.column(name)
    if column is None:
        raise missing("column", f"{table.name}.{name}")
    return column


def constraint_of(table: Table, name: str) -> Constraint:
    """The constraint. Raises NotUnderstood where no file creates it."""
    constraint = next((each for each in table.constraints if each.name == name), None)
    if constraint is None:
        raise missing("constraint", f"{name} on {table.name}")
    return constraint


def change_column(replay: Replay, table: Table, column: Column, span: Span, **fields: Any) -> None:
    """Put the changed column in its place."""
    after = replace(column, **fields, changes=(*column.changes, span))
    columns = tuple(after if each is column else each for each in table.columns)
    replay.define(replace(table, columns=columns))


def change_constraint(replay: Replay, table: Table, constraint: Constraint, span: Span, **fields: Any) -> None:
    """Put the changed constraint in its place."""
    after = replace(constraint, **fields, changes=(*constraint.changes, span))
    constraints = tuple(after if each is constraint else each for each in table.constraints)
    replay.define(replace(table, constraints=constraints))
