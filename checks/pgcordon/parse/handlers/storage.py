"""INSERT, UPDATE and DELETE on `storage.buckets`; what they do to other tables leaves no trace in a catalog."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from pgcordon.model import QualifiedName, Span
from pgcordon.model.storage import Bucket
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.nodes import Node, constant, string, unwrap
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay

_BUCKETS = QualifiedName("storage", "buckets")
_COLUMNS = ("id", "name", "owner", "created_at", "updated_at", "public")
_TRUE = frozenset({"true", "t", "yes", "y", "on", "1"})
_FALSE = frozenset({"false", "f", "no", "n", "off", "0"})
Row = Mapping[str, Node]
"""The values that a statement gives to columns."""


@handles("InsertStmt")
def insert(replay: Replay, node: Node, span: Span) -> None:
    if not _about_buckets(replay, node):
        return
    conflict = node.get("onConflictClause")
    for row in _rows(replay, node):
        if "id" not in row:
            raise NotUnderstood("makes a bucket without saying its id")
        bucket = Bucket(_text(row["id"]), _public(row), span)
        known = replay.objects.buckets.get(bucket.name)
        if known is None:
            replay.define(bucket)
        elif conflict is None:
            raise NotUnderstood(f"creates bucket {bucket.name}, which exists already")
        elif conflict["action"] == "ONCONFLICT_UPDATE":
            _on_conflict_update(replay, conflict, known, bucket)


@handles("UpdateStmt")
def update(replay: Replay, node: Node, span: Span) -> None:
    if not _about_buckets(replay, node):
        return
    changed = _assignments(node)
    if "id" in changed:
        raise NotUnderstood("renames a bucket")
    if "public" not in changed:
        return
    public = _boolean(changed["public"])
    for bucket in _meant(replay, node):
        replay.define(replace(bucket, public=public, defined=span))


@handles("DeleteStmt")
def delete(replay: Replay, node: Node, _span: Span) -> None:
    if not _about_buckets(replay, node):
        return
    for bucket in _meant(replay, node):
        replay.objects.remove(bucket)


def _about_buckets(replay: Replay, node: Node) -> bool:
    return replay.relation_name(node["relation"]) == _BUCKETS


def _rows(replay: Replay, node: Node) -> Iterator[Row]:
    """The rows of VALUES, or the only one of a SELECT that reads no table."""
    stated = tuple(each["ResTarget"]["name"] for each in node.get("cols", ()))
    columns = stated or replay.columns(_BUCKETS) or _COLUMNS
    query = node.get("selectStmt", {}).get("SelectStmt", {})
    if "valuesLists" in query:
        for values in query["valuesLists"]:
            yield dict(zip(columns, values["List"]["items"], strict=False))
    elif "targetList" in query and "fromClause" not in query:
        yield dict(zip(columns, (each["ResTarget"]["val"] for each in query["targetList"]), strict=False))
    else:
        raise NotUnderstood("makes buckets whose ids are only known at run time")


def _on_conflict_update(replay: Replay, conflict: Node, known: Bucket, wanted: Bucket) -> None:
    changed = _assignments(conflict)
    if "public" not in changed:
        return
    kind, fields = unwrap(changed["public"])
    excluded = kind == "ColumnRef" and [string(each) for each in fields["fields"]] == ["excluded", "public"]
    public = wanted.public if excluded else _boolean(changed["public"])
    replay.define(replace(known, public=public, defined=wanted.defined))


def _assignments(node: Node) -> Row:
    targets = (each["ResTarget"] for each in node.get("targetList", ()))
    return {each["name"]: each["val"] for each in targets}


def _meant(replay: Replay, node: Node) -> list[Bucket]:
    """The buckets that a WHERE clause chooses by id or name; all of them where there is none."""
    buckets = list(replay.objects.buckets.values())
    if "whereClause" not in node and "fromClause" not in node and "usingClause" not in node:
        return buckets
    kind, fields = unwrap(node.get("whereClause", {"Null": {}}))
    if kind != "A_Expr" or fields["kind"] not in ("AEXPR_OP", "AEXPR_IN") or string(fields["name"][0]) != "=":
        raise NotUnderstood("changes buckets that are only known at run time")
    column, values = unwrap(fields["lexpr"]), unwrap(fields["rexpr"])
    if column[0] != "ColumnRef" or string(column[1]["fields"][-1]) not in ("id", "name"):
        raise NotUnderstood("changes buckets that are only known at run time")
    wanted = {_text(each) for each in values[1]["items"]} if values[0] == "List" else {_text(fields["rexpr"])}
    return [bucket for bucket in buckets if bucket.name in wanted]


def _public(row: Row) -> bool:
    value = row.get("public")
    return value is not None and unwrap(value)[0] != "SetToDefault" and _boolean(value)


def _boolean(node: Node) -> bool:
    kind, fields = unwrap(node)
    if kind == "A_Const" and fields.get("isnull"):
        return False
    value = (constant(node) or "").lower()
    if value not in _TRUE | _FALSE:
        raise NotUnderstood("makes a bucket public, or not, as is only known at run time")
    return value in _TRUE


def _text(node: Node) -> str:
    value = constant(node)
    if value is None:
        raise NotUnderstood("speaks of a bucket whose id is only known at run time")
    return value
