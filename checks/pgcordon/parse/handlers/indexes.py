"""CREATE INDEX. What ALTER and DROP do to indexes is in `renames`, `alter_table` and `drops`."""

from pgcordon.model import Index, QualifiedName, Span, Table
from pgcordon.parse.default_names import index_name
from pgcordon.parse.expression.expressions import comparable
from pgcordon.parse.indexes import element_name, index_key
from pgcordon.parse.inheritance import children, clone_index
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing


@handles("IndexStmt")
def create_index(replay: Replay, node: Node, span: Span) -> None:
    relation = replay.relation_name(node["relation"])
    table = replay.objects.tables.get(relation)
    view = replay.objects.views.get(relation)
    if table is None and (view is None or not view.materialized):
        raise missing("table", relation)
    elements = [wrapped["IndexElem"] for wrapped in node["indexParams"]]
    included = tuple(wrapped["IndexElem"]["name"] for wrapped in node.get("indexIncludingParams", ()))
    chosen = node.get("idxname")
    if chosen is None:
        chosen = index_name(replay.objects, relation, [*map(element_name, elements), *included], "idx")
    name = QualifiedName(relation.schema, chosen)
    if replay.objects.relation(name) is not None or replay.objects.constraint_exists(*_parts(name), with_index=True):
        if node.get("if_not_exists"):
            return
        raise exists_already("relation", name)
    index = Index(
        name,
        relation,
        tuple(index_key(element, replay.text) for element in elements),
        included,
        unique=bool(node.get("unique")),
        nulls_not_distinct=bool(node.get("nulls_not_distinct")),
        predicate=comparable(node["whereClause"], replay.text) if "whereClause" in node else None,
        method=node.get("accessMethod", "btree"),
        concurrently=bool(node.get("concurrent")),
        named="idxname" in node,
        defined=span,
    )
    replay.define(index)
    if table is not None and node["relation"].get("inh"):
        _on_partitions(replay, index, table, span)


def _on_partitions(replay: Replay, index: Index, table: Table, span: Span) -> None:
    for child in children(replay, table):
        if child.partition_of == table.name:
            clone_index(replay, index, child, span)
            _on_partitions(replay, index, child, span)


def _parts(name: QualifiedName) -> tuple[str, str]:
    return name.schema, name.name
