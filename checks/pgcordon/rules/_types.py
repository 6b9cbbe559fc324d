"""Which built-in type a column holds."""

from pgcordon.model import Catalog, QualifiedName, TypeName


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
