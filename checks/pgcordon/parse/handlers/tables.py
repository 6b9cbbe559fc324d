"""CREATE TABLE and CREATE FOREIGN TABLE."""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from pgcordon.model import Column, Persistence, Span, Table, TableKind
from pgcordon.parse.columns import ColumnDefinition, define_column, of_type, refine
from pgcordon.parse.constraints import Clause, add_constraint, clauses_at_column
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.inheritance import (
    Likeness,
    clone_foreign_keys,
    clone_indexes,
    inherit_checks,
    inherited_column,
    like,
)
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.partitions import bound, key
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already
from pgcordon.parse.typenames import typename

PERSISTENCE = {"p": Persistence.PERMANENT, "u": Persistence.UNLOGGED, "t": Persistence.TEMPORARY}
_INDEXED = ("PRIMARY", "UNIQUE", "EXCLUSION")


@handles("CreateStmt")
def create_table(replay: Replay, node: Node, span: Span) -> None:
    kind = TableKind.PARTITIONED if "partspec" in node else TableKind.ORDINARY
    _create(replay, node, span, kind)


@handles("CreateForeignTableStmt")
def create_foreign_table(replay: Replay, node: Node, span: Span) -> None:
    _create(replay, node["base"], span, TableKind.FOREIGN)


class _Elements(msgspec.Struct, dict=True):
    """What stands between the parentheses, sorted by what has to happen in which order."""

    columns: dict[str, Column] = msgspec.field(default_factory=dict)
    clauses: list[Clause] = msgspec.field(default_factory=list)
    likenesses: list[Likeness] = msgspec.field(default_factory=list)

    def add(self, definition: ColumnDefinition) -> None:
        self.columns[definition.column.name] = definition.column
        self.clauses.extend(definition.constraints)

    def of_kind(self, *kinds: str) -> Iterable[Clause]:
        return (clause for clause in self.clauses if clause.kind in kinds)


def _create(replay: Replay, node: Node, span: Span, kind: TableKind) -> None:
    relation = node["relation"]
    name = replay.new_name(relation)
    if replay.objects.relation(name) is not None:
        if node.get("if_not_exists"):
            return
        raise exists_already("relation", name)
    table = Table(name, kind=kind, persistence=PERSISTENCE[relation.get("relpersistence", "p")], defined=span)
    parents = _parents(replay, node)
    if "partspec" in node:
        table = replace(table, partition_key=key(node["partspec"], replay.text))
    if "partbound" in node:
        parent_name = replay.relation_name(node["inhRelations"][0]["RangeVar"])
        table = replace(table, partition_of=parent_name, partition_bound=bound(node["partbound"], replay.text))
    else:
        table = replace(table, inherits=tuple(parent.name for parent in parents))
    elements = _read(replay, node, table, parents)
    table = replace(table, columns=tuple(elements.columns.values()))
    replay.define(table)
    _constrain(replay, table, elements, parents)


def _parents(replay: Replay, node: Node) -> list[Table]:
    """The tables inherited from, as far as files create them."""
    parents = []
    for wrapped in node.get("inhRelations", ()):
        try:
            parents.append(replay.table(wrapped["RangeVar"]))
        except NotUnderstood as reason:
            replay.opaque(reason)
    return parents


def _read(replay: Replay, node: Node, table: Table, parents: list[Table]) -> _Elements:
    elements = _Elements()
    for parent in parents:
        for column in parent.columns:
            elements.columns.setdefault(column.name, inherited_column(column, table, replay.text.whole))
    if "ofTypename" in node:
        for column in of_type(replay, table.name, typename(node["ofTypename"], replay)):
            elements.columns[column.name] = column
    for wrapped in node.get("tableElts", ()):
        kind, part = unwrap(wrapped)
        match kind:
            case "ColumnDef":
                elements.add(_column(replay, table, part, elements.columns.get(part["colname"])))
            case "Constraint":
                elements.clauses.append(Clause(part, replay.text.element(part["location"])))
            case "TableLikeClause":
                _like(replay, table, part, elements)
    return elements


def _column(replay: Replay, table: Table, node: Node, inherited: Column | None) -> ColumnDefinition:
    """A column of its own, or what a partition, a typed table or a child says of one that it has already."""
    if "typeName" not in node:
        if inherited is None:
            raise NotUnderstood(f"sets options of column {node['colname']}, which no file creates")
        whole = replay.text.element(node["location"])
        clauses = clauses_at_column(replay, node.get("constraints", ()), whole, node["colname"])
        return refine(replay, inherited, tuple(clauses))
    definition = define_column(replay, table.name, node)
    if inherited is None:
        return definition
    own = definition.column
    merged = replace(own, not_null=own.not_null or inherited.not_null, default=own.default or inherited.default)
    return replace(definition, column=merged)


def _like(replay: Replay, table: Table, node: Node, elements: _Elements) -> None:
    try:
        likeness = like(replay, node)
    except NotUnderstood as reason:
        replay.opaque(reason)
        return
    elements.likenesses.append(likeness)
    for column in likeness.columns(replay, table):
        elements.columns[column.name] = column


def _constrain(replay: Replay, table: Table, elements: _Elements, parents: list[Table]) -> None:
    """Add the constraints in the order in which PostgreSQL makes them, which decides on default names."""
    span = replay.text.whole
    for parent in parents:
        table = inherit_checks(replay, parent, table, span)
    for clause in elements.of_kind("CHECK", "NOTNULL"):
        if not any(clause.node.get("conname") == own.name for own in table.constraints):
            table = add_constraint(replay, table, clause)
    if table.partition_of:
        for parent in parents:
            table = clone_indexes(replay, parent, table, span)
            table = clone_foreign_keys(replay, parent, table, span)
    for likeness in elements.likenesses:
        table = likeness.add_constraints_and_indexes(replay, table)
    for clause in (*_distinct_indexes(elements), *elements.of_kind("FOREIGN")):
        table = add_constraint(replay, table, clause)


def _distinct_indexes(elements: _Elements) -> list[Clause]:
    """The constraints with an index, the primary key first; of two equal ones only the first.

    The one that stays takes the name of the other if it has none. Source: transformIndexConstraints.
    """
    ordered = sorted(elements.of_kind(*_INDEXED), key=lambda clause: clause.kind != "PRIMARY")
    distinct: list[Clause] = []
    for clause in ordered:
        position = next((index for index, prior in enumerate(distinct) if _same_index(prior, clause)), None)
        if position is None:
            distinct.append(clause)
        elif "conname" in clause.node and "conname" not in distinct[position].node:
            prior = distinct[position]
            distinct[position] = replace(prior, node={**prior.node, "conname": clause.node["conname"]})
    return distinct


def _same_index(one: Clause, other: Clause) -> bool:
    if "EXCLUSION" in (one.kind, other.kind):
        return False
    fields = ("deferrable", "initdeferred", "nulls_not_distinct", "including")
    same_options = all(one.node.get(each) == other.node.get(each) for each in fields)
    return same_options and one.columns("keys") == other.columns("keys")
