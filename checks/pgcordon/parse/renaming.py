"""Give objects other names, everywhere where they are spoken of.

PostgreSQL keeps references by object, not by name: keys, policies, views and grants follow a renamed table.
The bodies of functions are text and do not.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pgcordon.model import (
    Body,
    Column,
    ColumnReference,
    Expression,
    Function,
    Grant,
    ObjectAddress,
    Policy,
    QualifiedName,
    Schema,
    Source,
    Span,
    Table,
    Trigger,
    TypeName,
)
from pgcordon.parse.objects import Objects
from pgcordon.parse.replay import Replay

Naming = Callable[[QualifiedName], QualifiedName]
T = TypeVar("T")

_KEPT = (str, int, type(None), Enum, Span, Source, Body, ObjectAddress, ColumnReference)
_UNREWRITTEN_FIELDS = frozenset({"defined", "changes", "body", "comment", "text", "span"})


def rename_relation_or_type(replay: Replay, old: QualifiedName, new: QualifiedName) -> None:
    """Rename a table, view, sequence, index or type in every object; functions of that name keep theirs."""
    _rename(replay, lambda name: new if name == old else name, functions_too=False)


def rename_schema(replay: Replay, old: str, new: str) -> None:
    """Move everything in one schema to another name."""
    _rename(replay, lambda name: QualifiedName(new, name.name) if name.schema == old else name, functions_too=True)


def rename_function(replay: Replay, function: Function, new: QualifiedName, span: Span) -> None:
    """Rename a function; its triggers and grants follow."""
    after = replay.change(function, span, name=new)
    if not replay.objects.functions_named(function.name):
        for trigger in [each for each in replay.objects.triggers.values() if each.function == function.name]:
            replay.define(replace(trigger, function=new))
    retarget(replay.objects, {function.address: after.address})


def retarget(objects: Objects, addresses: dict[ObjectAddress, ObjectAddress]) -> None:
    """Let grants follow objects whose addresses changed."""
    for grant in [each for each in objects.grants.values() if each.target in addresses]:
        objects.remove(grant)
        objects.define(replace(grant, target=addresses[grant.target]))
