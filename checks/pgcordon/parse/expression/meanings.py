"""What two expressions have in common that mean the same and are written differently."""

from collections.abc import Iterable
from typing import Any

import msgspec
from pglast.parser import ParseError, parse_sql_json

from pgcordon.parse.expression.canonical import canonical
from pgcordon.parse.expression.scopes import Relations
from pgcordon.parse.nodes import Node, operands, string, strings, unwrap

_PLACES = frozenset({"location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end", "stmt_location"})
_COMMUTATIVE = frozenset({"=", "<>"})
_LISTS = {"=": "AEXPR_OP_ANY", "<>": "AEXPR_OP_ALL"}
"""How the server stores IN and NOT IN."""
_ALONE = frozenset({"targetList", "limitOption", "op"})
"""The fields of a SELECT that reads nothing."""

Form = tuple[Any, ...]


def meaning(node: Node) -> str:
    """A digest that expressions of the same meaning share, as far as their form alone shows it.

    It does not tell apart: places, parentheses, casts of literals, IN from `= any`, the order of AND, OR and `=`,
    `(select f())` from `f()`, and whether the row's own columns are qualified. Empty where it is nested too deeply.
    """
    from hashlib import blake2b  # its import takes longer than many a schema

    try:
        form = _form(node, nested=False)
    except RecursionError:
        return ""
    return blake2b(repr(form).encode(), digest_size=8).hexdigest()


def meaning_from_sql(sql: str, relations: Relations) -> str:
    """The meaning of an expression's text; empty where it is not one expression."""
    node = node_from_sql(sql)
    if node is None:
        return ""
    canonical(node, relations, bound=True)
    return meaning(node)


def node_from_sql(sql: str) -> Node | None:
    """The parse node of an expression's text; None where it is not one expression."""
    try:
        statements = msgspec.json.decode(parse_sql_json(f"select {sql}\n")).get("stmts", ())
        (target,) = statements[0]["stmt"]["SelectStmt"]["targetList"]
        node: Node = target["ResTarget"]["val"]
    except (ParseError, KeyError, ValueError):
        return None
    return node


def _form(node: Node, *, nested: bool) -> Form:
    kind, fields = unwrap(node)
    match kind:
        case "TypeCast" if unwrap(fields["arg"])[0] in ("A_Const", "A_ArrayExpr"):
            return _form(fields["arg"], nested=nested)
        case "TypeCast":
            return ("cast", strings(fields["typeName"]["names"])[-1], _form(fields["arg"], nested=nested))
        case "ColumnRef":
            names = [string(each) if "String" in each else "*" for each in fields["fields"]]
            return ("column", *(names if nested else names[-1:]))
        case "BoolExpr" if fields["boolop"] != "NOT_EXPR":
            return (fields["boolop"], *_sorted([_form(each, nested=nested) for each in operands(fields)]))
        case "A_Expr":
            return _operator(fields, nested=nested)
        case "FuncCall":
            name = [each for each in strings(fields["funcname"]) if each != "pg_catalog"]
            rest = {field: value for field, value in fields.items() if field not in ("funcname", "funcformat")}
            return ("call", *name, _any(rest, nested=nested))
        case "SubLink" if fields["subLinkType"] == "EXPR_SUBLINK" and (value := _value_alone(fields)):
            return _form(value, nested=nested)
        case "SubLink":
            return (kind, _any(fields, nested=True))
        case "ResTarget" if nested and "val" in fields:
            return _form(fields["val"], nested=nested)
    return (kind, _any(fields, nested=nested))


def _any(value: Any, *, nested: bool) -> Form:
    """The form of fields, lists and constants of any kind, in an order of their own."""
    if isinstance(value, list):
        return tuple(_any(each, nested=nested) for each in value)
    if not isinstance(value, dict):
        return ("is", value)
    if _is_node(value):
        return _form(value, nested=nested)
    return tuple((field, _any(value[field], nested=nested)) for field in sorted(value) if field not in _PLACES)


def _is_node(value: Any) -> bool:
    """Whether it is a wrapped node: one key, in capitals, that holds fields."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value))[0].isupper()


def _operator(fields: Node, *, nested: bool) -> Form:
    kind, name = fields["kind"], strings(fields["name"])[-1]
    left = [_form(fields["lexpr"], nested=nested)] if "lexpr" in fields else []
    right_kind, right = _uncast(fields["rexpr"]) if "rexpr" in fields else ("", {})
    if kind == "AEXPR_IN" or (kind in _LISTS.values() and right_kind == "A_ArrayExpr"):
        items = right["items"] if kind == "AEXPR_IN" else right.get("elements", [])
        members = _sorted(_form(each, nested=nested) for each in items)
        if len(members) != 1:
            return (_LISTS[name] if kind == "AEXPR_IN" else kind, name, *left, *members)
        return ("AEXPR_OP", name, *_sides([*left, *members], name))
    sides = [*left, _form(fields["rexpr"], nested=nested)] if "rexpr" in fields else left
    return (kind, name, *(_sides(sides, name) if kind == "AEXPR_OP" else sides))


def _uncast(node: Node) -> tuple[str, Node]:
    kind, fields = unwrap(node)
    return unwrap(fields["arg"]) if kind == "TypeCast" and "A_ArrayExpr" in fields["arg"] else (kind, fields)


def _sides(sides: list[Form], operator: str) -> list[Form]:
    return sorted(sides, key=repr) if operator in _COMMUTATIVE else sides


def _sorted(forms: Iterable[Form]) -> list[Form]:
    return sorted(set(forms), key=repr)


def _value_alone(sublink: Node) -> Node | None:
    """The value of a sub-select that reads nothing: `auth.uid()` of `(select auth.uid())`."""
    query = sublink["subselect"].get("SelectStmt", {})
    targets = query.get("targetList", ())
    if len(targets) != 1 or query.keys() - _ALONE:
        return None
    value: Node = targets[0]["ResTarget"]["val"]
    return value
