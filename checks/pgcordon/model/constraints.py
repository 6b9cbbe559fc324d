"""Table constraints. NOT NULL belongs to the column."""

from enum import StrEnum

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName, quote_identifier
from pgcordon.model.spans import Span


class ConstraintType(StrEnum):
    PRIMARY_KEY = "PRIMARY KEY"
    UNIQUE = "UNIQUE"
    CHECK = "CHECK"
    FOREIGN_KEY = "FOREIGN KEY"
    EXCLUDE = "EXCLUDE"


class ReferentialAction(StrEnum):
    NO_ACTION = "NO ACTION"
    RESTRICT = "RESTRICT"
    CASCADE = "CASCADE"
    SET_NULL = "SET NULL"
    SET_DEFAULT = "SET DEFAULT"


class Constraint(msgspec.Struct, frozen=True):
    """A constraint; an unnamed one has the name that PostgreSQL would choose, and `named` is false."""

    table: QualifiedName
    name: str
    type: ConstraintType
    columns: tuple[str, ...] = ()
    expression: Expression | None = None
    references: QualifiedName | None = None
    referenced_columns: tuple[str, ...] = ()
    on_delete: ReferentialAction = ReferentialAction.NO_ACTION
    on_update: ReferentialAction = ReferentialAction.NO_ACTION
    on_delete_columns: tuple[str, ...] = ()
    """The columns that ON DELETE SET NULL or SET DEFAULT sets where it lists some of them; else it sets all."""
    deferrable: bool = False
    initially_deferred: bool = False
    validated: bool = True
    included: tuple[str, ...] = ()
    """The columns that INCLUDE adds to the index of a key."""
    nulls_not_distinct: bool = False
    named: bool = True
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.CONSTRAINT, f"{quote_identifier(self.name)} on {self.table}")
