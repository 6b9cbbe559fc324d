"""What default privileges give to objects that are made later, and to whom."""

from collections.abc import Iterator

import msgspec

from pgcordon.model import (
    Catalog,
    DefaultPrivilege,
    Grant,
    ObjectAddress,
    ObjectType,
    QualifiedName,
    Span,
    quote_identifier,
)

_LOADER = "postgres"
"""Whose default privileges they are where the statement names no role."""


class DefaultGrant(msgspec.Struct, frozen=True):
    """The default privileges of one role on one kind of objects for one grantee, whose name ends its address."""

    privileges: tuple[DefaultPrivilege, ...]

    @property
    def grantee(self) -> str:
        return self.privileges[0].grantee

    @property
    def place(self) -> str:
        """Where they hold: `in schema app on tables`."""
        first = self.privileges[0]
        schema = f"in schema {quote_identifier(first.schema)} " if first.schema else ""
        return f"{schema}on {first.object_type}s"

    @property
    def address(self) -> ObjectAddress:
        role = quote_identifier(self.privileges[0].role or _LOADER)
        return ObjectAddress(
            ObjectType.DEFAULT_ACL, f"for role {role} {self.place} to {quote_identifier(self.grantee)}"
        )

    @property
    def defined(self) -> Span | None:
        return self.privileges[0].defined


def default_grants(catalog: Catalog) -> Iterator[DefaultGrant]:
    """What the author's own ALTER DEFAULT PRIVILEGES gives to roles of the API and to PUBLIC."""
    paths = {source.path for source in catalog.sources}
    reached = {"public", *catalog.api.roles}
    groups: dict[tuple[object, ...], list[DefaultPrivilege]] = {}
    for default in catalog.default_privileges:
        if default.revoked or default.grantee not in reached or not _is_authors(catalog, default, paths):
            continue
        key = (default.object_type, default.role or _LOADER, default.schema, default.grantee)
        groups.setdefault(key, []).append(default)
    return (DefaultGrant(tuple(each)) for each in groups.values())


def given_by_default(catalog: Catalog, name: QualifiedName, kind: ObjectType, grant: Grant) -> bool:
    """Whether default privileges gave it, rather than a GRANT. What came from a server does not tell the two apart."""
    return any(
        default.object_type is kind
        and (default.privilege, default.grantee) == (grant.privilege, grant.grantee)
        and default.schema in (None, name.schema)
        and not default.revoked
        and grant.defined in (None, default.defined)
        for default in catalog.default_privileges
    )


def _is_authors(catalog: Catalog, default: DefaultPrivilege, paths: set[str]) -> bool:
    if default.defined is None:
        return default.address not in catalog.given
    return default.defined.path in paths
