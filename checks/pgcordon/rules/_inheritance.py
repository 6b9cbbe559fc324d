"""What a table declares itself, rather than has from the table it is a partition or a child of."""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Constraint, ConstraintType, Table


def own_columns(catalog: Catalog, table: Table) -> Iterator[Column]:
    """The columns that no parent of the table has."""
    if not table.inherits and table.partition_of is None:
        return iter(table.columns)
    inherited = {column.name for parent in _parents(catalog, table) for column in parent.columns}
    return (column for column in table.columns if column.name not in inherited)


def own_constraints(catalog: Catalog, table: Table) -> Iterator[Constraint]:
    """The constraints that no parent of the table hands down.

    Children take CHECK constraints under the parent's name, partitions take every constraint, under names of their
    own. Source: CREATE TABLE, "INHERITS" and "PARTITION OF".
    """
    if not table.inherits and table.partition_of is None:
        yield from table.constraints
        return
    handed_down = {_trace(constraint) for parent in _parents(catalog, table) for constraint in parent.constraints}
    for constraint in table.constraints:
        can_be_inherited = table.partition_of is not None or constraint.type is ConstraintType.CHECK
        if not can_be_inherited or _trace(constraint) not in handed_down:
            yield constraint


def _parents(catalog: Catalog, table: Table) -> list[Table]:
    names = (table.partition_of, *table.inherits) if table.partition_of else table.inherits
    return [parent for name in names if (parent := catalog.table(name))]


def _trace(constraint: Constraint) -> tuple[ConstraintType, str | tuple[str, ...]]:
    """What a constraint has in common with the one it was handed down from."""
    is_check = constraint.type is ConstraintType.CHECK
    return constraint.type, constraint.name if is_check else constraint.columns
