"""Indexes made by CREATE INDEX; those behind a constraint belong to the constraint."""

from functools import cached_property

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span


class IndexKey(msgspec.Struct, frozen=True):
    """One key of an index: a column, or an expression where `column` is None."""

    column: str | None
    expression: Expression | None = None
    descending: bool = False
    nulls_first: bool | None = None
    operator_class: str | None = None
    collation: str | None = None
    """The one that the index states; None for the column's own."""


class Index(msgspec.Struct, frozen=True, dict=True):
    name: QualifiedName
    table: QualifiedName
    keys: tuple[IndexKey, ...]
    included: tuple[str, ...] = ()
    unique: bool = False
    nulls_not_distinct: bool = False
    predicate: Expression | None = None
    method: str = "btree"
    concurrently: bool = False
    named: bool = True
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.INDEX, str(self.name))

    @cached_property
    def columns(self) -> tuple[str | None, ...]:
        """The key columns in order, None for an expression."""
        return tuple([key.column for key in self.keys])
