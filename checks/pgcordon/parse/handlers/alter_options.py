"""ALTER TABLE's subcommands about row security, triggers, the owner and storage."""

from msgspec.structs import replace

from pgcordon.model import Persistence, Span, Table
from pgcordon.parse.alterations import alters
from pgcordon.parse.nodes import Node
from pgcordon.parse.replay import Replay, missing


@alters("EnableRowSecurity")
def enable_row_security(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, row_security=True))


@alters("DisableRowSecurity")
def disable_row_security(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, row_security=False))


@alters("ForceRowSecurity")
def force_row_security(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, force_row_security=True))


@alters("NoForceRowSecurity")
def no_force_row_security(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, force_row_security=False))


@alters("EnableTrig", "EnableAlwaysTrig")
def enable_trigger(replay: Replay, table: Table, command: Node, span: Span) -> None:
    _switch_trigger(replay, table, command["name"], span, enabled=True)


@alters("DisableTrig", "EnableReplicaTrig")
def disable_trigger(replay: Replay, table: Table, command: Node, span: Span) -> None:
    """A trigger for replicas alone does not fire in an ordinary session."""
    _switch_trigger(replay, table, command["name"], span, enabled=False)


@alters("EnableTrigAll", "EnableTrigUser")
def enable_triggers(replay: Replay, table: Table, _command: Node, span: Span) -> None:
    _switch_triggers(replay, table, span, enabled=True)


@alters("DisableTrigAll", "DisableTrigUser")
def disable_triggers(replay: Replay, table: Table, _command: Node, span: Span) -> None:
    _switch_triggers(replay, table, span, enabled=False)


def _switch_trigger(replay: Replay, table: Table, name: str, span: Span, *, enabled: bool) -> None:
    trigger = replay.objects.triggers.get((table.name, name))
    if trigger is None:
        raise missing("trigger", f"{name} on {table.name}")
    replay.change(trigger, span, enabled=enabled)


def _switch_triggers(replay: Replay, table: Table, span: Span, *, enabled: bool) -> None:
    for trigger in [each for each in replay.objects.triggers.values() if each.table == table.name]:
        replay.change(trigger, span, enabled=enabled)


@alters("ChangeOwner")
def change_owner(replay: Replay, table: Table, command: Node, _span: Span) -> None:
    replay.define(replace(table, owner=role_name(command["newowner"])))


def role_name(node: Node) -> str:
    """The role that a RoleSpec node names; `current_user` and the like as they are written."""
    return str(node.get("rolename") or node["roletype"].removeprefix("ROLESPEC_").lower())


@alters("SetLogged")
def set_logged(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, persistence=Persistence.PERMANENT))


@alters("SetUnLogged")
def set_unlogged(replay: Replay, table: Table, _command: Node, _span: Span) -> None:
    replay.define(replace(table, persistence=Persistence.UNLOGGED))


@alters(
    "AddOf",
    "AlterColumnGenericOptions",
    "ClusterOn",
    "DropCluster",
    "DropOf",
    "DropOids",
    "GenericOptions",
    "ReplicaIdentity",
    "ResetOptions",
    "ResetRelOptions",
    "SetAccessMethod",
    "SetCompression",
    "SetOptions",
    "SetRelOptions",
    "SetStatistics",
    "SetStorage",
    "SetTableSpace",
    "EnableRule",
    "EnableAlwaysRule",
    "EnableReplicaRule",
    "DisableRule",
)
def no_effect(_replay: Replay, _table: Table, _command: Node, _span: Span) -> None:
    """Storage, statistics and rewrite rules, which the catalog does not hold."""
