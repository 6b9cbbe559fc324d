"""Columns that take their values from a sequence of their own, as the serial types make them."""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Sequence

_INTEGERS = frozenset({"int2", "int4", "int8"})


def serial_columns(catalog: Catalog) -> Iterator[tuple[Column, Sequence]]:
    """Each integer column whose default takes the next value of the sequence that belongs to it, and that sequence."""
    for sequence in catalog.sequences:
        if sequence.owned_by is None:
            continue
        table_name, name = sequence.owned_by
        table = catalog.table(table_name)
        column = table.column(name) if table else None
        if column is None or column.default is None or column.type.name not in _INTEGERS:
            continue
        if column.default.calls_to("nextval"):
            yield column, sequence
