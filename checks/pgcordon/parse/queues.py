"""The tables that `pgmq.create` makes: a queue `q_…` and its archive `a_…`."""

from pgcordon.model import Column, Constraint, ConstraintType, Persistence, QualifiedName, Table, TypeName
from pgcordon.parse.nodes import Node, constant, qualified
from pgcordon.parse.replay import Replay

_CREATES = frozenset({"create", "create_non_partitioned", "create_partitioned", "create_unlogged"})
_DROPS = frozenset({"drop_queue"})
CHANGES_QUEUES = _CREATES | _DROPS
"""The functions of pgmq that make or drop tables."""
_COMMON = (
    ("msg_id", "int8", True),
    ("read_ct", "int4", True),
    ("enqueued_at", "timestamptz", True),
    ("vt", "timestamptz", True),
    ("message", "jsonb", False),
    ("headers", "jsonb", False),
)
_ARCHIVED = ("archived_at", "timestamptz", True)


def follow_queue(replay: Replay, call: Node) -> None:
    """Follow `pgmq.create('name')` and `pgmq.drop_queue('name')`. Source: pgmq, "SQL functions"."""
    schema, function = qualified(call["funcname"])
    if schema != "pgmq" or function not in CHANGES_QUEUES or "pgmq" not in replay.objects.schemas:
        return
    queue = constant(call["args"][0]) if call.get("args") else None
    if queue is None:
        replay.opaque("makes a queue whose name is only known at run time")
        return
    persistence = Persistence.UNLOGGED if function == "create_unlogged" else Persistence.PERMANENT
    for table in (
        _table(f"q_{queue.lower()}", _COMMON, replay, persistence),
        _table(f"a_{queue.lower()}", (*_COMMON, _ARCHIVED), replay, Persistence.PERMANENT),
    ):
        known = replay.objects.tables.get(table.name)
        if function in _DROPS and known is not None:
            replay.objects.remove(known)
        elif function in _CREATES and known is None:
            replay.define(table)


def _table(name: str, columns: tuple[tuple[str, str, bool], ...], replay: Replay, persistence: Persistence) -> Table:
    table, span = QualifiedName("pgmq", name), replay.text.whole
    return Table(
        table,
        tuple(
            Column(table, column, TypeName("pg_catalog", kind), not_null, defined=span)
            for column, kind, not_null in columns
        ),
        (Constraint(table, f"{name}_pkey", ConstraintType.PRIMARY_KEY, ("msg_id",), named=False, defined=span),),
        persistence=persistence,
        defined=span,
    )
