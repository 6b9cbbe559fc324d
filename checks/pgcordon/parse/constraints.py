"""Constraints of parse nodes, added to their table under the name that they have or that PostgreSQL would choose."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from pgcordon.model import Column, Constraint, ConstraintType, QualifiedName, ReferentialAction, Span, Table
from pgcordon.parse.default_names import constraint_name, index_name
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.indexes import element_column, element_name
from pgcordon.parse.nodes import Node, strings, unwrap
from pgcordon.parse.replay import Replay, missing

_ACTIONS = {
    "a": ReferentialAction.NO_ACTION,
    "r": ReferentialAction.RESTRICT,
    "c": ReferentialAction.CASCADE,
    "n": ReferentialAction.SET_NULL,
    "d": ReferentialAction.SET_DEFAULT,
}


class Clause(msgspec.Struct, frozen=True):
    """A constraint as a statement gives it: its node, where it stands, and the column that it is written at."""

    node: Node
    span: Span
    column: str | None = None

    @property
    def kind(self) -> str:
        """`CHECK`, `PRIMARY`, `UNIQUE`, `FOREIGN`, `EXCLUSION`, `NOTNULL`, …"""
        kind: str = self.node["contype"]
        return kind.removeprefix("CONSTR_")

    def columns(self, field: str) -> tuple[str, ...]:
        """The columns that a field lists or, at a column, that one."""
        return strings(self.node.get(field, ())) or ((self.column,) if self.column else ())


def add_constraint(replay: Replay, table: Table, clause: Clause) -> Table:
    """The table with the constraint, as the replay knows it from now on.

    Raises NotUnderstood where USING INDEX names an index that no file creates.
    """
    if clause.kind == "NOTNULL":
        table = with_not_null(table, clause.columns("keys"))
        replay.define(table)
        return table
    builder = _BUILDERS.get(clause.kind)
    if builder is None:
        return table
    constraint = replace(
        builder(replay, table, clause),
        deferrable=bool(clause.node.get("deferrable")),
        initially_deferred=bool(clause.node.get("initdeferred")),
        named="conname" in clause.node,
        defined=clause.span,
    )
    return attach(replay, table, constraint)


def attach(replay: Replay, table: Table, constraint: Constraint) -> Table:
    """The table with a finished constraint; the columns of a primary key become not null."""
    if constraint.type is ConstraintType.PRIMARY_KEY:
        table = with_not_null(table, constraint.columns)
    table = replace(table, constraints=(*table.constraints, constraint))
    replay.define(table)
    return table


def with_not_null(table: Table, names: Sequence[str]) -> Table:
    """The table with these columns not null."""
    return replace(table, columns=tuple(_not_null(column, names) for column in table.columns))


def _not_null(column: Column, names: Sequence[str]) -> Column:
    return replace(column, not_null=True) if column.name in names else column


def _check(replay: Replay, table: Table, clause: Clause) -> Constraint:
    condition = expression(clause.node["raw_expr"], replay.text)
    columns = tuple(column.name for column in table.columns if column.name in condition.column_names)
    name = clause.node.get("conname") or constraint_name(
        replay.objects, table.name, columns if len(columns) == 1 else (), "check"
    )
    validated = bool(clause.node.get("initially_valid")) and not clause.node.get("skip_validation")
    return Constraint(table.name, name, ConstraintType.CHECK, columns, condition, validated=validated)


def _foreign_key(replay: Replay, table: Table, clause: Clause) -> Constraint:
    node = clause.node
    columns = clause.columns("fk_attrs")
    references = replay.relation_name(node["pktable"])
    return Constraint(
        table.name,
        node.get("conname") or constraint_name(replay.objects, table.name, columns, "fkey"),
        ConstraintType.FOREIGN_KEY,
        columns,
        references=references,
        referenced_columns=strings(node.get("pk_attrs", ())) or _key_of(replay, references),
        on_delete=_ACTIONS[node.get("fk_del_action", "a")],
        on_update=_ACTIONS[node.get("fk_upd_action", "a")],
        on_delete_columns=strings(node.get("fk_del_set_cols", ())),
        validated=not node.get("skip_validation"),
    )


def _key_of(replay: Replay, table: QualifiedName) -> tuple[str, ...]:
    referenced = replay.objects.tables.get(table)
    key = referenced.primary_key if referenced else None
    return key.columns if key else ()


def _primary_key(replay: Replay, table: Table, clause: Clause) -> Constraint:
    return _with_index(replay, table, clause, ConstraintType.PRIMARY_KEY, "pkey")


def _unique(replay: Replay, table: Table, clause: Clause) -> Constraint:
    constraint = _with_index(replay, table, clause, ConstraintType.UNIQUE, "key")
    return replace(constraint, nulls_not_distinct=bool(clause.node.get("nulls_not_distinct")))


def _with_index(replay: Replay, table: Table, clause: Clause, kind: ConstraintType, label: str) -> Constraint:
    if "indexname" in clause.node:
        return _using_index(replay, table, clause, kind)
    columns = clause.columns("keys")
    included = strings(clause.node.get("including", ()))
    name = clause.node.get("conname") or index_name(replay.objects, table.name, (*columns, *included), label)
    return Constraint(table.name, name, kind, columns, included=included)


def _using_index(replay: Replay, table: Table, clause: Clause, kind: ConstraintType) -> Constraint:
    """The index becomes the constraint's own, under its name."""
    name = QualifiedName(table.name.schema, clause.node["indexname"])
    index = replay.objects.indexes.get(name)
    if index is None:
        raise missing("index", name)
    replay.objects.remove(index)
    columns = tuple(column for column in index.columns if column)
    return Constraint(table.name, clause.node.get("conname", name.name), kind, columns, included=index.included)


def _exclude(replay: Replay, table: Table, clause: Clause) -> Constraint:
    elements = [unwrap(unwrap(pair)[1]["items"][0])[1] for pair in clause.node["exclusions"]]
    names = [element_name(element) for element in elements]
    name = clause.node.get("conname") or index_name(replay.objects, table.name, names, "excl")
    columns = tuple(column for column in map(element_column, elements) if column)
    return Constraint(table.name, name, ConstraintType.EXCLUDE, columns)


_BUILDERS: dict[str, Callable[[Replay, Table, Clause], Constraint]] = {
    "CHECK": _check,
    "PRIMARY": _primary_key,
    "UNIQUE": _unique,
    "FOREIGN": _foreign_key,
    "EXCLUSION": _exclude,
}


def clauses_at_column(replay: Replay, nodes: Sequence[Node], whole: Span, column: str) -> Iterator[Clause]:
    """The constraints written at a column; each reaches to the next one. `whole` is the column's definition."""
    if not nodes:
        return
    parts = [unwrap(node)[1] for node in nodes]
    starts = [replay.text.at(part["location"]) for part in parts]
    position = 0
    while position < len(parts):
        after = position + 1
        while after < len(parts) and parts[after]["contype"].startswith("CONSTR_ATTR_"):
            after += 1
        node = parts[position]
        if after > position + 1:
            node = {**node, **_attributes(parts[position + 1 : after])}
        end = _end_before(replay, starts[after]) if after < len(parts) else whole.end
        yield Clause(node, replay.text.span(starts[position], end), column)
        position = after


def _attributes(nodes: Sequence[Node]) -> Node:
    """DEFERRABLE, INITIALLY DEFERRED and their opposites, as a table constraint would hold them."""
    kinds = {node["contype"].removeprefix("CONSTR_ATTR_") for node in nodes}
    deferred = "DEFERRED" in kinds
    attributes: Node = {"deferrable": "DEFERRABLE" in kinds or deferred, "initdeferred": deferred}
    if "NOT_ENFORCED" in kinds:
        attributes["skip_validation"] = True
    return attributes


def _end_before(replay: Replay, offset: int) -> int:
    tokens = replay.text.tokens
    return tokens[replay.text.token_index(offset) - 1].end
