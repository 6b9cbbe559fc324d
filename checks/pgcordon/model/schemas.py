"""Schemas, extensions and publications."""

from dataclasses import dataclass

from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span


@dataclass(frozen=True, slots=True)
class Schema:
    name: str
    owner: str | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.SCHEMA, self.name)


@dataclass(frozen=True, slots=True)
class Extension:
    name: str
    schema: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.EXTENSION, self.name)


@dataclass(frozen=True, slots=True)
class Publication:
    name: str
    all_tables: bool = False
    tables: tuple[QualifiedName, ...] = ()
    schemas: tuple[str, ...] = ()
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.PUBLICATION, self.name)
