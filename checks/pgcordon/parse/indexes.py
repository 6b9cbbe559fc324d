"""Index keys of parse nodes, and what an index without a name is named after."""

from collections.abc import Iterable

import msgspec
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import IndexKey
from pgcordon.parse.expression.expressions import comparable
from pgcordon.parse.expression.targets import column_name
from pgcordon.parse.nodes import Node, qualified, string, strings, unwrap
from pgcordon.parse.text import StatementText

_NULLS_FIRST = {"SORTBY_NULLS_FIRST": True, "SORTBY_NULLS_LAST": False}
_UNNAMED = "expr"


def index_key(element: Node, text: StatementText) -> IndexKey:
    """The key that an IndexElem node's fields describe."""
    column = element_column(element)
    return IndexKey(
        column,
        None if column else comparable(element["expr"], text),
        descending=element.get("ordering") == "SORTBY_DESC",
        nulls_first=_NULLS_FIRST.get(element.get("nulls_ordering", "")),
        operator_class=".".join(strings(element["opclass"])) if "opclass" in element else None,
        collation=qualified(element["collation"])[1] if "collation" in element else None,
    )


def element_column(element: Node) -> str | None:
    """The column that an IndexElem is, in parentheses or not; None for an expression."""
    if "name" in element:
        return str(element["name"])
    kind, fields = unwrap(element["expr"])
    return string(fields["fields"][-1]) if kind == "ColumnRef" and "String" in fields["fields"][-1] else None


def element_name(element: Node) -> str:
    """What an index is named after for an IndexElem: the column, an expression's output name, or `expr`."""
    if "name" in element:
        return str(element["name"])
    return column_name(element["expr"]) or _UNNAMED


def key_names(keys: Iterable[IndexKey]) -> list[str]:
    """The same for keys whose nodes are no longer at hand."""
    return [key.column or _output_name(key) for key in keys]


def _output_name(key: IndexKey) -> str:
    text = key.expression.text if key.expression else ""
    try:
        tree = msgspec.json.decode(parse_sql_json(f"select {text}"))
    except ParseError:
        return _UNNAMED
    target = tree["stmts"][0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]
    return column_name(target["val"]) or _UNNAMED
