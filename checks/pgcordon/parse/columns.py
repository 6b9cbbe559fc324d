"""Columns of parse nodes."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from pgcordon.model import Call, Column, Expression, QualifiedName, Sequence, Span, TypeName
from pgcordon.parse.constraints import Clause, clauses_at_column
from pgcordon.parse.default_names import sequence_name
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.nodes import Node, qualified, unwrap
from pgcordon.parse.replay import Replay
from pgcordon.parse.text import StatementText
from pgcordon.parse.typenames import serial, type_span, typename

_IDENTITY = {"a": "always", "d": "by default"}


class ColumnDefinition(msgspec.Struct, frozen=True):
    """A column, and the constraints written at it that are the table's."""

    column: Column
    constraints: tuple[Clause, ...] = ()


def define_column(replay: Replay, table: QualifiedName, node: Node) -> ColumnDefinition:
    """The column that a ColumnDef node defines; the sequence of a serial or identity column is defined too."""
    span = replay.text.element(node["location"])
    clauses = tuple(clauses_at_column(replay, node.get("constraints", ()), span, node["colname"]))
    return refine(replay, _bare(replay, table, node, span), clauses)


def refine(replay: Replay, column: Column, clauses: tuple[Clause, ...]) -> ColumnDefinition:
    """The column with what the clauses at it say, and those that are the table's constraints."""
    if not clauses:
        return ColumnDefinition(column)
    rest = []
    changed: dict[str, Any] = {}
    for clause in clauses:
        stated = _stated(replay, column, clause)
        if stated is None:
            rest.append(clause)
        else:
            changed |= stated
    return ColumnDefinition(replace(column, **changed) if changed else column, tuple(rest))


def _bare(replay: Replay, table: QualifiedName, node: Node, span: Span) -> Column:
    integer = serial(node["typeName"])
    collation = node.get("collClause")
    column = Column(
        table,
        node["colname"],
        integer or typename(node["typeName"], replay),
        collation=qualified(collation["collname"])[1] if collation else None,
        type_span=type_span(replay.text, node["typeName"]),
        defined=span,
    )
    if integer is None:
        return column
    sequence = own_sequence(replay, column)
    return replace(column, not_null=True, default=next_value(sequence))


def _stated(replay: Replay, column: Column, clause: Clause) -> dict[str, Any] | None:
    """The fields of the column that a clause states; None where it is a constraint of the table."""
    match clause.kind:
        case "NOTNULL":
            return {"not_null": True}
        case "NULL":
            return {"not_null": False}
        case "DEFAULT":
            return {"default": default_value(clause.node["raw_expr"], replay.text)}
        case "GENERATED":
            return {"generated": expression(clause.node["raw_expr"], replay.text)}
        case "IDENTITY":
            own_sequence(replay, column)
            return {"not_null": True, "identity": _IDENTITY[clause.node["generated_when"]]}
    return None


def default_value(node: Node, text: StatementText) -> Expression | None:
    """A default; NULL is none, as PostgreSQL keeps it."""
    bare = unwrap(node)[1]["arg"] if "TypeCast" in node else node
    return None if bare.get("A_Const", {}).get("isnull") else expression(node, text)


def identity_kind(generated_when: str) -> str:
    """`always` or `by default` for the parser's letter."""
    return _IDENTITY[generated_when]


def own_sequence(replay: Replay, column: Column) -> QualifiedName:
    """Make the sequence that belongs to a serial or identity column, under the name that PostgreSQL chooses."""
    name = sequence_name(replay.objects, column.table, column.name)
    replay.define(Sequence(name, owned_by=(column.table, column.name), defined=column.defined))
    return name


def next_value(sequence: QualifiedName) -> Expression:
    """The default of a serial column."""
    literal = str(sequence).replace("'", "''")
    call = Call(None, "nextval", in_subquery=False, span=None, arguments=1, literals=(str(sequence),))
    return Expression(f"nextval('{literal}'::regclass)", calls=(call,))


def of_type(replay: Replay, table: QualifiedName, type_name: TypeName) -> Iterator[Column]:
    """The columns of a typed table: the attributes of its composite type."""
    composite = replay.objects.composites.get(QualifiedName(type_name.schema, type_name.name))
    for name, attribute_type in composite.attributes if composite else ():
        yield Column(table, name, attribute_type, defined=replay.text.whole)
