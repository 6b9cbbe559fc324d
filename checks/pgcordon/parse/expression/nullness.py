"""What makes a whole expression true by being null: a column, or the answer of a function.

The expression is folded once more for each of them, with NULL in its place. What IS DISTINCT FROM holds against it is
taken to be not null.
"""

from collections.abc import Iterator
from typing import Any

from pgcordon.parse.expression.complements import COMPARISONS, built_in_operator
from pgcordon.parse.expression.truth import TRUE, outcomes
from pgcordon.parse.nodes import Node, qualified, unwrap

_NULL: Node = {"A_Const": {"isnull": True}}
_STRICT = COMPARISONS | {
    "->", "->>", "#>", "#>>", "+", "-", "*", "/", "%", "?", "?|", "?&", "@>", "<@", "&&", "@@", "~", "~*", "!~", "!~*",
    "~~", "~~*", "!~~", "!~~*",
}  # fmt: skip
"""Operators whose result is null where an operand is; `||` is not, of arrays."""
_STRICT_FUNCTIONS = frozenset({
    "btrim", "char_length", "length", "lower", "ltrim", "md5", "replace", "rtrim", "split_part", "substr", "substring",
    "trim", "upper",
})  # fmt: skip
_ASKS = frozenset({"NullTest", "BooleanTest", "CoalesceExpr"})
_DISTINCT = frozenset({"AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT"})
_READS_NOTHING = frozenset({"targetList", "limitOption", "op"})
_KEPT = frozenset({"typeName", "name", "funcname", "ctename", "location"})


def passing_if_null(node: Node) -> frozenset[str]:
    """The columns of the outer row and the calls that make the expression true whenever they are null."""
    if outcomes(node) == TRUE:
        return frozenset()
    return frozenset(subject for subject in dict.fromkeys(_subjects(node)) if _passes_without(node, subject))


def _passes_without(node: Node, subject: str) -> bool:
    return outcomes(_assuming_null(node, subject)) == TRUE


def _subjects(node: Node) -> Iterator[str]:
    """What a null test, a comparison by IS DISTINCT FROM, COALESCE or a boolean test speaks of, or a part of it."""
    pending: list[tuple[Any, bool]] = [(node, False)]
    while pending:
        value, asked = pending.pop()
        if isinstance(value, list):
            pending.extend((item, asked) for item in value)
            continue
        for kind, fields in value.items():
            if not isinstance(fields, (dict, list)) or kind in _KEPT or _reads(kind, fields):
                continue
            name = _name(kind, fields)
            if asked and name is not None:
                yield name
            asks = kind in _ASKS or (kind == "A_Expr" and dict(fields)["kind"] in _DISTINCT)
            pending.append((fields, asked or asks))


def _reads(kind: str, fields: Any) -> bool:
    """Whether it is a sub-select that reads relations, whose columns are not those outside."""
    return kind == "SelectStmt" and not fields.keys() <= _READS_NOTHING


def _name(kind: str, fields: Any) -> str | None:
    """How a column or a call is named among the subjects; a call as `str(Call)` does."""
    if kind == "ColumnRef":
        last = fields["fields"][-1]
        return str(last["String"]["sval"]) if "String" in last else None
    if kind != "FuncCall":
        return None
    schema, name = qualified(fields["funcname"])
    if schema not in (None, "pg_catalog"):
        return f"{schema}.{name}"
    return None if name in _STRICT_FUNCTIONS else name


def _assuming_null(value: Any, subject: str) -> Any:
    """The node with NULL in the place of the subject, and of what is null because of it."""
    if isinstance(value, list):
        return [_assuming_null(item, subject) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(kind, fields)] = value.items()
        if isinstance(fields, dict):
            if _reads(kind, fields):
                return value
            if _name(kind, fields) == subject:
                return _NULL
            within = _assuming_null(fields, subject)
            return _NULL if _is_null(kind, within) else _told_apart(kind, within)
    return {key: child if key in _KEPT else _assuming_null(child, subject) for key, child in value.items()}


def _told_apart(kind: str, fields: Node) -> Node:
    """The operation; of IS [NOT] DISTINCT FROM what it gives if only one side is NULL."""
    if kind == "A_Expr" and fields["kind"] in _DISTINCT and (fields["lexpr"] == _NULL) != (fields["rexpr"] == _NULL):
        return {"A_Const": {"boolval": {"boolval": fields["kind"] == "AEXPR_DISTINCT"}}}
    return {kind: fields}


def _is_null(kind: str, fields: Node) -> bool:
    """Whether an operation gives NULL because what it works on is NULL."""
    match kind:
        case "TypeCast" | "CollateClause" | "A_Indirection":
            return bool(fields.get("arg") == _NULL)
        case "A_Expr" if fields["kind"] == "AEXPR_NULLIF":
            return bool(fields["lexpr"] == _NULL)
        case "A_Expr" if fields["kind"] in ("AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE"):
            return built_in_operator(fields) in _STRICT and _NULL in (fields.get("lexpr"), fields.get("rexpr"))
        case "FuncCall":
            schema, name = qualified(fields["funcname"])
            return schema in (None, "pg_catalog") and name in _STRICT_FUNCTIONS and _NULL in fields.get("args", ())
        case "SubLink" if fields["subLinkType"] == "EXPR_SUBLINK":
            _, query = unwrap(fields["subselect"])
            targets = query.get("targetList", ())
            return len(targets) == 1 and targets[0]["ResTarget"].get("val") == _NULL and not _reads("SelectStmt", query)
    return False
