"""ALTER TABLE's subcommands about columns."""

from msgspec.structs import replace

from pgcordon.model import Span, Table
from pgcordon.parse.alterations import alters, change_column, column_of, pass_on, repeat
from pgcordon.parse.columns import default_value, define_column, identity_kind, own_sequence
from pgcordon.parse.constraints import add_constraint
from pgcordon.parse.dropping import remove_column
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.nodes import Node, qualified
from pgcordon.parse.replay import Replay, exists_already
from pgcordon.parse.typenames import type_span, typename


@alters("AddColumn", to_children=pass_on)
def add_column(replay: Replay, table: Table, command: Node, _span: Span) -> None:
    node = command["def"]["ColumnDef"]
    if table.column(node["colname"]) is not None:
        if command.get("missing_ok"):
            return
        raise exists_already("column", f"{table.name}.{node['colname']}")
    definition = define_column(replay, table.name, node)
    table = replace(table, columns=(*table.columns, definition.column))
    replay.define(table)
    for clause in definition.constraints:
        table = add_constraint(replay, table, clause)


@alters("DropColumn", to_children=repeat)
def drop_column(replay: Replay, table: Table, command: Node, span: Span) -> None:
    if command.get("missing_ok") and table.column(command["name"]) is None:
        return
    column = column_of(table, command["name"])
    remove_column(replay, table, column, span, cascade=command["behavior"] == "DROP_CASCADE")


@alters("AlterColumnType", to_children=repeat)
def alter_type(replay: Replay, table: Table, command: Node, span: Span) -> None:
    node = command["def"]["ColumnDef"]
    collation = node.get("collClause")
    change_column(
        replay,
        table,
        column_of(table, command["name"]),
        span,
        type=typename(node["typeName"], replay),
        type_span=type_span(replay.text, node["typeName"]),
        collation=qualified(collation["collname"])[1] if collation else None,
    )


@alters("ColumnDefault", to_children=repeat)
def alter_default(replay: Replay, table: Table, command: Node, span: Span) -> None:
    default = default_value(command["def"], replay.text) if "def" in command else None
    change_column(replay, table, column_of(table, command["name"]), span, default=default)


@alters("SetNotNull", to_children=repeat)
def set_not_null(replay: Replay, table: Table, command: Node, span: Span) -> None:
    change_column(replay, table, column_of(table, command["name"]), span, not_null=True)


@alters("DropNotNull", to_children=repeat)
def drop_not_null(replay: Replay, table: Table, command: Node, span: Span) -> None:
    change_column(replay, table, column_of(table, command["name"]), span, not_null=False)


@alters("AddIdentity")
def add_identity(replay: Replay, table: Table, command: Node, span: Span) -> None:
    kind = identity_kind(command["def"]["Constraint"]["generated_when"])
    column = column_of(table, command["name"])
    own_sequence(replay, replace(column, defined=span))
    change_column(replay, table, column, span, identity=kind, not_null=True)


@alters("SetIdentity")
def set_identity(replay: Replay, table: Table, command: Node, span: Span) -> None:
    column = column_of(table, command["name"])
    for wrapped in command["def"]["List"]["items"]:
        option = wrapped["DefElem"]
        if option["defname"] == "generated":
            kind = identity_kind(chr(option["arg"]["Integer"]["ival"]))
            change_column(replay, table, column, span, identity=kind)


@alters("DropIdentity")
def drop_identity(replay: Replay, table: Table, command: Node, span: Span) -> None:
    column = column_of(table, command["name"])
    if column.identity is None:
        return
    for sequence in [*replay.objects.sequences.values()]:
        if sequence.owned_by == (table.name, column.name):
            replay.objects.remove(sequence)
    change_column(replay, table, column, span, identity=None)


@alters("SetExpression", to_children=repeat)
def set_expression(replay: Replay, table: Table, command: Node, span: Span) -> None:
    generated = expression(command["def"], replay.text)
    change_column(replay, table, column_of(table, command["name"]), span, generated=generated)


@alters("DropExpression", to_children=repeat)
def drop_expression(replay: Replay, table: Table, command: Node, span: Span) -> None:
    change_column(replay, table, column_of(table, command["name"]), span, generated=None)
