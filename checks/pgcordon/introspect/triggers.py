"""Triggers."""

from collections.abc import Iterable
from typing import Any

from pgcordon.model import QualifiedName, Trigger, TriggerTiming
from pgcordon.parse.expression.expressions import clause_from_sql
from pgcordon.parse.expression.scopes import Relations

_ROW, _BEFORE, _INSTEAD = 1 << 0, 1 << 1, 1 << 6
_EVENTS = {1 << 2: "INSERT", 1 << 3: "DELETE", 1 << 4: "UPDATE", 1 << 5: "TRUNCATE"}
"""TRIGGER_TYPE_* of src/include/catalog/pg_trigger.h; AFTER has no bit."""


def triggers(rows: Iterable[Any], relations: Relations) -> tuple[Trigger, ...]:
    """The triggers."""
    return tuple(
        Trigger(
            row.name,
            QualifiedName(row.table_schema, row.table_name),
            QualifiedName(row.function_schema, row.function_name),
            _timing(row.kind),
            frozenset(event for bit, event in _EVENTS.items() if row.kind & bit),
            columns=tuple(row.columns),
            for_each_row=bool(row.kind & _ROW),
            when=clause_from_sql(row.definition, "whenClause", relations) if row.definition is not None else None,
            constraint=row.is_constraint,
            enabled=row.enabled,
            comment=row.comment,
        )
        for row in rows
    )


def _timing(kind: int) -> TriggerTiming:
    if kind & _BEFORE:
        return TriggerTiming.BEFORE
    return TriggerTiming.INSTEAD_OF if kind & _INSTEAD else TriggerTiming.AFTER
