"""GRANT, REVOKE and ALTER DEFAULT PRIVILEGES."""

from collections.abc import Iterable, Iterator

import msgspec

from pgcordon.model import DefaultPrivilege, Grant, ObjectAddress, ObjectType, Role, Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.lookup import find
from pgcordon.parse.nodes import Node, string, strings, unwrap
from pgcordon.parse.privileges import (
    ALL_PRIVILEGES,
    grant,
    grant_by_default,
    revoke,
    revoke_grant_option,
)
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, missing
from pgcordon.parse.rolespecs import role_name, role_names

_ROUTINES = ("FUNCTION", "PROCEDURE", "ROUTINE")
_TYPES = ("TYPE", "DOMAIN")
_BUILT_IN_SCHEMAS = ("public", "pg_catalog", "information_schema")
_SYNONYMS = {"TEMP": "TEMPORARY"}
_DEFAULTS_FOR = {
    "TABLE": ObjectType.TABLE,
    "SEQUENCE": ObjectType.SEQUENCE,
    "FUNCTION": ObjectType.FUNCTION,
    "ROUTINE": ObjectType.FUNCTION,
    "TYPE": ObjectType.TYPE,
    "SCHEMA": ObjectType.SCHEMA,
}


class _Target(msgspec.Struct, frozen=True):
    """An object of a GRANT, and what kind its privileges are."""

    address: ObjectAddress
    kind: ObjectType


@handles("GrantStmt")
def grant_or_revoke(replay: Replay, node: Node, span: Span) -> None:
    if node["objtype"] == "OBJECT_PARAMETER_ACL":  # which settings a role may change: nothing that a catalog holds
        return
    grants = [each for target in _targets(replay, node) for each in _grants(node, target, span)]
    if node.get("is_grant"):
        for each in grants:
            grant(replay.objects, each)
    elif node.get("grant_option"):
        revoke_grant_option(replay.objects, grants)
    else:
        revoke(replay.objects, grants)


def _grants(node: Node, target: _Target, span: Span) -> Iterator[Grant]:
    grantable = bool(node.get("is_grant") and node.get("grant_option"))
    for grantee in role_names(node["grantees"]):
        for privilege, columns in _privileges(node, target.kind):
            yield Grant(target.address, privilege, grantee, columns, grantable, span)


def _privileges(node: Node, kind: ObjectType) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each privilege with the columns that it is limited to; ALL stands for every privilege of the kind."""
    if "privileges" not in node:
        yield from ((privilege, ()) for privilege in ALL_PRIVILEGES[kind])
    for wrapped in node.get("privileges", ()):
        stated = wrapped["AccessPriv"]
        columns = strings(stated.get("cols", ()))
        if "priv_name" in stated:
            name = stated["priv_name"].upper()
            yield _SYNONYMS.get(name, name), columns
        else:
            yield from ((privilege, columns) for privilege in ALL_PRIVILEGES[ObjectType.COLUMN])


def _targets(replay: Replay, node: Node) -> Iterator[_Target]:
    kind = node["objtype"].removeprefix("OBJECT_")
    in_schema = node["targtype"] == "ACL_TARGET_ALL_IN_SCHEMA"
    for wrapped in node["objects"]:
        try:
            if in_schema:
                yield from _all_in_schema(replay, kind, string(wrapped))
            else:
                yield _target(replay, kind, wrapped)
        except NotUnderstood as reason:
            replay.opaque(str(reason))


def _all_in_schema(replay: Replay, kind: str, schema: str) -> list[_Target]:
    """What exists in the schema now: objects made later are not granted."""
    _require_schema(replay, schema)
    objects = replay.objects
    if kind == "SEQUENCE":
        sequences = [each for each in objects.sequences.values() if each.name.schema == schema]
        return [_Target(each.address, ObjectType.SEQUENCE) for each in sequences]
    if kind == "TABLE":
        tables = [each.address for each in objects.tables.values() if each.name.schema == schema]
        views = [each.address for each in objects.views.values() if each.name.schema == schema]
        return [_Target(address, ObjectType.TABLE) for address in (*tables, *views)]
    functions = [each for each in objects.functions.values() if each.name.schema == schema]
    wanted = {"FUNCTION": ("function", "aggregate"), "PROCEDURE": ("procedure",)}.get(kind)
    return [_Target(each.address, ObjectType.FUNCTION) for each in functions if wanted is None or each.kind in wanted]


def _require_schema(replay: Replay, schema: str) -> None:
    if schema not in replay.objects.schemas and schema not in _BUILT_IN_SCHEMAS:
        raise missing("schema", schema)


def _target(replay: Replay, kind: str, wrapped: Node) -> _Target:
    if kind in ("TABLE", "SEQUENCE"):
        return _relation(replay, unwrap(wrapped)[1])
    if kind == "SCHEMA":
        _require_schema(replay, string(wrapped))
        return _Target(ObjectAddress(ObjectType.SCHEMA, string(wrapped)), ObjectType.SCHEMA)
    if kind == "DATABASE":
        return _Target(ObjectAddress(ObjectType.DATABASE, string(wrapped)), ObjectType.DATABASE)
    if kind not in (*_ROUTINES, *_TYPES):
        raise NotUnderstood(f"grants or revokes on {kind.lower().replace('_', ' ')}s are not looked at")
    found = find(replay, "ROUTINE" if kind == "FUNCTION" else kind, wrapped)
    if found.thing is None:
        raise NotUnderstood(f"speaks of {found.description}, which no file creates")
    return _Target(found.thing.address, ObjectType.FUNCTION if kind in _ROUTINES else ObjectType.TYPE)


def _relation(replay: Replay, relation: Node) -> _Target:
    """A table, view or sequence; GRANT … ON TABLE takes a sequence too."""
    name = replay.relation_name(relation)
    if (sequence := replay.objects.sequences.get(name)) is not None:
        return _Target(sequence.address, ObjectType.SEQUENCE)
    found = replay.objects.tables.get(name) or replay.objects.views.get(name)
    if found is None:
        raise missing("relation", name)
    return _Target(found.address, ObjectType.TABLE)


@handles("AlterDefaultPrivilegesStmt")
def alter_default_privileges(replay: Replay, node: Node, span: Span) -> None:
    action = node["action"]
    kind = _DEFAULTS_FOR.get(action["objtype"].removeprefix("OBJECT_"))
    if kind is None:
        raise NotUnderstood("default privileges of large objects are not looked at")
    options = {each["DefElem"]["defname"]: each["DefElem"]["arg"]["List"]["items"] for each in node.get("options", ())}
    roles: Iterable[str | None] = role_names(options["roles"]) if "roles" in options else (None,)
    schemas: Iterable[str | None] = strings(options["schemas"]) if "schemas" in options else (None,)
    revoked = not action.get("is_grant")
    if revoked and action.get("grant_option"):
        return
    for role in roles:
        for schema in schemas:
            for grantee in role_names(action["grantees"]):
                for privilege, _ in _privileges(action, kind):
                    default = DefaultPrivilege(kind, privilege, grantee, role, schema, revoked, span)
                    grant_by_default(replay.objects, default)


@handles("GrantRoleStmt")
def grant_role(replay: Replay, node: Node, span: Span) -> None:
    granted = tuple(each["AccessPriv"]["priv_name"] for each in node["granted_roles"])
    for wrapped in node["grantee_roles"]:
        member = _member(replay, role_name(wrapped["RoleSpec"]))
        if member is None:
            continue
        if node.get("is_grant"):
            member_of = tuple(dict.fromkeys((*member.member_of, *granted)))
            replay.change(member, span, member_of=member_of)
        elif "opt" not in node:
            replay.change(member, span, member_of=tuple(each for each in member.member_of if each not in granted))


def _member(replay: Replay, name: str) -> Role | None:
    role = replay.objects.roles.get(name)
    if role is None:
        replay.opaque(str(missing("role", name)))
    return role
