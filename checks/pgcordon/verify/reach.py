"""What clients could reach, as far as the catalog and the contract tell: no server is asked."""

from pgcordon.contract.contract import Contract
from pgcordon.model import Catalog, Function, FunctionKind, Table, View
from pgcordon.platforms.definition import Platform


def reachable_tables(catalog: Catalog, platform: Platform, contract: Contract) -> tuple[Table, ...]:
    """The author's tables in schemas that clients reach, and those that the contract speaks of; no partitions."""
    return tuple(
        table
        for table in catalog.tables
        if table.partition_of is None
        and (
            table.name in contract.tables
            or (table.name.schema in platform.exposed_schemas and table.address not in catalog.given)
        )
    )


def reachable_views(catalog: Catalog, platform: Platform) -> tuple[View, ...]:
    """The author's views in schemas that clients reach."""
    return tuple(
        view
        for view in catalog.views
        if view.name.schema in platform.exposed_schemas and view.address not in catalog.given
    )


def callable_functions(catalog: Catalog, platform: Platform) -> tuple[Function, ...]:
    """The author's functions and procedures in schemas that clients reach; no aggregates, no triggers."""
    return tuple(
        function
        for function in catalog.functions
        if function.name.schema in platform.exposed_schemas
        and function.address not in catalog.given
        and function.kind is not FunctionKind.AGGREGATE
        and not function.is_trigger
    )
