"""The constraints of tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from pgcordon.introspect.known import Known
from pgcordon.model import Constraint, ConstraintType, QualifiedName, ReferentialAction
from pgcordon.parse.default_names import is_default_name

_TYPES = {
    "p": ConstraintType.PRIMARY_KEY,
    "u": ConstraintType.UNIQUE,
    "c": ConstraintType.CHECK,
    "f": ConstraintType.FOREIGN_KEY,
    "x": ConstraintType.EXCLUDE,
}
_LABELS = {"p": "pkey", "u": "key", "c": "check", "f": "fkey", "x": "excl"}
_ACTIONS = {
    "a": ReferentialAction.NO_ACTION,
    "r": ReferentialAction.RESTRICT,
    "c": ReferentialAction.CASCADE,
    "n": ReferentialAction.SET_NULL,
    "d": ReferentialAction.SET_DEFAULT,
}


def constraints(
    table: QualifiedName, rows: Iterable[Any], ancestors: Sequence[QualifiedName], known: Known
) -> tuple[Constraint, ...]:
    """The constraints of a table; `ancestors` are the tables that it may have inherited some from."""
    return tuple(_constraint(table, row, ancestors, known) for row in rows)


def _constraint(table: QualifiedName, row: Any, ancestors: Sequence[QualifiedName], known: Known) -> Constraint:
    is_key = row.kind == "f"
    return Constraint(
        table,
        row.name,
        _TYPES[row.kind],
        tuple(row.columns),
        known.expression(row.expression),
        references=QualifiedName(row.references_schema, row.references_name) if is_key else None,
        referenced_columns=tuple(row.referenced_columns),
        on_delete=_ACTIONS[row.on_delete] if is_key else ReferentialAction.NO_ACTION,
        on_update=_ACTIONS[row.on_update] if is_key else ReferentialAction.NO_ACTION,
        on_delete_columns=tuple(row.on_delete_columns),
        deferrable=row.deferrable,
        initially_deferred=row.initially_deferred,
        validated=row.validated,
        included=tuple(row.included),
        nulls_not_distinct=row.nulls_not_distinct,
        named=not any(
            is_default_name(row.name, name, _named_after(row), _LABELS[row.kind]) for name in (table, *ancestors)
        ),
    )


def _named_after(row: Any) -> tuple[str, ...]:
    """The columns in the name that PostgreSQL would choose: a check of several columns has none."""
    if row.kind == "c" and len(row.columns) != 1:
        return ()
    return (*row.columns, *row.included)
