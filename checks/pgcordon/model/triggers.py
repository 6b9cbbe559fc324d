"""Triggers."""

from enum import StrEnum

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName, quote_identifier
from pgcordon.model.spans import Span


class TriggerTiming(StrEnum):
    BEFORE = "BEFORE"
    AFTER = "AFTER"
    INSTEAD_OF = "INSTEAD OF"


class Trigger(msgspec.Struct, frozen=True):
    """A trigger; `events` holds INSERT, UPDATE, DELETE and TRUNCATE."""

    name: str
    table: QualifiedName
    function: QualifiedName
    timing: TriggerTiming
    events: frozenset[str]
    columns: tuple[str, ...] = ()
    for_each_row: bool = False
    when: Expression | None = None
    constraint: bool = False
    enabled: bool = True
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.TRIGGER, f"{quote_identifier(self.name)} on {self.table}")
