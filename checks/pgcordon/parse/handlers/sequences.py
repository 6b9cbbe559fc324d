"""CREATE SEQUENCE and ALTER SEQUENCE."""

from pgcordon.model import QualifiedName, Sequence, Span
from pgcordon.parse.nodes import Node, strings
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing

Owner = tuple[QualifiedName, str]


@handles("CreateSeqStmt")
def create_sequence(replay: Replay, node: Node, span: Span) -> None:
    name = replay.new_name(node["sequence"])
    if replay.objects.relation(name) is not None:
        if node.get("if_not_exists"):
            return
        raise exists_already("relation", name)
    replay.define(Sequence(name, owned_by=_owner(replay, node, None), defined=span))


@handles("AlterSeqStmt")
def alter_sequence(replay: Replay, node: Node, span: Span) -> None:
    name = replay.relation_name(node["sequence"])
    sequence = replay.objects.sequences.get(name)
    if sequence is None:
        if node.get("missing_ok"):
            return
        raise missing("sequence", name)
    replay.change(sequence, span, owned_by=_owner(replay, node, sequence.owned_by))


def _owner(replay: Replay, node: Node, otherwise: Owner | None) -> Owner | None:
    """The column that OWNED BY names, None for OWNED BY NONE."""
    stated = [each["DefElem"] for each in node.get("options", ()) if each["DefElem"]["defname"] == "owned_by"]
    if not stated:
        return otherwise
    *relation, column = strings(stated[-1]["arg"]["List"]["items"])
    if not relation:
        return None
    schema = relation[-2] if len(relation) > 1 else None
    return replay.relation(schema, relation[-1]), column
