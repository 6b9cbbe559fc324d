"""ALTER TABLE, and ALTER VIEW, INDEX, SEQUENCE and TYPE where the parser makes the same node of them."""

from pgcordon.model import CompositeType, Span, Table, View
from pgcordon.parse.alterations import alter
from pgcordon.parse.lookup import constraint_behind_index
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, missing

_WORDS = {"OBJECT_MATVIEW": "materialized view"}


@handles("AlterTableStmt")
def alter_table(replay: Replay, node: Node, span: Span) -> None:
    relation = node["relation"]
    name = replay.relation_name(relation)
    match replay.objects.relation(name):
        case Table() as table:
            for command in node["cmds"]:
                alter(replay, table.name, command["AlterTableCmd"], span, only=not relation.get("inh"))
            replay.change(replay.objects.tables[name], span)
        case View():
            replay.run_within("AlterTableStmt OBJECT_VIEW", node)
        case CompositeType():
            replay.run_within("AlterTableStmt OBJECT_TYPE", node)
        case None if node.get("missing_ok") or constraint_behind_index(replay, name):
            return
        case None:
            kind = node["objtype"]
            raise missing(_WORDS.get(kind) or kind.removeprefix("OBJECT_").lower().replace("_", " "), name)
        case other:
            replay.change(other, span)
