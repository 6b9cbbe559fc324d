"""What a table takes over from others: LIKE, INHERITS, PARTITION OF.

Source: transformTableLikeClause and expandTableLikeClause (parse_utilcmd.c), MergeAttributes (tablecmds.c).
"""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from pgcordon.model import Column, Constraint, ConstraintType, Index, QualifiedName, Span, Table
from pgcordon.parse.columns import own_sequence
from pgcordon.parse.constraints import attach
from pgcordon.parse.default_names import index_name
from pgcordon.parse.indexes import key_names
from pgcordon.parse.nodes import Node
from pgcordon.parse.replay import Replay

_COMMENTS, _CONSTRAINTS, _DEFAULTS, _GENERATED, _IDENTITY, _INDEXES = 1 << 0, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6
"""The bits of TableLikeOption in parsenodes.h."""


class Likeness(msgspec.Struct, frozen=True):
    """A LIKE clause: the table that it copies, and what of it."""

    source: Table
    options: int
    span: Span

    def columns(self, replay: Replay, target: Table) -> Iterator[Column]:
        """The copied columns; an identity column gets a sequence of its own."""
        for column in self.source.columns:
            copied = replace(
                column,
                table=target.name,
                default=column.default if self.options & _DEFAULTS else None,
                generated=column.generated if self.options & _GENERATED else None,
                identity=column.identity if self.options & _IDENTITY else None,
                comment=column.comment if self.options & _COMMENTS else None,
                type_span=None,
                defined=self.span,
                changes=(),
            )
            if copied.identity:
                own_sequence(replay, copied)
            yield copied

    def add_constraints_and_indexes(self, replay: Replay, target: Table) -> Table:
        """The table with what LIKE copies beside columns: checks under their names, indexes under new ones."""
        for constraint in self.source.constraints:
            if constraint.type is ConstraintType.CHECK and self.options & _CONSTRAINTS:
                target = attach(replay, target, _copied(constraint, target, constraint.name, self.span))
        if self.options & _INDEXES:
            target = clone_indexes(replay, self.source, target, self.span)
        return target


def like(replay: Replay, node: Node) -> Likeness:
    """The LIKE clause of a TableLikeClause node. Raises NotUnderstood where no file creates the table."""
    relation = node["relation"]
    span = replay.text.element(relation["location"])
    return Likeness(replay.table(relation), node.get("options", 0), span)


def inherited_column(column: Column, target: Table, span: Span) -> Column:
    """A parent's column in a table that inherits from it."""
    return replace(column, table=target.name, comment=None, type_span=None, defined=span, changes=())


def inherit_checks(replay: Replay, parent: Table, target: Table, span: Span) -> Table:
    """The table with the parent's checks, which keep their names."""
    for constraint in parent.checks:
        if not any(own.name == constraint.name for own in target.constraints):
            target = attach(replay, target, _copied(constraint, target, constraint.name, span))
    return target


def hand_down(replay: Replay, parent: Table, span: Span) -> None:
    """Give every child what the parent has and it has not: columns and checks, to partitions indexes and keys too."""
    for child in children(replay, parent):
        known = {column.name for column in child.columns}
        gained = [inherited_column(each, child, span) for each in parent.columns if each.name not in known]
        own = tuple(_like_parent(each, parent) for each in child.columns) if child.partition_of else child.columns
        after = replace(child, columns=(*own, *gained))
        replay.define(after)
        after = inherit_checks(replay, parent, after, span)
        if child.partition_of:
            after = clone_foreign_keys(replay, parent, clone_indexes(replay, parent, after, span), span)
        hand_down(replay, after, span)


def _like_parent(column: Column, parent: Table) -> Column:
    """A partition's column is an identity column where the parent's is (since PostgreSQL 17)."""
    inherited = parent.column(column.name)
    return replace(column, identity=inherited.identity) if inherited else column


def clone_foreign_keys(replay: Replay, parent: Table, target: Table, span: Span) -> Table:
    """A partition with the foreign keys of its parent, which keep their names."""
    for constraint in parent.foreign_keys:
        if not any(_same(own, constraint) for own in target.constraints):
            target = attach(replay, target, _copied(constraint, target, constraint.name, span))
    return target


def clone_indexes(replay: Replay, source: Table, target: Table, span: Span) -> Table:
    """The table with every index of another, those behind constraints included, under names of its own."""
    for constraint in source.constraints:
        label = _LABELS.get(constraint.type)
        if label is None or any(_same(own, constraint) for own in target.constraints):
            continue
        name = index_name(replay.objects, target.name, (*constraint.columns, *constraint.included), label)
        target = attach(replay, target, _copied(constraint, target, name, span))
    for index in [each for each in replay.objects.indexes.values() if each.table == source.name]:
        clone_index(replay, index, target, span)
    return target


def clone_index(replay: Replay, index: Index, target: Table, span: Span) -> None:
    """Make the same index on another table, unless there is one."""
    for own in replay.objects.indexes.values():
        if own.table == target.name and _same_index(own, index):
            return
    name = index_name(replay.objects, target.name, (*key_names(index.keys), *index.included), "idx")
    clone = replace(index, name=QualifiedName(target.name.schema, name), table=target.name, named=False)
    replay.define(replace(clone, comment=None, defined=span, changes=()))


_LABELS = {ConstraintType.PRIMARY_KEY: "pkey", ConstraintType.UNIQUE: "key", ConstraintType.EXCLUDE: "excl"}


def _copied(constraint: Constraint, target: Table, name: str, span: Span) -> Constraint:
    named = constraint.named and name == constraint.name
    return replace(constraint, table=target.name, name=name, named=named, defined=span, changes=())


def _same(one: Constraint, other: Constraint) -> bool:
    return (one.type, one.columns, one.references) == (other.type, other.columns, other.references)


def _same_index(one: Index, other: Index) -> bool:
    return (one.keys, one.unique, one.predicate) == (other.keys, other.unique, other.predicate)


def children(replay: Replay, table: Table) -> list[Table]:
    """The tables that inherit from this one, partitions included."""
    name = table.name
    return [each for each in replay.objects.tables.values() if each.partition_of == name or name in each.inherits]
