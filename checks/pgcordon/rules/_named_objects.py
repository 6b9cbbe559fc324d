"""Everything that has a name of its author's choice."""

from collections.abc import Iterator

from pgcordon.model import Catalog
from pgcordon.model.findings import Subject
from pgcordon.rules._inheritance import own_columns, own_constraints
from pgcordon.rules._once import once_a_catalog


@once_a_catalog
def named_objects(catalog: Catalog) -> tuple[tuple[str, Subject], ...]:
    """Types, tables with their columns and constraints, indexes, views, functions and triggers; policies left out.

    Inherited columns and constraints were named elsewhere, and some constraints and indexes by PostgreSQL.
    """
    return tuple(_named_objects(catalog))


def _named_objects(catalog: Catalog) -> Iterator[tuple[str, Subject]]:
    yield from ((enum.name.name, enum) for enum in catalog.enums)
    yield from ((composite.name.name, composite) for composite in catalog.composites)
    yield from ((range_type.name.name, range_type) for range_type in catalog.ranges)
    yield from ((domain.name.name, domain) for domain in catalog.domains)
    for table in catalog.tables:
        yield table.name.name, table
        yield from ((column.name, column) for column in own_columns(catalog, table))
        yield from ((each.name, each) for each in own_constraints(catalog, table) if each.named)
    yield from ((index.name.name, index) for index in catalog.indexes if index.named)
    yield from ((view.name.name, view) for view in catalog.views)
    yield from ((function.name.name, function) for function in catalog.functions)
    yield from ((trigger.name, trigger) for trigger in catalog.triggers)
