"""What differs between two catalogs, wherever in their files things stand."""

from collections import Counter

import msgspec

from pgcordon.model import Catalog, Finding, Grant, ObjectAddress, QualifiedName, Sequence, Span

STORES = (
    "schemas", "extensions", "enums", "composites", "ranges", "domains", "sequences", "tables", "indexes", "views",
    "functions", "triggers", "policies", "roles", "grants", "default_privileges", "publications", "buckets",
)  # fmt: skip
LEFT_OUT = {"defined", "changes", "meaning"}
"""Where things stand, and what is only worked out of those that may be compared."""


def strays(before: Catalog, after: Catalog, faulty: Finding) -> set[str]:
    """What is not as it was, although it is no business of the repair of this finding.

    Its business are the object, its table, what these own and are granted, what the fix makes, and what it names in
    its title.
    """
    about = faulty.address
    named = set(faulty.fix.title.split()) if faulty.fix else set()
    tables = _tables_of(before, about)
    kept = Counter(_bare(thing) for thing in _things(after))
    return {
        _name(thing)
        for thing in _things(before)
        if kept[_bare(thing)] == 0 and not _belongs(thing, about, tables) and _short_name(thing) not in named
    }


def _things(catalog: Catalog) -> list[object]:
    return [thing for store in STORES for thing in getattr(catalog, store)]


def _bare(thing: object) -> object:
    """The thing as nested tuples, without where it stands."""
    if isinstance(thing, Span):
        return None
    if isinstance(thing, tuple):
        return tuple(map(_bare, thing))
    if isinstance(thing, frozenset):
        return frozenset(map(_bare, thing))
    if isinstance(thing, msgspec.Struct):
        kept = (each for each in thing.__struct_fields__ if each not in LEFT_OUT)
        return type(thing), tuple(_bare(getattr(thing, each)) for each in kept)
    return thing


def _name(thing: object) -> str:
    return str(getattr(thing, "address", thing))


def _short_name(thing: object) -> str | None:
    name = getattr(thing, "name", None)
    return name.name if isinstance(name, QualifiedName) else name


def _tables_of(catalog: Catalog, address: ObjectAddress) -> set[QualifiedName]:
    """The table that an address names or lies in."""
    members = [
        *((table.address, table.name) for table in catalog.tables),
        *((column.address, column.table) for column in catalog.columns),
        *((constraint.address, table.name) for table in catalog.tables for constraint in table.constraints),
        *((policy.address, policy.table) for policy in catalog.policies),
        *((index.address, index.table) for index in catalog.indexes),
        *((trigger.address, trigger.table) for trigger in catalog.triggers),
    ]
    return {table for each, table in members if each == address}


def _belongs(thing: object, about: ObjectAddress, tables: set[QualifiedName]) -> bool:
    if isinstance(thing, Grant):
        return thing.target == about or thing.target.identity in map(str, tables)
    if isinstance(thing, Sequence) and thing.owned_by:
        return thing.owned_by[0] in tables
    return getattr(thing, "address", None) == about or getattr(thing, "name", None) in tables
