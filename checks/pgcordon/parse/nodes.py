"""Parse nodes as plain dicts, and how to read the few shapes that occur everywhere."""

from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]
"""A node of PostgreSQL's raw parse tree, decoded from JSON.

Fields that hold their type's zero (`false`, 0, "") are absent. Where any node may stand it is wrapped
as `{"ColumnRef": {…}}`; fields of one fixed type, such as `relation` or `typeName`, hold the bare node.
"""


def unwrap(node: Node) -> tuple[str, Node]:
    """The name and the fields of a wrapped node."""
    return next(iter(node.items()))


def operands(fields: Node) -> Iterator[Node]:
    """The operands of an AND or OR, those of nested ones of the same kind in their place."""
    for each in fields["args"]:
        kind, inner = unwrap(each)
        if kind == "BoolExpr" and inner["boolop"] == fields["boolop"]:
            yield from operands(inner)
        else:
            yield each


def string(node: Node) -> str:
    """The text of a wrapped String node."""
    value: str = node["String"].get("sval", "")
    return value


def strings(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The texts of a list of String nodes, such as a qualified name."""
    return tuple([node["String"].get("sval", "") for node in nodes])


def qualified(nodes: Iterable[Node]) -> tuple[str | None, str]:
    """Schema, if given, and name of a qualified name; a catalog in front of the schema is left out."""
    parts = strings(nodes)
    return (parts[-2] if len(parts) > 1 else None), parts[-1]


def constant(node: Node) -> str | None:
    """The value of a constant, perhaps cast, as text; None for anything else and for NULL."""
    kind, fields = unwrap(node)
    if kind == "TypeCast":
        return constant(fields["arg"])
    if kind in ("String", "Integer", "Float", "Boolean"):
        return _value(kind, fields)
    if kind != "A_Const" or fields.get("isnull"):
        return None
    for field, type_name in (("sval", "String"), ("ival", "Integer"), ("fval", "Float"), ("boolval", "Boolean")):
        if field in fields:
            return _value(type_name, fields[field])
    return None


def _value(kind: str, fields: Node) -> str:
    match kind:
        case "Integer":
            return str(fields.get("ival", 0))
        case "Float":
            return str(fields.get("fval", "0"))
        case "Boolean":
            return "true" if fields.get("boolval") else "false"
    return str(fields.get("sval", ""))
