"""Roles, grants and default privileges."""

from collections.abc import Iterable, Mapping
from typing import Any

from pgcordon.introspect.owners import Owners
from pgcordon.model import DefaultPrivilege, Grant, ObjectAddress, ObjectType, Role

_BY_NAME = {"schema": ObjectType.SCHEMA, "database": ObjectType.DATABASE}
_DEFAULTS_FOR = {
    "r": ObjectType.TABLE,
    "S": ObjectType.SEQUENCE,
    "f": ObjectType.FUNCTION,
    "T": ObjectType.TYPE,
    "n": ObjectType.SCHEMA,
}


def roles(rows: Iterable[Any]) -> dict[int, Role]:
    """Each role by its oid."""
    return {
        row.oid: Role(
            row.name,
            superuser=row.superuser,
            bypass_row_security=row.bypass_row_security,
            login=row.login,
            inherit=row.inherit,
            member_of=tuple(row.member_of),
        )
        for row in rows
    }


def grants(rows: Iterable[Any], addresses: Mapping[tuple[str, int], ObjectAddress]) -> tuple[Grant, ...]:
    """The grants; `addresses` are those of relations, functions and types by kind and oid."""
    found = []
    for row in rows:
        by_name = _BY_NAME.get(row.kind)
        target = ObjectAddress(by_name, row.name) if by_name else addresses.get((row.kind, row.oid))
        if target is not None:
            found.append(Grant(target, row.privilege, row.grantee, tuple(row.columns), row.grantable))
    return tuple(found)


def default_privileges(
    rows: Iterable[Any], owners: Owners, platforms: Iterable[DefaultPrivilege]
) -> tuple[DefaultPrivilege, ...]:
    """The default privileges; those for objects of the role that loads the files name no role.

    The platform's own are those that its files state: by their places they can be told from the author's, which have
    the same addresses.
    """
    stated = {_key(each, owners): each for each in platforms}
    found = (
        DefaultPrivilege(
            _DEFAULTS_FOR[row.kind], row.privilege, row.grantee, owners.stated(row.role), row.schema, row.revoked
        )
        for row in rows
    )
    return tuple(stated.get(_key(each, owners), each) for each in found)


def _key(default: DefaultPrivilege, owners: Owners) -> tuple[object, ...]:
    role = owners.stated(default.role) if default.role else None
    return default.object_type, default.privilege, default.grantee, role, default.schema, default.revoked
