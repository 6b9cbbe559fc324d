"""CREATE ROLE, ALTER ROLE and DROP ROLE, which go for users and groups too."""

from collections.abc import Iterable
from typing import Any

from pgcordon.model import Role, Span
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.rolespecs import role_name, role_names

_ATTRIBUTES = {
    "superuser": "superuser",
    "bypassrls": "bypass_row_security",
    "canlogin": "login",
    "inherit": "inherit",
}
_MEMBERS = ("rolemembers", "adminmembers")


@handles("CreateRoleStmt")
def create_role(replay: Replay, node: Node, span: Span) -> None:
    name = node["role"]
    if name in replay.objects.roles:
        raise exists_already("role", name)
    options = _options(node)
    attributes: dict[str, Any] = {"login": node["stmt_type"] == "ROLESTMT_USER"} | _attributes(options)
    member_of = role_names(options["addroleto"]["List"]["items"]) if "addroleto" in options else ()
    replay.define(Role(name, member_of=member_of, defined=span, **attributes))
    for option in _MEMBERS:
        if option in options:
            _add_members(replay, name, role_names(options[option]["List"]["items"]), span)


@handles("AlterRoleStmt")
def alter_role(replay: Replay, node: Node, span: Span) -> None:
    name = role_name(node["role"])
    role = replay.objects.roles.get(name)
    if role is None:
        raise missing("role", name)
    options = _options(node)
    if "rolemembers" not in options:
        replay.change(role, span, **_attributes(options))
        return
    members = role_names(options["rolemembers"]["List"]["items"])
    if node["action"] > 0:
        _add_members(replay, name, members, span)
        return
    for member in _known(replay, members):
        replay.change(member, span, member_of=tuple(each for each in member.member_of if each != name))


@handles("DropRoleStmt")
def drop_role(replay: Replay, node: Node, span: Span) -> None:
    for name in role_names(node["roles"]):
        role = replay.objects.roles.get(name)
        if role is None:
            if not node.get("missing_ok"):
                replay.opaque(str(missing("role", name)))
            continue
        replay.objects.remove(role)
        for member in [each for each in replay.objects.roles.values() if name in each.member_of]:
            replay.change(member, span, member_of=tuple(each for each in member.member_of if each != name))


def _options(node: Node) -> dict[str, Node]:
    options = (each["DefElem"] for each in node.get("options", ()))
    return {each["defname"]: each.get("arg", {}) for each in options}


def _attributes(options: dict[str, Node]) -> dict[str, bool]:
    stated = (option for option in _ATTRIBUTES if option in options)
    return {_ATTRIBUTES[option]: bool(options[option]["Boolean"].get("boolval")) for option in stated}


def _add_members(replay: Replay, name: str, members: Iterable[str], span: Span) -> None:
    for member in _known(replay, members):
        replay.change(member, span, member_of=tuple(dict.fromkeys((*member.member_of, name))))


def _known(replay: Replay, names: Iterable[str]) -> list[Role]:
    """The roles of these names; one that no file creates makes a part of the statement opaque."""
    known = []
    for name in names:
        role = replay.objects.roles.get(name)
        if role is None:
            replay.opaque(str(missing("role", name)))
        else:
            known.append(role)
    return known
