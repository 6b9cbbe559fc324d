"""Schemas, extensions and publications."""

import msgspec

from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span


class Schema(msgspec.Struct, frozen=True):
    name: str
    owner: str | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.SCHEMA, self.name)


class Extension(msgspec.Struct, frozen=True):
    name: str
    schema: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.EXTENSION, self.name)


class Publication(msgspec.Struct, frozen=True):
    name: str
    all_tables: bool = False
    tables: tuple[QualifiedName, ...] = ()
    schemas: tuple[str, ...] = ()
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.PUBLICATION, self.name)
