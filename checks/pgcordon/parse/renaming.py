"""Give objects other names, everywhere where they are spoken of.

PostgreSQL keeps references by object, not by name: keys, policies, views and grants follow a renamed table.
The bodies of functions are text and do not.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

from msgspec.structs import fields, replace

from pgcordon.model import Comparison, Function, ObjectAddress, QualifiedName, Span, Trigger, TypeName
from pgcordon.parse.objects import Objects
from pgcordon.parse.replay import Replay

Naming = Callable[[QualifiedName], QualifiedName]
Fields = Callable[[type], tuple[str, ...]]

_LEAVES = (str, int, type(None))
_NAMELESS_FIELDS = frozenset({"defined", "changes", "body", "text", "span", "type_span", "calls"})
_NAMELESS = (
    tuple[Comparison, ...],
    str,
    bool,
    int,
    str | None,
    bool | None,
    int | None,
    tuple[str, ...],
    frozenset[str],
)
"""Types of fields that hold no qualified name."""
_FUNCTION_NAMES = frozenset({(Function, "name"), (Trigger, "function")})


def rename_relation_or_type(replay: Replay, old: QualifiedName, new: QualifiedName) -> None:
    """Rename a table, view, sequence, index or type in every object; a function of that name keeps its own."""
    _rename(replay.objects, lambda name: new if name == old else name, _fields_but_function_names)


def rename_schema(replay: Replay, old: str, new: str) -> None:
    """Give the schema's name to everything in it."""
    _rename(replay.objects, lambda name: QualifiedName(new, name.name) if name.schema == old else name, _fields)


def rename_function(replay: Replay, function: Function, new: QualifiedName, span: Span) -> None:
    """Rename a function; its triggers and grants follow."""
    after = replay.change(function, span, name=new)
    if not replay.objects.functions_named(function.name):
        for trigger in [each for each in replay.objects.triggers.values() if each.function == function.name]:
            replay.define(replace(trigger, function=new))
    retarget(replay.objects, {function.address: after.address})


def retarget(objects: Objects, addresses: dict[ObjectAddress, ObjectAddress]) -> None:
    """Let grants follow objects whose addresses changed."""
    held = [grant for target in addresses for grant in objects.grants_on(target)]
    for grant in held:
        objects.remove(grant)
    for grant in held:
        objects.define(replace(grant, target=addresses[grant.target]))


def _rename(objects: Objects, naming: Naming, fields_of: Fields) -> None:
    addresses: dict[ObjectAddress, ObjectAddress] = {}
    for store in objects.stores_with_names():
        things = list(store.values())
        renamed = [_rewritten(thing, naming, fields_of) for thing in things]
        if all(before is after for before, after in zip(things, renamed, strict=True)):
            continue
        objects.exchange(list(zip(things, renamed, strict=True)))
        for before, after in zip(things, renamed, strict=True):
            if before is not after and before.address != after.address:
                addresses[before.address] = after.address
    retarget(objects, addresses)


def _rewritten(value: Any, naming: Naming, fields_of: Fields) -> Any:
    """The value with every name in it as `naming` gives it; the very same where none changes."""
    if isinstance(value, _LEAVES):
        return value
    if isinstance(value, QualifiedName):
        return naming(value)
    if isinstance(value, TypeName):
        name = naming(QualifiedName(value.schema, value.name))
        return value if name.schema == value.schema and name.name == value.name else _retyped(value, name)
    if isinstance(value, tuple | frozenset):
        parts = [_rewritten(part, naming, fields_of) for part in value]
        return value if all(map(_identical, value, parts)) else type(value)(parts)
    changed = {}
    for field in fields_of(type(value)):
        before = getattr(value, field)
        after = _rewritten(before, naming, fields_of)
        if after is not before:
            changed[field] = after
    return replace(value, **changed) if changed else value


def _retyped(value: TypeName, name: QualifiedName) -> TypeName:
    return replace(value, schema=name.schema, name=name.name)


def _identical(one: object, other: object) -> bool:
    return one is other


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields in which a name may be found."""
    described = fields(kind)
    return tuple(each.name for each in described if each.name not in _NAMELESS_FIELDS and _may_name(each.type))


def _may_name(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return False
    return annotation not in _NAMELESS


@cache
def _fields_but_function_names(kind: type) -> tuple[str, ...]:
    return tuple(name for name in _fields(kind) if (kind, name) not in _FUNCTION_NAMES)
