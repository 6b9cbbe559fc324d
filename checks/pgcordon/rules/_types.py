"""Which built-in type a column holds."""

from collections import defaultdict

from pgcordon.model import Catalog, Column, QualifiedName, TypeName
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._once import once_a_catalog


def columns_of_type(catalog: Catalog, *built_in: str) -> list[Column]:
    """The columns, inherited ones left out, of these built-in types and of domains over them, type by type."""
    return [column for each in built_in for column in _by_type(catalog).get(each, ())]


@once_a_catalog
def _by_type(catalog: Catalog) -> dict[str, list[Column]]:
    by_type: dict[str, list[Column]] = defaultdict(list)
    for table in catalog.tables:
        for column in own_columns(catalog, table):
            base = base_type(catalog, column.type)
            if base.built_in and not base.array:
                by_type[base.name].append(column)
    return by_type


def has_type(catalog: Catalog, type_name: TypeName, *built_in: str) -> bool:
    """Whether this is a built-in type of one of these catalog names (`timestamptz`), or a domain over it."""
    if type_name.built_in:
        return type_name.name in built_in and not type_name.array
    base = base_type(catalog, type_name)
    return base.built_in and base.name in built_in and not base.array


def base_type(catalog: Catalog, type_name: TypeName) -> TypeName:
    """The type that a domain is based on in the end; any other type is its own."""
    while not type_name.built_in and not type_name.array:
        domain = catalog.domain(QualifiedName(type_name.schema, type_name.name))
        if domain is None:
            return type_name
        type_name = domain.base
    return type_name
