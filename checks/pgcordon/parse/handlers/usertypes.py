"""CREATE TYPE and ALTER TYPE: enums, composite types and ranges."""

from pgcordon.model import CompositeType, EnumType, QualifiedName, RangeType, Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.nodes import Node, qualified, strings
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.typenames import typename


@handles("CreateEnumStmt")
def create_enum(replay: Replay, node: Node, span: Span) -> None:
    name = new_type_name(replay, node["typeName"])
    replay.define(EnumType(name, strings(node.get("vals", ())), defined=span))


@handles("AlterEnumStmt")
def alter_enum(replay: Replay, node: Node, span: Span) -> None:
    name = replay.type_name(*qualified(node["typeName"]))
    enum = replay.objects.enums.get(name)
    if enum is None:
        raise missing("enum", name)
    new, old = node["newVal"], node.get("oldVal")
    if old is not None:
        _require_label(enum, old)
        replay.change(enum, span, labels=tuple(new if label == old else label for label in enum.labels))
        return
    if new in enum.labels:
        if node.get("skipIfNewValExists"):
            return
        raise exists_already("label", f"{new} of enum {name}")
    replay.change(enum, span, labels=_with_label(enum, new, node))


def _with_label(enum: EnumType, label: str, node: Node) -> tuple[str, ...]:
    neighbour = node.get("newValNeighbor")
    if neighbour is None:
        return (*enum.labels, label)
    _require_label(enum, neighbour)
    place = enum.labels.index(neighbour) + bool(node.get("newValIsAfter"))
    return (*enum.labels[:place], label, *enum.labels[place:])


def _require_label(enum: EnumType, label: str) -> None:
    if label not in enum.labels:
        raise missing("label", f"{label} of enum {enum.name}")


@handles("CompositeTypeStmt")
def create_composite(replay: Replay, node: Node, span: Span) -> None:
    name = replay.search_path.new(node["typevar"].get("schemaname"), node["typevar"]["relname"])
    _require_free(replay, name)
    columns = (each["ColumnDef"] for each in node.get("coldeflist", ()))
    attributes = tuple((each["colname"], typename(each["typeName"], replay)) for each in columns)
    replay.define(CompositeType(name, attributes, defined=span))


@handles("AlterTableStmt OBJECT_TYPE")
def alter_composite(replay: Replay, node: Node, span: Span) -> None:
    name = replay.relation_name(node["relation"])
    composite = replay.objects.composites.get(name)
    if composite is None:
        raise missing("type", name)
    attributes = dict(composite.attributes)
    for wrapped in node["cmds"]:
        command = wrapped["AlterTableCmd"]
        match command["subtype"]:
            case "AT_AddColumn":
                column = command["def"]["ColumnDef"]
                attributes[column["colname"]] = typename(column["typeName"], replay)
            case "AT_DropColumn":
                attributes.pop(command["name"], None)
            case "AT_AlterColumnType":
                attributes[command["name"]] = typename(command["def"]["ColumnDef"]["typeName"], replay)
    replay.change(composite, span, attributes=tuple(attributes.items()))


@handles("CreateRangeStmt")
def create_range(replay: Replay, node: Node, span: Span) -> None:
    name = new_type_name(replay, node["typeName"])
    parameters = {each["DefElem"]["defname"]: each["DefElem"]["arg"] for each in node["params"]}
    replay.define(RangeType(name, typename(parameters["subtype"]["TypeName"], replay), defined=span))


@handles("AlterTypeStmt")
def alter_base_type(_replay: Replay, node: Node, _span: Span) -> None:
    raise NotUnderstood(f"alters base type {'.'.join(strings(node['typeName']))}: base types are not looked at")


def new_type_name(replay: Replay, names: list[Node]) -> QualifiedName:
    """The name of a new type. Raises NotUnderstood where a type or relation has it."""
    name = replay.search_path.new(*qualified(names))
    _require_free(replay, name)
    return name


def _require_free(replay: Replay, name: QualifiedName) -> None:
    if replay.objects.type(name) is not None:
        raise exists_already("type", name)
