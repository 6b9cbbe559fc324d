"""Which built-in type a column holds."""

from pgcordon.model import Catalog, QualifiedName, TypeName


def has_type(catalog: Catalog, type_name: TypeName, built_in: str) -> bool:
    """Whether this is the built-in type of that catalog name (`timestamptz`), or a domain over it."""
    while not type_name.built_in:
        domain = catalog.domain(QualifiedName(type_name.schema, type_name.name))
        if domain is None or type_name.array:
            return False
        type_name = domain.base
    return type_name.name == built_in and not type_name.array
