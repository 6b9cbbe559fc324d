"""Who holds which privilege: grants, revokes, and what new objects start with."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pgcordon.model import (
    Bucket,
    CompositeType,
    DefaultPrivilege,
    Domain,
    EnumType,
    Function,
    Grant,
    ObjectAddress,
    ObjectType,
    RangeType,
    Schema,
    Sequence,
    Table,
    View,
)
from pgcordon.parse.objects import Definable, Objects
from pgcordon.parse.rolespecs import same_role

ALL_PRIVILEGES: dict[ObjectType, tuple[str, ...]] = {
    ObjectType.TABLE: ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"),
    ObjectType.COLUMN: ("SELECT", "INSERT", "UPDATE", "REFERENCES"),
    ObjectType.SEQUENCE: ("SELECT", "UPDATE", "USAGE"),
    ObjectType.FUNCTION: ("EXECUTE",),
    ObjectType.SCHEMA: ("CREATE", "USAGE"),
    ObjectType.TYPE: ("USAGE",),
    ObjectType.DATABASE: ("CREATE", "TEMPORARY", "CONNECT"),
}
"""What ALL PRIVILEGES stands for. Source: the table "ACL Privilege Abbreviations" of the manual, PostgreSQL 17."""

_KINDS: dict[type, ObjectType] = {
    Table: ObjectType.TABLE,
    View: ObjectType.TABLE,
    Sequence: ObjectType.SEQUENCE,
    Function: ObjectType.FUNCTION,
    EnumType: ObjectType.TYPE,
    CompositeType: ObjectType.TYPE,
    RangeType: ObjectType.TYPE,
    Domain: ObjectType.TYPE,
    Schema: ObjectType.SCHEMA,
}
"""What ALTER DEFAULT PRIVILEGES calls each kind of object."""


def initial_grants(objects: Objects, thing: Definable) -> Iterator[Grant]:
    """The grants that a new object starts with.

    EXECUTE of functions goes to everyone. Default privileges change that, those of a schema add to it only.
    Source: ALTER DEFAULT PRIVILEGES, "per-schema privileges can only add".
    """
    kind = _KINDS.get(type(thing))
    if kind is None or isinstance(thing, Grant | DefaultPrivilege | Bucket):
        return
    initial: dict[tuple[str, str], DefaultPrivilege | None] = {}
    if kind is ObjectType.FUNCTION:
        initial["EXECUTE", "public"] = None
    if objects.default_privileges:
        _apply_defaults(objects, thing, kind, initial)
    if not initial:
        return
    address = thing.address
    for (privilege, grantee), default in initial.items():
        yield Grant(address, privilege, grantee, defined=default.defined if default else None)


def _apply_defaults(
    objects: Objects, thing: Definable, kind: ObjectType, initial: dict[tuple[str, str], DefaultPrivilege | None]
) -> None:
    owner: str | None = getattr(thing, "owner", None)
    schema = None if isinstance(thing, Schema) else getattr(getattr(thing, "name", None), "schema", None)
    matching = [
        default
        for default in objects.default_privileges.values()
        if default.object_type is kind and same_role(default.role, owner)
    ]
    for default in matching:
        if default.schema is None and default.revoked:
            initial.pop((default.privilege, default.grantee), None)
        elif default.schema in (None, schema) and not default.revoked:
            initial.setdefault((default.privilege, default.grantee), default)


def grant(objects: Objects, wanted: Grant) -> None:
    """Add a privilege to what its grantee holds; columns join those granted before."""
    key = _key(wanted)
    held = _on_columns(objects, [wanted]).get(key) if wanted.columns else objects.grants.get((*key, ()))
    if held is None:
        objects.define(wanted)
        return
    columns = tuple(dict.fromkeys((*held.columns, *wanted.columns)))
    objects.remove(held)
    objects.define(replace(wanted, columns=columns, grantable=held.grantable or wanted.grantable))


def revoke(objects: Objects, unwanted: Iterable[Grant]) -> None:
    """Take privileges away: from the whole object and so from its columns, or from columns granted singly.

    A privilege on the whole table still covers every column.
    Source: REVOKE, "revoking the same privileges from individual columns will have no effect".
    """
    unwanted = tuple(unwanted)
    on_columns = _on_columns(objects, unwanted)
    for each in unwanted:
        held = on_columns.pop(_key(each), None)
        if not each.columns:
            objects.grants.pop((*_key(each), ()), None)
        if held is None:
            continue
        objects.remove(held)
        left = tuple(column for column in held.columns if each.columns and column not in each.columns)
        if left:
            on_columns[_key(each)] = replace(held, columns=left)
            objects.define(on_columns[_key(each)])


def revoke_grant_option(objects: Objects, unwanted: Iterable[Grant]) -> None:
    """Leave the privileges, but no longer the right to pass them on."""
    unwanted = tuple(unwanted)
    on_columns = _on_columns(objects, unwanted)
    for each in unwanted:
        whole = None if each.columns else objects.grants.get((*_key(each), ()))
        for held in (whole, on_columns.get(_key(each))):
            if held is not None:
                objects.define(replace(held, grantable=False))


def _key(grant: Grant) -> tuple[ObjectAddress, str, str]:
    return grant.target, grant.privilege, grant.grantee


def _on_columns(objects: Objects, meant: Iterable[Grant]) -> dict[tuple[ObjectAddress, str, str], Grant]:
    """The grants on columns of the objects that are meant, of which there is one for each privilege and grantee."""
    targets = {each.target for each in meant}
    return {_key(each): each for target in targets for each in objects.grants_on(target) if each.columns}


def grant_by_default(objects: Objects, default: DefaultPrivilege) -> None:
    """Note what ALTER DEFAULT PRIVILEGES grants or revokes, instead of what it said of the same before."""
    for each in list(objects.default_privileges.values()):
        same = (each.object_type, each.privilege, each.grantee, each.schema) == (
            default.object_type,
            default.privilege,
            default.grantee,
            default.schema,
        )
        if same and same_role(each.role, default.role):
            objects.remove(each)
    objects.define(default)
