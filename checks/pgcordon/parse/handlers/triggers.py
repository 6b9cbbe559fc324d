"""CREATE TRIGGER."""

from msgspec.structs import replace

from pgcordon.model import Span, Trigger, TriggerTiming
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.nodes import Node, qualified, strings
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing

_EVENTS = {1 << 2: "INSERT", 1 << 3: "DELETE", 1 << 4: "UPDATE", 1 << 5: "TRUNCATE"}
_TIMINGS = {1 << 1: TriggerTiming.BEFORE, 1 << 6: TriggerTiming.INSTEAD_OF}
"""Source: TRIGGER_TYPE_* in src/include/catalog/pg_trigger.h; AFTER has no bit."""


@handles("CreateTrigStmt")
def create_trigger(replay: Replay, node: Node, span: Span) -> None:
    relation = replay.relation_name(node["relation"])
    if relation not in replay.objects.tables and relation not in replay.objects.views:
        raise missing("table", relation)
    schema, function = qualified(node["funcname"])
    trigger = Trigger(
        node["trigname"],
        relation,
        replay.search_path.existing(schema, function, replay.objects.functions_named),
        _TIMINGS.get(node.get("timing", 0), TriggerTiming.AFTER),
        frozenset(event for bit, event in _EVENTS.items() if node["events"] & bit),
        columns=strings(node.get("columns", ())),
        for_each_row=bool(node.get("row")),
        when=expression(node["whenClause"], replay.text) if "whenClause" in node else None,
        constraint=bool(node.get("isconstraint")),
        defined=span,
    )
    existing = replay.objects.triggers.get((relation, trigger.name))
    if existing is None:
        replay.define(trigger)
        return
    if not node.get("replace"):
        raise exists_already("trigger", f"{trigger.name} on {relation}")
    replay.define(
        replace(trigger, comment=existing.comment, defined=existing.defined, changes=(*existing.changes, span))
    )


@handles("CreateEventTrigStmt", "AlterEventTrigStmt")
def event_trigger(_replay: Replay, node: Node, _span: Span) -> None:
    raise NotUnderstood(f"event trigger {node['trigname']}: event triggers are not looked at")
