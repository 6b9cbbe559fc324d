"""What of a server the platform brought, and so is not the author's."""

from collections.abc import Iterator

from pgcordon.model import Catalog, ObjectAddress, QualifiedName, Table, View

FIRST_NORMAL_OID = 16_384
"""Below it are the objects that initdb makes. Source: FirstNormalObjectId in src/include/access/transam.h."""


class Given:
    """Decides on each object: what the platform's catalog holds, what lies in its schemas, what extensions brought."""

    def __init__(self, base: Catalog | None) -> None:
        self.addresses = set(_addresses(base)) if base else set()
        self._schemas = {schema.name for schema in base.schemas} if base else set()
        self._relations: set[QualifiedName] = set()

    def note(self, thing: object, oid: int, *, member: bool = False) -> None:
        """Note an object, if it is none of the author's."""
        name = getattr(thing, "name", None)
        schema = name.schema if isinstance(name, QualifiedName) else None
        if member or oid < FIRST_NORMAL_OID or schema in self._schemas:
            self.addresses.add(_address(thing))
            if isinstance(thing, Table | View):
                self._relations.add(thing.name)

    def holds(self, relation: QualifiedName) -> bool:
        """Whether a relation was noted, so that its columns, constraints and indexes are not the author's either."""
        return relation in self._relations


def _address(thing: object) -> ObjectAddress:
    address = getattr(thing, "address", None)
    assert isinstance(address, ObjectAddress)
    return address


def _addresses(base: Catalog) -> Iterator[ObjectAddress]:
    yield from base.given
    for kind in _WITH_ADDRESSES:
        yield from map(_address, getattr(base, kind))
    for table in base.tables:
        yield from (column.address for column in table.columns)
        yield from (constraint.address for constraint in table.constraints)


_WITH_ADDRESSES = (
    "schemas", "extensions", "enums", "composites", "ranges", "domains", "sequences", "tables", "indexes", "views",
    "functions", "triggers", "policies", "roles", "publications",
)  # fmt: skip
"""The fields of a catalog whose objects have addresses of their own, which default privileges share."""
