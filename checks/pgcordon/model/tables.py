"""Tables and their columns."""

from enum import StrEnum
from functools import cached_property

import msgspec

from pgcordon.model.constraints import Constraint, ConstraintType
from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName, quote_identifier
from pgcordon.model.spans import Span
from pgcordon.model.typenames import TypeName


class TableKind(StrEnum):
    ORDINARY = "table"
    PARTITIONED = "partitioned table"
    FOREIGN = "foreign table"


class Persistence(StrEnum):
    PERMANENT = "permanent"
    UNLOGGED = "unlogged"
    TEMPORARY = "temporary"


class Column(msgspec.Struct, frozen=True):
    """A column of a table, as it stands after the last statement."""

    table: QualifiedName
    name: str
    type: TypeName
    not_null: bool = False
    default: Expression | None = None
    identity: str | None = None
    """`always` or `by default` for an identity column."""
    generated: Expression | None = None
    collation: str | None = None
    comment: str | None = None
    type_span: Span | None = None
    """Where a file names the type; None for a column that is inherited or copied."""
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.COLUMN, f"{self.table}.{quote_identifier(self.name)}")

    @property
    def writable(self) -> bool:
        """Whether an INSERT may name a value for it without OVERRIDING."""
        return self.generated is None and self.identity != "always"


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table, partitioned table or foreign table."""

    name: QualifiedName
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    kind: TableKind = TableKind.ORDINARY
    persistence: Persistence = Persistence.PERMANENT
    row_security: bool = False
    force_row_security: bool = False
    owner: str | None = None
    partition_of: QualifiedName | None = None
    partition_bound: str | None = None
    partition_key: str | None = None
    inherits: tuple[QualifiedName, ...] = ()
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @cached_property
    def address(self) -> ObjectAddress:
        kind = ObjectType.FOREIGN_TABLE if self.kind is TableKind.FOREIGN else ObjectType.TABLE
        return ObjectAddress(kind, str(self.name))

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @cached_property
    def primary_key(self) -> Constraint | None:
        return next((each for each in self.constraints if each.type is ConstraintType.PRIMARY_KEY), None)

    @cached_property
    def foreign_keys(self) -> tuple[Constraint, ...]:
        return tuple([each for each in self.constraints if each.type is ConstraintType.FOREIGN_KEY])

    @property
    def checks(self) -> tuple[Constraint, ...]:
        return tuple(each for each in self.constraints if each.type is ConstraintType.CHECK)

    @property
    def unique_keys(self) -> tuple[tuple[str, ...], ...]:
        """The columns of the primary key and of every unique constraint."""
        unique = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE)
        return tuple(each.columns for each in self.constraints if each.type in unique)
