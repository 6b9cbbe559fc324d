"""RENAME, SET SCHEMA and OWNER TO, for every kind of object."""

from msgspec.structs import replace

from pgcordon.model import Domain, Extension, Function, QualifiedName, Schema, Span, Table, View
from pgcordon.model.changes import Changeable
from pgcordon.parse.alterations import change_constraint, column_of, constraint_of
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.handlers.alter_options import role_name
from pgcordon.parse.inheritance import children
from pgcordon.parse.lookup import (
    KNOWN_KINDS,
    Found,
    constraint_behind_index,
    find,
    in_table,
    relation_found,
    unschemed,
)
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.renaming import rename_function, rename_relation_or_type, rename_schema, retarget
from pgcordon.parse.renaming_columns import rename_column
from pgcordon.parse.replay import Replay


@handles("RenameStmt")
def rename(replay: Replay, node: Node, span: Span) -> None:
    kind = node["renameType"].removeprefix("OBJECT_")
    special = {
        "COLUMN": _rename_column,
        "ATTRIBUTE": _rename_attribute,
        "TABCONSTRAINT": _rename_constraint,
        "DOMCONSTRAINT": _rename_domain_constraint,
    }.get(kind)
    if special is not None:
        special(replay, node, span)
        return
    found = _named(replay, kind, node)
    if found is None:
        return
    if found.thing is None:
        _unknown(replay, kind, node, found, span)
        return
    _rename(replay, found.thing, node["newname"], span)


def _named(replay: Replay, kind: str, node: Node) -> Found | None:
    """The object that a RENAME, SET SCHEMA or OWNER statement speaks of, None for kinds that no catalog holds."""
    if kind not in KNOWN_KINDS:
        return None
    if kind in ("POLICY", "TRIGGER"):
        return in_table(replay, kind, replay.relation_name(node["relation"]), node["subname"])
    if "relation" in node:
        return _relation(replay, kind, node["relation"])
    if "object" in node:
        return find(replay, kind, node["object"])
    return unschemed(replay, kind, node["subname"])


def _relation(replay: Replay, kind: str, relation: Node) -> Found:
    """ALTER TABLE may name a view or a sequence as well."""
    name = replay.relation_name(relation)
    if kind == "TABLE":
        return Found(f"table {name}", replay.objects.relation(name))
    return relation_found(replay, kind, name)


def _unknown(replay: Replay, kind: str, node: Node, found: Found, span: Span) -> None:
    """An index may be a constraint's; anything else must exist, unless the statement says IF EXISTS."""
    if kind == "INDEX":
        held = constraint_behind_index(replay, replay.relation_name(node["relation"]))
        if held is not None:
            change_constraint(replay, *held, span, name=node["newname"], named=True)
            return
    if not node.get("missing_ok"):
        raise NotUnderstood(f"renames {found.description}, which no file creates")


def _rename(replay: Replay, thing: Changeable, new: str, span: Span) -> None:
    match thing:
        case Function(name=name):
            rename_function(replay, thing, QualifiedName(name.schema, new), span)
        case Schema(name=old):
            after = replay.change(thing, span, name=new)
            retarget(replay.objects, {thing.address: after.address})
            rename_schema(replay, old, new)
            for extension in [each for each in replay.objects.extensions.values() if each.schema == old]:
                replay.define(replace(extension, schema=new))
        case _ if isinstance(thing.name, QualifiedName):
            replay.change(thing, span)
            rename_relation_or_type(replay, thing.name, QualifiedName(thing.name.schema, new))
        case _:
            replay.change(thing, span, name=new)


def _rename_column(replay: Replay, node: Node, span: Span) -> None:
    name = replay.relation_name(node["relation"])
    relation = replay.objects.relation(name)
    if isinstance(relation, View):
        columns = tuple(node["newname"] if each == node["subname"] else each for each in relation.columns)
        replay.change(relation, span, columns=columns)
        return
    if relation is None and node.get("missing_ok"):
        return
    _rename_in_family(replay, replay.table(node["relation"]), node, span)


def _rename_in_family(replay: Replay, table: Table, node: Node, span: Span) -> None:
    rename_column(replay, table, column_of(table, node["subname"]), node["newname"], span)
    for child in children(replay, table):
        _rename_in_family(replay, child, node, span)


def _rename_attribute(replay: Replay, node: Node, span: Span) -> None:
    name = replay.relation_name(node["relation"])
    composite = replay.objects.composites.get(name)
    if composite is None:
        raise NotUnderstood(f"renames an attribute of type {name}, which no file creates")
    old, new = node["subname"], node["newname"]
    attributes = tuple((new if attribute == old else attribute, kind) for attribute, kind in composite.attributes)
    replay.change(composite, span, attributes=attributes)


def _rename_constraint(replay: Replay, node: Node, span: Span) -> None:
    if node.get("missing_ok") and replay.relation_name(node["relation"]) not in replay.objects.tables:
        return
    table = replay.table(node["relation"])
    constraint = constraint_of(table, node["subname"])
    change_constraint(replay, table, constraint, span, name=node["newname"], named=True)
    replay.change(replay.objects.tables[table.name], span)


def _rename_domain_constraint(replay: Replay, node: Node, span: Span) -> None:
    found = find(replay, "DOMAIN", node["object"])
    if not isinstance(found.thing, Domain):
        raise NotUnderstood(f"renames a constraint of {found.description}, which no file creates")
    old, new = node["subname"], node["newname"]
    checks = tuple((new if name == old else name, check) for name, check in found.thing.checks)
    replay.change(found.thing, span, checks=checks)


@handles("AlterObjectSchemaStmt")
def set_schema(replay: Replay, node: Node, span: Span) -> None:
    kind = node["objectType"].removeprefix("OBJECT_")
    found = _named(replay, kind, node)
    if found is None:
        return
    if found.thing is None:
        if not node.get("missing_ok"):
            raise NotUnderstood(f"moves {found.description}, which no file creates")
        return
    _move(replay, found.thing, node["newschema"], span)


def _move(replay: Replay, thing: Changeable, schema: str, span: Span) -> None:
    """A table takes its indexes and the sequences of its columns along."""
    name = thing.name
    if isinstance(thing, Extension):
        replay.change(thing, span, schema=schema)
    elif isinstance(thing, Function):
        rename_function(replay, thing, QualifiedName(schema, thing.name.name), span)
    elif isinstance(name, QualifiedName):
        replay.change(thing, span)
        for moved in (name, *_moved_along(replay, thing)):
            rename_relation_or_type(replay, moved, QualifiedName(schema, moved.name))


def _moved_along(replay: Replay, thing: Changeable) -> list[QualifiedName]:
    if not isinstance(thing, Table):
        return []
    indexes = [each.name for each in replay.objects.indexes.values() if each.table == thing.name]
    sequences = replay.objects.sequences.values()
    return indexes + [each.name for each in sequences if each.owned_by and each.owned_by[0] == thing.name]


@handles("AlterOwnerStmt")
def change_owner(replay: Replay, node: Node, span: Span) -> None:
    found = _named(replay, node["objectType"].removeprefix("OBJECT_"), node)
    if found is None:
        return
    if found.thing is None:
        raise NotUnderstood(f"changes the owner of {found.description}, which no file creates")
    if isinstance(found.thing, Schema | Function | Table | View):
        replay.change(found.thing, span, owner=role_name(node["newowner"]))
    else:
        replay.change(found.thing, span)
