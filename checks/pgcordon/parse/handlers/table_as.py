"""CREATE TABLE … AS and SELECT … INTO."""

from pgcordon.model import Column, QualifiedName, Span, Table, TypeName
from pgcordon.parse.expression.targets import output_columns, renamed
from pgcordon.parse.handlers.tables import PERSISTENCE
from pgcordon.parse.nodes import Node, string, strings, unwrap
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already
from pgcordon.parse.typenames import typename

_UNKNOWN = TypeName("pg_catalog", "unknown")


@handles("CreateTableAsStmt")
def create_table_as(replay: Replay, node: Node, span: Span) -> None:
    """Columns whose type only the server can tell have the type `unknown`, and the statement is opaque then."""
    if node.get("objtype") == "OBJECT_MATVIEW":
        replay.run_within("CreateTableAsStmt OBJECT_MATVIEW", node)
        return
    into = node["into"]
    name = replay.new_name(into["rel"])
    if replay.objects.relation(name) is not None:
        if node.get("if_not_exists"):
            return
        raise exists_already("relation", name)
    kind, query = unwrap(node["query"])
    names = renamed(output_columns(query, replay), strings(into.get("colNames", ())))
    if kind != "SelectStmt" or names is None:
        names = strings(into.get("colNames", ()))
        replay.opaque(f"only the server can tell which columns {name} has")
    columns = _columns(replay, name, names, query, span)
    persistence = PERSISTENCE[into["rel"].get("relpersistence", "p")]
    replay.define(Table(name, columns, persistence=persistence, defined=span))
    untyped = [column.name for column in columns if column.type == _UNKNOWN]
    if untyped:
        replay.opaque(f"only the server can tell the type of {', '.join(untyped)} in {name}")


def _columns(
    replay: Replay, table: QualifiedName, names: tuple[str, ...], query: Node, span: Span
) -> tuple[Column, ...]:
    types = _types(replay, query)
    if len(types) != len(names):
        types = [_UNKNOWN] * len(names)
    return tuple(Column(table, name, kind, defined=span) for name, kind in zip(names, types, strict=True))


def _types(replay: Replay, query: Node) -> list[TypeName]:
    source = _only_table(replay, query)
    types: list[TypeName] = []
    for target in query.get("targetList", ()):
        kind, fields = unwrap(target["ResTarget"]["val"])
        if kind == "ColumnRef" and "A_Star" in fields["fields"][-1] and source:
            types.extend(column.type for column in source.columns)
        else:
            types.append(_type(replay, kind, fields, source))
    return types


def _type(replay: Replay, kind: str, fields: Node, source: Table | None) -> TypeName:
    """The type of a cast, of a constant, or of a column of the only table."""
    match kind:
        case "TypeCast":
            return typename(fields["typeName"], replay)
        case "A_Const":
            found = next((name for field, name in _CONSTANTS.items() if field in fields), None)
            return TypeName("pg_catalog", found) if found else _UNKNOWN
        case "ColumnRef" if source and "String" in fields["fields"][-1]:
            column = source.column(string(fields["fields"][-1]))
            return column.type if column else _UNKNOWN
    return _UNKNOWN


_CONSTANTS = {"sval": "text", "ival": "int4", "boolval": "bool", "isnull": "text"}


def _only_table(replay: Replay, query: Node) -> Table | None:
    items = query.get("fromClause", ())
    if len(items) != 1 or "RangeVar" not in items[0] or "withClause" in query:
        return None
    return replay.objects.tables.get(replay.relation_name(items[0]["RangeVar"]))
