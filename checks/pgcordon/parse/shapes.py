"""What an expression computes, as something to compare by: its parse tree without places and spelling."""

from typing import Any

import msgspec
from pglast.parser import ParseError, parse_sql_json

from pgcordon.parse.nodes import Node, unwrap

_PLACES = frozenset({"location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end"})


def shape(node: Node) -> str:
    """The same text for two expressions over one table's rows that differ in layout, parentheses or qualifiers only."""
    return repr(_bare(node))


def shape_from_sql(sql: str) -> str | None:
    """The shape of an expression that no file holds, such as the server's rendering; None where it is not one."""
    try:
        statements = msgspec.json.decode(parse_sql_json(f"select {sql}")).get("stmts", ())
    except ParseError:
        return None
    targets = statements[0]["stmt"].get("SelectStmt", {}).get("targetList", ())
    return shape(targets[0]["ResTarget"]["val"]) if len(statements) == len(targets) == 1 else None


def _bare(value: Any) -> object:
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        kind, fields = unwrap(value)
        if kind == "ColumnRef":
            return kind, _bare(fields["fields"][-1])
        if kind == "TypeCast" and "A_Const" in fields["arg"]:
            return _bare(fields["arg"])
    return [(key, _bare(child)) for key, child in value.items() if key not in _PLACES]
