"""DROP of every kind, apart from roles."""

from pgcordon.model import Span
from pgcordon.model.changes import Changeable
from pgcordon.parse.dropping import drop
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.lookup import KNOWN_KINDS, find
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay


@handles("DropStmt")
def drop_objects(replay: Replay, node: Node, span: Span) -> None:
    kind = node["removeType"].removeprefix("OBJECT_")
    if kind not in KNOWN_KINDS:
        return
    things: list[Changeable] = []
    unknown = []
    for each in node["objects"]:
        found = find(replay, kind, each)
        if found.thing is not None:
            things.append(found.thing)
        else:
            unknown.append(found.description)
    if things:
        drop(replay, things, span, cascade=node.get("behavior") == "DROP_CASCADE")
    if unknown and not node.get("missing_ok"):
        raise NotUnderstood(f"drops {', '.join(unknown)}, which no file creates")
