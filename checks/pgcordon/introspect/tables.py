"""Tables with their columns and constraints."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pgcordon.introspect.known import Known
from pgcordon.introspect.owners import Owners
from pgcordon.introspect.typenames import Types
from pgcordon.model import Column, Constraint, Persistence, QualifiedName, Table, TableKind

_KINDS = {"r": TableKind.ORDINARY, "p": TableKind.PARTITIONED, "f": TableKind.FOREIGN}
_PERSISTENCE = {"p": Persistence.PERMANENT, "u": Persistence.UNLOGGED, "t": Persistence.TEMPORARY}
_IDENTITY = {"a": "always", "d": "by default"}
_FOR_VALUES = "FOR VALUES "


def tables(
    rows: Sequence[Any],
    columns: Mapping[int, Sequence[Column]],
    constraints: Mapping[int, Sequence[Constraint]],
    owners: Owners,
) -> dict[int, Table]:
    """Each table by its oid; its columns and constraints are given by the same."""
    names = {row.oid: QualifiedName(row.schema, row.name) for row in rows}
    return {
        row.oid: Table(
            names[row.oid],
            tuple(columns.get(row.oid, ())),
            tuple(constraints.get(row.oid, ())),
            kind=_KINDS[row.kind],
            persistence=_PERSISTENCE[row.persistence],
            row_security=row.row_security,
            force_row_security=row.force_row_security,
            owner=owners.stated(row.owner),
            partition_of=names.get(row.parents[0]) if row.is_partition and row.parents else None,
            partition_bound=row.partition_bound.removeprefix(_FOR_VALUES) if row.partition_bound else None,
            partition_key=row.partition_key,
            inherits=() if row.is_partition else tuple(names[oid] for oid in row.parents if oid in names),
            comment=row.comment,
        )
        for row in rows
    }


def columns(table: QualifiedName, rows: Iterable[Any], types: Types, known: Known) -> tuple[Column, ...]:
    """The columns of a table in order."""
    return tuple(_column(table, row, types, known) for row in rows)


def _column(table: QualifiedName, row: Any, types: Types, known: Known) -> Column:
    value = known.expression(row.value)
    return Column(
        table,
        row.name,
        types.named(row.type, row.written),
        not_null=row.not_null,
        default=None if row.is_generated else value,
        identity=_IDENTITY.get(row.identity),
        generated=value if row.is_generated else None,
        collation=row.collation,
        comment=row.comment,
    )
