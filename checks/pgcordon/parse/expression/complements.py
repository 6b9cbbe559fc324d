"""Conditions that stand beside their own negation: `x is null or x is not null`."""

from collections.abc import Iterator

from pgcordon.parse.nodes import Node, operands, qualified, unwrap

COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_PURE = frozenset({"ColumnRef", "A_Const", "ParamRef", "NullTest", "BooleanTest", "BoolExpr"})


def built_in_operator(fields: Node) -> str | None:
    """The symbol of an A_Expr's operator, None where the text names somebody else's schema."""
    schema, symbol = qualified(fields["name"])
    return symbol if schema in (None, "pg_catalog") else None


def complemented(fields: Node) -> Iterator[Node]:
    """The operands of an AND or OR, and of such as stand in it, whose negation is an operand too."""
    arms = list(operands(fields))
    if not any(_is_test(arm) for arm in arms):
        return
    pure = [arm for arm in arms if _is_pure(arm)]
    if len(pure) < 2:
        return
    seen = {shape(arm) for arm in pure}
    for arm in pure:
        if shape(_negated(arm)) in seen:
            yield arm


def _is_test(node: Node) -> bool:
    kind, fields = unwrap(node)
    return kind in ("NullTest", "BooleanTest") or fields.get("boolop") == "NOT_EXPR"


def _is_pure(node: Node) -> bool:
    """Whether it gives the same value each time it is evaluated for a row."""
    kind, fields = unwrap(node)
    if kind not in _PURE and not (kind == "A_Expr" and built_in_operator(fields) in COMPARISONS):
        return False
    below = [fields["arg"]] if "arg" in fields else list(fields.get("args", ()))
    below += [fields[side] for side in ("lexpr", "rexpr") if side in fields]
    return all(_is_pure(each) for each in below)


def shape(value: object) -> object:
    """The node without its locations, as something to compare by value."""
    if isinstance(value, dict):
        return tuple((key, shape(child)) for key, child in value.items() if key != "location")
    if isinstance(value, list):
        return tuple(shape(child) for child in value)
    return value


def _negated(node: Node) -> Node:
    kind, fields = unwrap(node)
    match kind:
        case "NullTest":
            other = "IS_NULL" if fields["nulltesttype"] == "IS_NOT_NULL" else "IS_NOT_NULL"
            return {"NullTest": fields | {"nulltesttype": other}}
        case "BooleanTest":
            test: str = fields["booltesttype"]
            other = test.replace("IS_NOT_", "IS_") if "NOT" in test else test.replace("IS_", "IS_NOT_")
            return {"BooleanTest": fields | {"booltesttype": other}}
        case "BoolExpr" if fields["boolop"] == "NOT_EXPR":
            negated: Node = fields["args"][0]
            return negated
    return {"BoolExpr": {"boolop": "NOT_EXPR", "args": [node]}}
