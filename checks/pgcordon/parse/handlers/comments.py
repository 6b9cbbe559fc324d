"""COMMENT ON, for every kind of object."""

from msgspec.structs import replace

from pgcordon.model import Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.lookup import KNOWN_KINDS, constraint_behind_index, find, table_and_part
from pgcordon.parse.nodes import Node, qualified
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, missing

_WITHOUT_COMMENT = ("ROLE", "EXTENSION", "PUBLICATION")


@handles("CommentStmt")
def comment(replay: Replay, node: Node, span: Span) -> None:
    kind = node["objtype"].removeprefix("OBJECT_")
    if kind == "COLUMN":
        _on_column(replay, node, span)
        return
    if kind not in KNOWN_KINDS or kind in _WITHOUT_COMMENT:
        return
    found = find(replay, kind, node["object"])
    if found.thing is not None:
        replay.change(found.thing, span, comment=node.get("comment"))
    elif kind != "INDEX" or not _is_behind_constraint(replay, node["object"]):
        raise NotUnderstood(f"comments on {found.description}, which no file creates")


def _is_behind_constraint(replay: Replay, name: Node) -> bool:
    relation = replay.relation(*qualified(name["List"]["items"]))
    return constraint_behind_index(replay, relation) is not None


def _on_column(replay: Replay, node: Node, span: Span) -> None:
    """Columns of views and composite types have no comment of their own in the catalog."""
    relation, table, name = table_and_part(replay, node["object"]["List"]["items"])
    if table is None:
        if replay.objects.relation(relation) is None:
            raise missing("relation", relation)
        return
    column = table.column(name)
    if column is None:
        raise missing("column", f"{relation}.{name}")
    after = replace(column, comment=node.get("comment"), changes=(*column.changes, span))
    replay.define(replace(table, columns=tuple(after if each is column else each for each in table.columns)))
