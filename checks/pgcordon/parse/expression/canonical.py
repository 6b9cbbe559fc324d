"""Parse nodes in the form in which PostgreSQL stores them, so that facts do not depend on wording.

A server prints what it stored: BETWEEN as two comparisons, a list with columns in it as several, rows column by column.
Source: parse_expr.c and parse_func.c in src/backend/parser, make_row_comparison_op among them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pgcordon.parse.expression.scopes import Relations
from pgcordon.parse.nodes import Node, qualified, strings

_LEAVES = frozenset({
    "A_Const", "ColumnRef", "String", "TypeName", "alias", "collname", "funcname", "name", "opername", "typeName",
})  # fmt: skip
"""Fields and nodes that hold names and literals, never an expression."""
_JOINED = {"=": "AND_EXPR", "<>": "OR_EXPR"}
"""How the comparison of two rows joins those of their columns."""


def canonical(node: Node, relations: Relations, *, bound: bool) -> None:
    """Rewrite a node and all below it in place.

    `bound` says that PostgreSQL has looked up the names of functions when it stored the expression, as it does
    everywhere but in the texts of bodies.
    """
    pending: list[Any] = [node]
    while pending:
        value = pending.pop()
        while "A_Expr" in value and (after := _operation(value["A_Expr"])) is not None:
            del value["A_Expr"]
            value.update(after)
        for kind, fields in value.items():
            if not isinstance(fields, (dict, list)) or kind in _LEAVES:
                continue
            if isinstance(fields, list):
                pending.extend(fields)
            else:
                pending.append(fields)
                if kind == "FuncCall":
                    _name(fields, relations, bound=bound)
                    _spread(fields)


def _name(fields: Node, relations: Relations, *, bound: bool) -> None:
    """Give the call the schema of its function, none for pg_catalog."""
    schema, name = qualified(fields["funcname"])
    found = relations.function(schema, name) if bound or schema else None
    if found != schema:
        fields["funcname"] = _string_nodes(*filter(None, (found, name)))


def _spread(fields: Node) -> None:
    """Write the arguments out that VARIADIC ARRAY[…] stands for: a server prints them so however they were written."""
    if not fields.get("func_variadic"):
        return
    *first, last = fields["args"]
    elements = last.get("A_ArrayExpr", {}).get("elements")
    if elements:
        fields["args"] = [*first, *elements]
        del fields["func_variadic"]


def _string_nodes(*names: str) -> list[Node]:
    return [{"String": {"sval": name}} for name in names]


def _operation(fields: Node) -> Node | None:
    kind = fields["kind"]
    if kind not in _OPERATIONS or "lexpr" not in fields or (kind == "AEXPR_OP" and "RowExpr" not in fields["lexpr"]):
        return None
    return _OPERATIONS[kind](fields, fields["lexpr"], fields["rexpr"])


def _compared(fields: Node, operator: str, left: Node, right: Node) -> Node:
    return {
        "A_Expr": {**_place(fields), "kind": "AEXPR_OP", "name": _string_nodes(operator), "lexpr": left, "rexpr": right}
    }


def _joined(fields: Node, operator: str, args: Sequence[Node]) -> Node:
    """What stands in the text as one, `is_one_text`, though it is several conditions."""
    if len(args) == 1:
        return args[0]
    return {"BoolExpr": {**_place(fields), "boolop": operator, "args": list(args), "is_one_text": True}}


def _place(fields: Node) -> Node:
    return {"location": fields["location"]} if "location" in fields else {}


def _between(fields: Node, value: Node, bounds: Node) -> Node:
    low, high = bounds["List"]["items"]
    return _within(fields, value, low, high)


def _within(fields: Node, value: Node, low: Node, high: Node) -> Node:
    return _joined(fields, "AND_EXPR", [_compared(fields, ">=", value, low), _compared(fields, "<=", value, high)])


def _not_between(fields: Node, value: Node, bounds: Node) -> Node:
    low, high = bounds["List"]["items"]
    return _outside(fields, value, low, high)


def _outside(fields: Node, value: Node, low: Node, high: Node) -> Node:
    return _joined(fields, "OR_EXPR", [_compared(fields, "<", value, low), _compared(fields, ">", value, high)])


def _between_symmetric(fields: Node, value: Node, bounds: Node) -> Node:
    one, other = bounds["List"]["items"]
    ways = [_within(fields, value, one, other), _within(fields, value, other, one)]
    return _joined(fields, "OR_EXPR", ways)


def _not_between_symmetric(fields: Node, value: Node, bounds: Node) -> Node:
    one, other = bounds["List"]["items"]
    ways = [_outside(fields, value, one, other), _outside(fields, value, other, one)]
    return _joined(fields, "AND_EXPR", ways)


def _rows(fields: Node, left: Node, right: Node) -> Node | None:
    """Rows are equal if their columns are, and differ if one of them does."""
    operator = strings(fields["name"])[-1]
    columns = _columns(left, right)
    if columns is None or operator not in _JOINED:
        return None
    return _joined(fields, _JOINED[operator], [_compared(fields, operator, *pair) for pair in columns])


def _columns(left: Node, right: Node) -> list[tuple[Node, Node]] | None:
    """The columns of two rows in pairs, None where they are no rows of one length."""
    if "RowExpr" not in left or "RowExpr" not in right:
        return None
    ours, theirs = left["RowExpr"].get("args", []), right["RowExpr"].get("args", [])
    return list(zip(ours, theirs, strict=True)) if ours and len(ours) == len(theirs) else None


def _distinct(fields: Node, left: Node, right: Node) -> Node | None:
    test = _null_test(fields, left, right, "IS_NOT_NULL")
    if test is not None:
        return test
    columns = _columns(left, right)
    if columns is None:
        return None
    each = [{"A_Expr": {**fields, "lexpr": one, "rexpr": other}} for one, other in columns]
    return _joined(fields, "OR_EXPR", each)


def _null_test(fields: Node, left: Node, right: Node, test: str) -> Node | None:
    for one, other in ((left, right), (right, left)):
        if one.get("A_Const", {}).get("isnull"):
            return {"NullTest": {**_place(fields), "arg": other, "nulltesttype": test}}
    return None


def _not_distinct(fields: Node, left: Node, right: Node) -> Node:
    test = _null_test(fields, left, right, "IS_NULL")
    if test is not None:
        return test
    distinct = {"A_Expr": {**fields, "kind": "AEXPR_DISTINCT"}}
    return {"BoolExpr": {**_place(fields), "boolop": "NOT_EXPR", "args": [distinct]}}


def _in(fields: Node, value: Node, members: Node) -> Node | None:
    """A list of constants stays one comparison; each member with columns, each row, and one alone becomes its own."""
    items = members["List"]["items"]
    operator = strings(fields["name"])[-1]
    together = [] if "RowExpr" in value else [item for item in items if not _reads_columns(item)]
    if len(together) == len(items) > 1:
        return None
    alone = [item for item in items if item not in together] if len(together) > 1 else items
    parts = [_compared(fields, operator, value, item) for item in alone]
    if len(together) > 1:
        parts.insert(0, {"A_Expr": {**fields, "rexpr": {"List": {"items": together}}}})
    return _joined(fields, "OR_EXPR" if operator == "=" else "AND_EXPR", parts)


def _reads_columns(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_reads_columns, value))
    if not isinstance(value, dict) or "SubLink" in value:
        return False
    return "ColumnRef" in value or any(map(_reads_columns, value.values()))


_OPERATIONS: dict[str, Callable[[Node, Node, Node], Node | None]] = {
    "AEXPR_OP": _rows,
    "AEXPR_IN": _in,
    "AEXPR_DISTINCT": _distinct,
    "AEXPR_NOT_DISTINCT": _not_distinct,
    "AEXPR_BETWEEN": _between,
    "AEXPR_NOT_BETWEEN": _not_between,
    "AEXPR_BETWEEN_SYM": _between_symmetric,
    "AEXPR_NOT_BETWEEN_SYM": _not_between_symmetric,
}
