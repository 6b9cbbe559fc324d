"""Which schemas unqualified names are looked up in."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from pgcordon.model import QualifiedName
from pgcordon.parse.errors import NotUnderstood

DEFAULT = ("$user", "public")
_NEVER_CREATED_IN = ("$user", "pg_catalog", "pg_temp", "information_schema")


class SearchPath(msgspec.Struct, frozen=True):
    """The setting of the session and, inside a transaction, what SET LOCAL put over it."""

    session: tuple[str, ...] = DEFAULT
    local: tuple[str, ...] | None = None

    @property
    def schemas(self) -> tuple[str, ...]:
        """The schemas in order; that of the loading role's own name is left out, for it hardly ever exists."""
        return tuple(schema for schema in (self.local if self.local is not None else self.session) if schema != "$user")

    def set(self, schemas: tuple[str, ...], *, local: bool) -> "SearchPath":
        return replace(self, local=schemas) if local else SearchPath(schemas)

    def committed(self) -> "SearchPath":
        """As it stands after the transaction."""
        return SearchPath(self.session)

    def existing(self, schema: str | None, name: str, exists: Callable[[QualifiedName], object]) -> QualifiedName:
        """The name as the search path resolves it; where nothing matches, as it would be created.

        An unknown name under an empty path becomes one of `public`, which no lookup will find.
        """
        if schema is not None:
            return QualifiedName(schema, name)
        schemas = self.schemas
        for each in ("pg_temp", *schemas):
            candidate = QualifiedName(each, name)
            if exists(candidate):
                return candidate
        return QualifiedName(next(iter(schemas), "public"), name)

    def new(self, schema: str | None, name: str) -> QualifiedName:
        """The name under which a new object is created: in the first schema of the path.

        Raises NotUnderstood where the path is empty and PostgreSQL has "no schema to create in".
        """
        if schema is not None:
            return QualifiedName(schema, name)
        for each in self.schemas:
            if each not in _NEVER_CREATED_IN:
                return QualifiedName(each, name)
        raise NotUnderstood(f"creates {name} without a schema while search_path is empty")


def from_setting(value: str) -> tuple[str, ...]:
    """The schemas of a setting's text: `"$user", public`."""
    parts = (part.strip() for part in value.split(","))
    return tuple(part[1:-1].replace('""', '"') if part.startswith('"') else part.lower() for part in parts if part)
