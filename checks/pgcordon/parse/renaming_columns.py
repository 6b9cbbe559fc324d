"""Give a column another name, everywhere where it is spoken of."""

import msgspec
from msgspec.structs import replace

from pgcordon.model import (
    Column,
    ColumnReference,
    Constraint,
    Equality,
    Expression,
    Index,
    IndexKey,
    Operand,
    Span,
    Table,
)
from pgcordon.parse.replay import Replay


def rename_column(replay: Replay, table: Table, column: Column, new: str, span: Span) -> None:
    """Rename a column; keys, indexes, policies, triggers, sequences and grants follow."""
    renaming = _Renaming(table, column.name, new)
    objects = replay.objects
    columns = tuple(renaming.column(each, span) for each in table.columns)
    constraints = tuple(renaming.constraint(each) for each in table.constraints)
    replay.change(table, span, columns=columns, constraints=constraints)
    for other in [each for each in objects.tables.values() if each.name != table.name]:
        keys = tuple(renaming.reference(each) for each in other.constraints)
        if keys != other.constraints:
            replay.define(replace(other, constraints=keys))
    for index in [each for each in objects.indexes.values() if each.table == table.name]:
        replay.define(renaming.index(index))
    for policy in [each for each in objects.policies.values() if each.table == table.name]:
        using, with_check = renaming.expression(policy.using), renaming.expression(policy.with_check)
        replay.define(replace(policy, using=using, with_check=with_check))
    for trigger in [each for each in objects.triggers.values() if each.table == table.name]:
        named, when = renaming.names(trigger.columns), renaming.expression(trigger.when)
        replay.define(replace(trigger, columns=named, when=when))
    for sequence in [each for each in objects.sequences.values() if each.owned_by == (table.name, column.name)]:
        replay.define(replace(sequence, owned_by=(table.name, new)))
    for grant in [each for each in objects.grants_on(table.address) if each.columns]:
        objects.remove(grant)
        replay.define(replace(grant, columns=renaming.names(grant.columns)))


class _Renaming(msgspec.Struct, frozen=True):
    """The new name of one column, put into whatever speaks of it. Texts stay as they were written."""

    table: Table
    old: str
    new: str

    def name(self, name: str) -> str:
        return self.new if name == self.old else name

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.name(name) for name in names)

    def column(self, column: Column, span: Span) -> Column:
        default, generated = self.expression(column.default), self.expression(column.generated)
        if column.name != self.old:
            return replace(column, default=default, generated=generated)
        return replace(column, name=self.new, default=default, generated=generated, changes=(*column.changes, span))

    def constraint(self, constraint: Constraint) -> Constraint:
        condition = self.expression(constraint.expression)
        columns, set_columns = self.names(constraint.columns), self.names(constraint.on_delete_columns)
        return self.reference(replace(constraint, columns=columns, expression=condition, on_delete_columns=set_columns))

    def reference(self, constraint: Constraint) -> Constraint:
        """A foreign key with the columns that it refers to."""
        if constraint.references != self.table.name:
            return constraint
        return replace(constraint, referenced_columns=self.names(constraint.referenced_columns))

    def index(self, index: Index) -> Index:
        return replace(
            index,
            keys=tuple(self._key(key) for key in index.keys),
            included=self.names(index.included),
            predicate=self.expression(index.predicate),
        )

    def _key(self, key: IndexKey) -> IndexKey:
        if key.column is None:
            return replace(key, expression=self.expression(key.expression))
        return replace(key, column=self.name(key.column))

    def expression(self, expression: Expression | None) -> Expression | None:
        """An expression over the table's rows; None stays None."""
        return None if expression is None else self._over_rows(expression)

    def _over_rows(self, expression: Expression) -> Expression:
        if all(column.name != self.old for column in expression.columns):
            return expression
        return replace(
            expression,
            meaning="",
            columns=frozenset(self._reference(each) for each in expression.columns),
            comparisons=tuple(replace(each, column=self.name(each.column)) for each in expression.comparisons),
            equalities=tuple(self._equality(each) for each in expression.equalities),
            subqueries=tuple(
                replace(each, equalities=tuple(self._equality(stated) for stated in each.equalities))
                for each in expression.subqueries
            ),
            passes_if_null=frozenset(self.name(each) for each in expression.passes_if_null),
            conjuncts=tuple(self._over_rows(each) for each in expression.conjuncts),
            disjuncts=tuple(self._over_rows(each) for each in expression.disjuncts),
        )

    def _equality(self, equality: Equality) -> Equality:
        return replace(equality, left=self._operand(equality.left), right=self._operand(equality.right))

    def _operand(self, operand: Operand) -> Operand:
        return operand if operand.column is None else replace(operand, column=self._reference(operand.column))

    def _reference(self, reference: ColumnReference) -> ColumnReference:
        if reference.in_subquery and reference.relation != self.table.name:
            return reference
        return replace(reference, name=self.name(reference.name))
