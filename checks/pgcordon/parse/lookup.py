"""Find the object that a DROP, COMMENT, RENAME, SET SCHEMA or OWNER statement means."""

import msgspec

from pgcordon.model import Constraint, Function, FunctionKind, Index, QualifiedName, Sequence, Table, View
from pgcordon.model.changes import Changeable
from pgcordon.parse.nodes import Node, qualified, string, strings, unwrap
from pgcordon.parse.objects import INDEXED
from pgcordon.parse.replay import Replay
from pgcordon.parse.typenames import typename

_RELATIONS: dict[str, type] = {
    "TABLE": Table,
    "FOREIGN_TABLE": Table,
    "VIEW": View,
    "MATVIEW": View,
    "SEQUENCE": Sequence,
    "INDEX": Index,
}
_TYPES = frozenset({"TYPE", "DOMAIN"})
_ROUTINES = frozenset({"FUNCTION", "PROCEDURE", "AGGREGATE", "ROUTINE"})
_IN_TABLES = frozenset({"POLICY", "TRIGGER"})
_UNSCHEMED = {"SCHEMA": "schemas", "EXTENSION": "extensions", "ROLE": "roles", "PUBLICATION": "publications"}
KNOWN_KINDS = _RELATIONS.keys() | _TYPES | _ROUTINES | _IN_TABLES | _UNSCHEMED.keys()
"""The kinds of object, `OBJECT_` left out, that a catalog holds on their own. Columns and constraints are in tables."""


class Found(msgspec.Struct, frozen=True):
    """What a statement names: its description for messages and, where the replay knows it, the object."""

    description: str
    thing: Changeable | None


def find(replay: Replay, kind: str, node: Node) -> Found:
    """The object of one of KNOWN_KINDS that a wrapped name node means: a list, a type name, a signature, a string."""
    shape, fields = unwrap(node)
    if kind in _ROUTINES:
        return _routine(replay, kind, fields)
    if kind in _UNSCHEMED:
        return unschemed(replay, kind, string(node))
    if kind in _TYPES:
        return _type(replay, kind, fields["names"] if shape == "TypeName" else fields["items"])
    if kind in _IN_TABLES:
        *relation, name = fields["items"]
        schema, table = qualified(relation)
        return in_table(replay, kind, replay.relation(schema, table), string(name))
    schema, name = qualified(fields["items"])
    return relation_found(replay, kind, replay.relation(schema, name))


def relation_found(replay: Replay, kind: str, name: QualifiedName) -> Found:
    """The relation of this name, if it is of that kind."""
    relation = replay.objects.relation(name)
    return Found(f"{_word(kind)} {name}", relation if isinstance(relation, _RELATIONS[kind]) else None)


def unschemed(replay: Replay, kind: str, name: str) -> Found:
    """The schema, extension, role or publication of this name."""
    return Found(f"{_word(kind)} {name}", getattr(replay.objects, _UNSCHEMED[kind]).get(name))


def in_table(replay: Replay, kind: str, table: QualifiedName, name: str) -> Found:
    """The policy or trigger of this name on a table."""
    store = replay.objects.policies if kind == "POLICY" else replay.objects.triggers
    return Found(f"{_word(kind)} {name} on {table}", store.get((table, name)))


def table_and_part(replay: Replay, items: list[Node]) -> tuple[QualifiedName, Table | None, str]:
    """The table's name, the table and the part's name of `schema.table.column`."""
    *relation, part = items
    schema, name = qualified(relation)
    found = replay.relation(schema, name)
    return found, replay.objects.tables.get(found), string(part)


def constraint_behind_index(replay: Replay, name: QualifiedName) -> tuple[Table, Constraint] | None:
    """The constraint whose index has this name, and its table."""
    for table in replay.objects.tables.values():
        if table.name.schema != name.schema:
            continue
        for constraint in table.constraints:
            if constraint.name == name.name and constraint.type in INDEXED:
                return table, constraint
    return None


def find_function(replay: Replay, node: Node) -> Function | None:
    """The function that the fields of an ObjectWithArgs node mean.

    Without arguments the only one of that name; None where there is none or more than one.
    """
    schema, name = qualified(node["objname"])
    resolved = replay.search_path.existing(schema, name, replay.objects.functions_named)
    candidates = replay.objects.functions_named(resolved)
    if node.get("args_unspecified"):
        return candidates[0] if len(candidates) == 1 else None
    wanted = [typename(argument["TypeName"], replay).identity for argument in node.get("objargs", ())]
    matching = (each for each in candidates if [argument.type.identity for argument in each.inputs] == wanted)
    return next(matching, None)


def _routine(replay: Replay, kind: str, fields: Node) -> Found:
    function = find_function(replay, fields)
    description = f"{_word(kind)} {'.'.join(strings(fields['objname']))}"
    if function is not None and kind != "ROUTINE" and function.kind is not FunctionKind(_word(kind)):
        return Found(description, None)
    return Found(description, function)


def _type(replay: Replay, kind: str, names: list[Node]) -> Found:
    name = replay.type_name(*qualified(names))
    return Found(f"{_word(kind)} {name}", replay.objects.type(name))


def _word(kind: str) -> str:
    return "materialized view" if kind == "MATVIEW" else kind.lower().replace("_", " ")
