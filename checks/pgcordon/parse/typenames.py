"""Type names of parse nodes, resolved."""

from pgcordon.model import QualifiedName, Span, TypeName
from pgcordon.parse.nodes import Node, constant, strings, unwrap
from pgcordon.parse.replay import Replay, missing
from pgcordon.parse.text import CLOSING, StatementText

_SERIAL = {
    "smallserial": "int2",
    "serial2": "int2",
    "serial": "int4",
    "serial4": "int4",
    "bigserial": "int8",
    "serial8": "int8",
}

_EXTENSIONS = {
    "citext": "citext",
    "cube": "cube",
    "geography": "postgis",
    "geometry": "postgis",
    "halfvec": "vector",
    "hstore": "hstore",
    "ltree": "ltree",
    "sparsevec": "vector",
    "vector": "vector",
}
"""The extensions that bring types which schemas name."""


def typename(node: Node, replay: Replay) -> TypeName:
    """The type that a TypeName node means.

    An unqualified name is looked up in pg_catalog, then along the search path among the types, tables and views
    that exist, then among the types of extensions; one that is found nowhere is taken to be of the first schema of
    the path. `%TYPE` gives the column's type where the table is known.
    """
    names = strings(node["names"])
    if node.get("pct_type"):
        return _column_type(names, replay)
    modifiers = _modifiers(names[-1], node)
    array = bool(node.get("arrayBounds"))
    if len(names) == 1 and names[0] in BUILT_IN:
        return TypeName("pg_catalog", names[0], modifiers, array)
    schema = names[-2] if len(names) > 1 else None
    resolved = replay.type_name(schema, names[-1])
    if schema is None and replay.objects.type(resolved) is None:
        resolved = _of_extension(names[-1], replay) or resolved
    return TypeName(resolved.schema, resolved.name, modifiers, array)


def _of_extension(name: str, replay: Replay) -> QualifiedName | None:
    """The type as an extension brings it that was created in a schema of its own, such as `extensions`."""
    extension = replay.objects.extensions.get(_EXTENSIONS.get(name, ""))
    return QualifiedName(extension.schema, name) if extension and extension.schema else None


def serial(node: Node) -> TypeName | None:
    """The integer type that a serial pseudo-type stands for, or None for any other type."""
    names = strings(node["names"])
    if len(names) != 1 or node.get("arrayBounds") or names[0] not in _SERIAL:
        return None
    return TypeName("pg_catalog", _SERIAL[names[0]])


def type_span(text: StatementText, node: Node) -> Span | None:
    """Where a TypeName node stands, with its modifiers and brackets; None where the statement does not place it."""
    if node.get("location", -1) < 0:
        return None
    tokens = text.tokens
    first = text.token_index(text.at(node["location"]))
    if first >= len(tokens):
        return None
    last = max(first, text.last_before(_BEHIND_TYPE, first))
    return text.span(tokens[first][0], tokens[last][1])


_BEHIND_TYPE = CLOSING | {
    "ASCII_44", "ASCII_59", "CHECK", "COLLATE", "COMPRESSION", "CONSTRAINT", "DEFAULT", "DEFERRABLE", "GENERATED",
    "INITIALLY", "NOT", "NULL_P", "OPTIONS", "PRIMARY", "REFERENCES", "STORAGE", "UNIQUE", "USING",
}  # fmt: skip
"""What may follow a type in a column's definition or in ALTER COLUMN."""


def _modifiers(name: str, node: Node) -> tuple[str, ...]:
    modifiers = tuple(constant(each) or _word(each) for each in node.get("typmods", ()))
    if name != "interval" or not modifiers:
        return modifiers
    fields, *precision = modifiers
    words = _INTERVAL_FIELDS.get(int(fields), "")
    return tuple(each for each in (words, *precision) if each)


def _word(node: Node) -> str:
    """A modifier that is a word, as in `geography(point, 4326)`."""
    kind, fields = unwrap(node)
    return strings(fields["fields"])[-1] if kind == "ColumnRef" else "?"


def _column_type(names: tuple[str, ...], replay: Replay) -> TypeName:
    *relation, column_name = names
    schema = relation[-2] if len(relation) > 1 else None
    name = replay.search_path.existing(schema, relation[-1], replay.objects.relation)
    table = replay.objects.tables.get(name)
    column = table.column(column_name) if table else None
    if column is None:
        raise missing("column", f"{name}.{column_name}")
    return column.type


_YEAR, _MONTH, _DAY, _HOUR, _MINUTE, _SECOND = 1 << 2, 1 << 1, 1 << 3, 1 << 10, 1 << 11, 1 << 12
_INTERVAL_FIELDS = {
    _YEAR: "year",
    _MONTH: "month",
    _DAY: "day",
    _HOUR: "hour",
    _MINUTE: "minute",
    _SECOND: "second",
    _YEAR | _MONTH: "year to month",
    _DAY | _HOUR: "day to hour",
    _DAY | _HOUR | _MINUTE: "day to minute",
    _DAY | _HOUR | _MINUTE | _SECOND: "day to second",
    _HOUR | _MINUTE: "hour to minute",
    _HOUR | _MINUTE | _SECOND: "hour to second",
    _MINUTE | _SECOND: "minute to second",
}
"""The masks of `INTERVAL_MASK` in src/include/utils/timestamp.h; any other mask means all fields."""

_BUILT_IN_NAMES = """
    aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray
    anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit bool box bpchar bytea char cid cidr
    circle cstring date datemultirange daterange event_trigger fdw_handler float4 float8 gtsvector index_am_handler
    inet int2 int2vector int4 int4multirange int4range int8 int8multirange int8range internal interval json jsonb
    jsonpath language_handler line lseg macaddr macaddr8 money name numeric nummultirange numrange oid oidvector path
    pg_lsn pg_snapshot point polygon record refcursor regclass regcollation regconfig regdictionary regnamespace
    regoper regoperator regproc regprocedure regrole regtype table_am_handler text tid time timestamp timestamptz
    timetz trigger tsm_handler tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown
    uuid varbit varchar void xid xid8 xml
"""
BUILT_IN = frozenset(_BUILT_IN_NAMES.split())
"""The types of pg_catalog that a schema may name without saying so."""
