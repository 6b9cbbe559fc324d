"""The meanings of the parts of a condition, for whoever compares two of them part by part."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import Expression
from pgcordon.parse.expression.meanings import meaning
from pgcordon.parse.nodes import Node, unwrap


def with_part_meanings(found: Expression) -> Expression:
    """The expression with the meaning of each operand of AND and OR in it; as it is where its text is no expression."""
    try:
        statements = msgspec.json.decode(parse_sql_json(f"select {found.text}\n")).get("stmts", ())
        (target,) = statements[0]["stmt"]["SelectStmt"]["targetList"]
    except (ParseError, KeyError, ValueError):
        return found
    return _explained(found, target["ResTarget"]["val"])


def _explained(found: Expression, node: Node) -> Expression:
    kind, fields = unwrap(node)
    operator = fields["boolop"] if kind == "BoolExpr" else ""
    nodes = list(_operands(fields, operator)) if operator in ("AND_EXPR", "OR_EXPR") else []
    parts = found.conjuncts or found.disjuncts
    if len(parts) == len(nodes):
        parts = tuple(_explained(part, each) for part, each in zip(parts, nodes, strict=True))
    return replace(
        found,
        meaning=meaning(node),
        conjuncts=parts if found.conjuncts else (),
        disjuncts=parts if found.disjuncts else (),
    )


def _operands(fields: Node, operator: str) -> Iterator[Node]:
    """The operands of an AND or OR, those of nested ones of the same kind in their place."""
    for each in fields["args"]:
        kind, inner = unwrap(each)
        if kind == "BoolExpr" and inner["boolop"] == operator:
            yield from _operands(inner, operator)
        else:
            yield each
