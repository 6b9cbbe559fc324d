"""ALTER TABLE's subcommands about constraints."""

from pgcordon.model import Span, Table
from pgcordon.parse.alterations import alters, change_constraint, constraint_of, pass_on
from pgcordon.parse.constraints import Clause, add_constraint
from pgcordon.parse.dropping import remove_constraint
from pgcordon.parse.inheritance import children
from pgcordon.parse.nodes import Node
from pgcordon.parse.replay import Replay, exists_already


@alters("AddConstraint", to_children=pass_on)
def add(replay: Replay, table: Table, command: Node, _span: Span) -> None:
    node = command["def"]["Constraint"]
    name = node.get("conname")
    if name is not None and any(each.name == name for each in table.constraints):
        raise exists_already("constraint", f"{name} on {table.name}")
    clause = Clause(node, replay.text.element(node["location"]))
    add_constraint(replay, table, clause)


def _drop_inherited(replay: Replay, table: Table, command: Node, span: Span) -> None:
    """Constraints that were handed down go with the parent's; a partition's key has a name of its own."""
    for child in children(replay, table):
        constraint = next((each for each in child.constraints if each.name == command["name"]), None)
        if constraint is not None:
            remove_constraint(replay, child, constraint, span, cascade=True)
            _drop_inherited(replay, replay.objects.tables[child.name], command, span)


@alters("DropConstraint", to_children=_drop_inherited)
def drop(replay: Replay, table: Table, command: Node, span: Span) -> None:
    name = command["name"]
    if command.get("missing_ok") and all(each.name != name for each in table.constraints):
        return
    cascade = command["behavior"] == "DROP_CASCADE"
    remove_constraint(replay, table, constraint_of(table, name), span, cascade=cascade)


@alters("ValidateConstraint")
def validate(replay: Replay, table: Table, command: Node, span: Span) -> None:
    change_constraint(replay, table, constraint_of(table, command["name"]), span, validated=True)


@alters("AlterConstraint")
def alter(replay: Replay, table: Table, command: Node, span: Span) -> None:
    node = command["def"]["ATAlterConstraint"]
    constraint = constraint_of(table, node["conname"])
    if not node.get("alterDeferrability"):
        return
    deferred = bool(node.get("initdeferred"))
    deferrable = bool(node.get("deferrable")) or deferred
    change_constraint(replay, table, constraint, span, deferrable=deferrable, initially_deferred=deferred)
