"""What statements do to tables that exist before their file."""

from collections.abc import Iterator
from itertools import groupby

from pgcordon.model import Catalog, Change, Column, Table
from pgcordon.rules._once import once_a_catalog


@once_a_catalog
def earlier_tables(catalog: Catalog) -> tuple[tuple[Change, Table, Table | None], ...]:
    """The changes of tables that exist before the statement's file, with the table before it and after it.

    What goes along with a parent's change is left out: partitions of a dropped table, children of an altered one.
    """
    return tuple(_earlier_tables(catalog))


def _earlier_tables(catalog: Catalog) -> Iterator[tuple[Change, Table, Table | None]]:
    for _, changes in groupby(catalog.changes, key=lambda change: id(change.statement)):
        tables = [(each, each.before) for each in changes if isinstance(each.before, Table)]
        named = {before.name for _, before in tables}
        for change, before in tables:
            parents = (before.partition_of, *before.inherits)
            if change.on_earlier and before.name.schema != "pg_temp" and named.isdisjoint(parents):
                yield change, before, change.after if isinstance(change.after, Table) else None


def altered_tables(catalog: Catalog) -> Iterator[tuple[Change, Table, Table]]:
    """Those of ALTER TABLE."""
    for change, before, after in earlier_tables(catalog):
        if after is not None and change.statement.kind == "AlterTable":
            yield change, before, after


def added_columns(catalog: Catalog) -> Iterator[tuple[Change, Column]]:
    """The columns that ALTER TABLE adds to tables that exist before the file."""
    for change, _, _ in altered_tables(catalog):
        yield from ((change, new) for old, new in change.columns if old is None and new is not None)
