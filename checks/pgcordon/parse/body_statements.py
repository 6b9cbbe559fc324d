"""The statements of a function body that the parser has read."""

from collections.abc import Iterator

from pgcordon.model import Body, BodyStatement, Span
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.expression.extents import Extent, parenthesized
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.text import StatementText
from pgcordon.parse.written import written

_KINDS = {
    "SelectStmt": "select",
    "InsertStmt": "insert",
    "UpdateStmt": "update",
    "DeleteStmt": "delete",
    "MergeStmt": "merge",
    "CallStmt": "call",
    "ReturnStmt": "select",
}
_CHANGES = frozenset({"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"})


def body_statements(node: Node, text: StatementText, within: Extent, line: int) -> Iterator[BodyStatement]:
    """The statement, and one more for every INSERT, UPDATE, DELETE and MERGE in its WITH clause."""
    kind, fields = unwrap(node)
    first = text.tokens[within[0]] if within[0] < len(text.tokens) else None
    command = _KINDS.get(kind) or (text.slice(first.start, first.end).lower() if first else kind)
    yield BodyStatement(command, expression(node, text, within), line, writes=written(kind, fields))
    for wrapped in fields.get("withClause", {}).get("ctes", ()):
        cte = wrapped["CommonTableExpr"]
        kind, change = unwrap(cte["ctequery"])
        if kind in _CHANGES:
            query = expression(cte["ctequery"], text, _cte_extent(cte, text))
            yield BodyStatement(_KINDS[kind], query, line, writes=written(kind, change))


def _cte_extent(cte: Node, text: StatementText) -> Extent | None:
    """The inside of the parentheses behind AS [[NOT] MATERIALIZED]."""
    named = text.token_index(text.at(cte.get("location", 0)))
    names = [token.name for token in text.tokens]
    return parenthesized(names.index("ASCII_40", names.index("AS", named)), text)


def standard_body(node: Node, text: StatementText) -> Body:
    """The body of an SQL-standard function: `RETURN …` or `BEGIN ATOMIC … END`."""
    opening = _opening(text)
    span = text.span(text.tokens[opening].start, text.whole.end)
    if "List" not in node:
        statements = list(body_statements(node, text, (opening + 1, len(text.tokens)), 1))
        return Body(span.text, tuple(statements), span=span)
    nodes = [item for block in node["List"]["items"] for item in block.get("List", {}).get("items", ())]
    places = _between_semicolons(text, opening + 2)
    found: list[BodyStatement] = []
    for item, place in zip(nodes, places, strict=True):
        found.extend(body_statements(item, text, place, _line(span, text.tokens[place[0]].start)))
    return Body(span.text, tuple(found), span=span)


def _opening(text: StatementText) -> int:
    """The token RETURN or BEGIN behind the parentheses of the arguments."""
    arguments = next(index for index, token in enumerate(text.tokens) if token.name == "ASCII_40")
    depth = 0
    for index, token in enumerate(text.tokens[arguments:], arguments):
        depth += (token.name == "ASCII_40") - (token.name == "ASCII_41")
        if depth == 0 and token.name in ("RETURN", "BEGIN_P"):
            return index
    raise ValueError(f"{text.whole}: no RETURN and no BEGIN ATOMIC in this function")


def _between_semicolons(text: StatementText, begin: int) -> list[Extent]:
    """The extents of the statements from a token on, the END of the block left out."""
    places: list[Extent] = []
    for index in range(begin, len(text.tokens)):
        if text.tokens[index].name != "ASCII_59":
            continue
        if index > begin:
            places.append((begin, index))
        begin = index + 1
    return places


def _line(body: Span, offset: int) -> int:
    return body.source.text.count("\n", body.start, offset) + 1
