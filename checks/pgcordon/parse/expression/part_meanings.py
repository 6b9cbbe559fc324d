"""The meanings of the parts of a condition, for whoever compares two of them part by part."""

from msgspec.structs import replace

from pgcordon.model import Expression
from pgcordon.parse.expression.meanings import meaning, node_from_sql
from pgcordon.parse.nodes import Node, operands, unwrap


def with_part_meanings(found: Expression) -> Expression:
    """The expression with the meaning of each operand of AND and OR in it; as it is where its text is no expression."""
    node = node_from_sql(found.text)
    return found if node is None else _explained(found, node)


def _explained(found: Expression, node: Node) -> Expression:
    kind, fields = unwrap(node)
    operator = fields["boolop"] if kind == "BoolExpr" else ""
    nodes = list(operands(fields)) if operator in ("AND_EXPR", "OR_EXPR") else []
    parts = found.conjuncts or found.disjuncts
    if len(parts) == len(nodes):
        parts = tuple(_explained(part, each) for part, each in zip(parts, nodes, strict=True))
    return replace(
        found,
        meaning=meaning(node),
        conjuncts=parts if found.conjuncts else (),
        disjuncts=parts if found.disjuncts else (),
    )
