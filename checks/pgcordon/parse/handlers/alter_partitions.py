"""ALTER TABLE's subcommands about partitions and inheritance."""

from pgcordon.model import Span, Table
from pgcordon.parse.alterations import alters, pass_on
from pgcordon.parse.nodes import Node
from pgcordon.parse.partitions import bound
from pgcordon.parse.replay import Replay


@alters("AttachPartition", to_children=pass_on)
def attach(replay: Replay, table: Table, command: Node, span: Span) -> None:
    partition = command["def"]["PartitionCmd"]
    partition_bound = bound(partition["bound"], replay.text)
    replay.change(replay.table(partition["name"]), span, partition_of=table.name, partition_bound=partition_bound)


@alters("DetachPartition")
def detach(replay: Replay, _table: Table, command: Node, span: Span) -> None:
    partition = replay.table(command["def"]["PartitionCmd"]["name"])
    replay.change(partition, span, partition_of=None, partition_bound=None)


@alters("DetachPartitionFinalize")
def finalize(_replay: Replay, _table: Table, _command: Node, _span: Span) -> None:
    """The end of a DETACH CONCURRENTLY, which took effect when it was replayed."""


@alters("AddInherit")
def inherit(replay: Replay, table: Table, command: Node, span: Span) -> None:
    parent = replay.table(command["def"]["RangeVar"])
    replay.change(table, span, inherits=(*table.inherits, parent.name))


@alters("DropInherit")
def disinherit(replay: Replay, table: Table, command: Node, span: Span) -> None:
    parent = replay.relation_name(command["def"]["RangeVar"])
    replay.change(table, span, inherits=tuple(each for each in table.inherits if each != parent))
