"""Columns held against literals."""

from pgcordon.model import Comparison
from pgcordon.parse.nodes import Node, constant, qualified, strings, unwrap

_MEASURES = frozenset({
    "array_length", "bit_length", "btrim", "cardinality", "char_length", "character_length", "jsonb_array_length",
    "jsonb_typeof", "json_typeof", "length", "lower", "ltrim", "octet_length", "rtrim", "upper",
})  # fmt: skip
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_PATTERNS = {
    "~~": "LIKE",
    "!~~": "NOT LIKE",
    "~~*": "ILIKE",
    "!~~*": "NOT ILIKE",
    "~": "~",
    "~*": "~*",
    "!~": "!~",
    "!~*": "!~*",
}

Measured = tuple[str, str | None]
"""A column and the function that measures it."""


def comparisons_in(kind: str, fields: Node) -> tuple[Comparison, ...]:
    """The comparisons that one node (`A_Expr`, `NullTest`, `BooleanTest`) states, without those below it."""
    if kind == "A_Expr":
        return _operator(fields)
    measured = _measured(fields["arg"])
    if measured is None:
        return ()
    test: str = fields["nulltesttype" if kind == "NullTest" else "booltesttype"]
    return (Comparison(measured[0], test.replace("_", " "), (), measured[1]),)


def _operator(fields: Node) -> tuple[Comparison, ...]:
    operator = strings(fields["name"])[-1]
    if "lexpr" not in fields or "rexpr" not in fields:
        return ()
    left, right = fields["lexpr"], fields["rexpr"]
    match fields["kind"]:
        case "AEXPR_OP":
            return _simple(operator, left, right)
        case "AEXPR_LIKE" | "AEXPR_ILIKE":
            return _stated(left, _PATTERNS[operator], _one(right))
        case "AEXPR_SIMILAR":
            return _stated(left, "SIMILAR TO" if operator == "~" else "NOT SIMILAR TO", _similar_pattern(right))
        case "AEXPR_IN":
            return _stated(left, operator, _all(right["List"]["items"]))
        case "AEXPR_OP_ANY" if operator == "=":
            return _stated(left, "=", _array(right))
        case "AEXPR_OP_ALL" if operator == "<>":
            return _stated(left, "<>", _array(right))
        case "AEXPR_BETWEEN":
            low, high = right["List"]["items"]
            return _stated(left, ">=", _one(low)) + _stated(left, "<=", _one(high))
        case _:
            return ()


def _simple(operator: str, left: Node, right: Node) -> tuple[Comparison, ...]:
    if operator in _PATTERNS:
        similar = _similar_pattern(right)
        if similar is not None:
            return _stated(left, "SIMILAR TO" if operator == "~" else "NOT SIMILAR TO", similar)
        return _stated(left, _PATTERNS[operator], _one(right))
    if operator not in _MIRRORED:
        return ()
    return _stated(left, operator, _one(right)) or _stated(right, _MIRRORED[operator], _one(left))


def _stated(measured: Node, operator: str, literals: tuple[str, ...] | None) -> tuple[Comparison, ...]:
    if literals is None:
        return ()
    column = _measured(measured)
    return () if column is None else (Comparison(column[0], operator, literals, column[1]),)


def _measured(node: Node) -> Measured | None:
    """The column, seen through casts, collations and measuring functions; of nested ones the outermost counts."""
    measure = None
    while True:
        kind, fields = unwrap(node)
        if kind == "ColumnRef":
            last = fields["fields"][-1]
            return (last["String"]["sval"], measure) if "String" in last else None
        if kind in ("TypeCast", "CollateClause"):
            node = fields["arg"]
            continue
        if kind != "FuncCall" or not fields.get("args"):
            return None
        schema, name = qualified(fields["funcname"])
        literal_rest = all(constant(argument) is not None for argument in fields["args"][1:])
        if name not in _MEASURES or schema not in (None, "pg_catalog") or not literal_rest:
            return None
        measure = measure or name
        node = fields["args"][0]


def _one(node: Node) -> tuple[str, ...] | None:
    value = constant(node)
    return None if value is None else (value,)


def _all(nodes: list[Node]) -> tuple[str, ...] | None:
    values = [constant(node) for node in nodes]
    return None if None in values else tuple(value for value in values if value is not None)


def _array(node: Node) -> tuple[str, ...] | None:
    """The elements of `array['a', 'b']` or of `'{a,b}'`, through casts."""
    kind, fields = unwrap(node)
    if kind == "TypeCast":
        return _array(fields["arg"])
    if kind == "A_ArrayExpr":
        return _all(fields.get("elements", []))
    return plain_array_elements(node)


def plain_array_elements(node: Node) -> tuple[str, ...] | None:
    """The elements of an array literal such as `'{a,b}'`, None where it nests, quotes or escapes."""
    value = constant(node)
    if value is None or not value.startswith("{") or not value.endswith("}"):
        return None
    inside = value[1:-1]
    if any(character in inside for character in '{}"\\') or "null" in inside.lower():
        return None
    return tuple(each.strip() for each in inside.split(",")) if inside.strip() else ()


def _similar_pattern(node: Node) -> tuple[str, ...] | None:
    kind, fields = unwrap(node)
    if kind != "FuncCall" or strings(fields["funcname"])[-1] != "similar_to_escape":
        return None
    return _one(fields["args"][0]) if len(fields["args"]) == 1 else None
