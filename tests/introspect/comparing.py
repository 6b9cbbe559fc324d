"""Two catalogs as plain values: what a server cannot know left out, and nothing else.

A server knows no places and texts, no suppressions, and not what was written where several ways mean the same: whether
a column is qualified, by which alias, whether TO PUBLIC is stated, which owner is the one that everything has.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

import msgspec
from msgspec.structs import replace

from pgcordon.model import (
    Body,
    BodyStatement,
    Call,
    Catalog,
    Column,
    ColumnReference,
    Constraint,
    DefaultPrivilege,
    Expression,
    Extension,
    Grant,
    Index,
    IndexKey,
    Operand,
    Policy,
    Role,
    Table,
)

LOADER = "postgres"
_PLACES = frozenset({"defined", "changes", "span", "type_span", "roles_span"})
_AS_WRITTEN: dict[type, frozenset[str]] = {
    Expression: frozenset({"text", "meaning"}),
    ColumnReference: frozenset({"qualifier"}),
    Operand: frozenset({"alias"}),
    Body: frozenset({"text"}),
    BodyStatement: frozenset({"line"}),
    Constraint: frozenset({"named"}),
    Index: frozenset({"named", "concurrently"}),
    IndexKey: frozenset({"operator_class"}),
    Policy: frozenset({"roles_stated"}),
    Table: frozenset({"partition_bound", "partition_key"}),
    Extension: frozenset({"schema"}),
}
KINDS = (
    "schemas", "extensions", "enums", "composites", "ranges", "domains", "sequences", "tables", "indexes", "views",
    "functions", "triggers", "policies", "roles", "publications",
)  # fmt: skip


def plain(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """The author's objects of each kind by their addresses, grants and default privileges by what they say."""
    found: dict[str, dict[str, Any]] = {
        kind: {
            each.address.identity: _plain(each) for each in getattr(catalog, kind) if each.address not in catalog.given
        }
        for kind in KINDS
    }
    found["grants"] = {
        " ".join((str(each.target), each.privilege, each.grantee, *sorted(each.columns))): each.grantable
        for each in catalog.grants
        if each.target not in catalog.given and each.grantee != LOADER and not _is_built_in_schema(each)
    }
    found["default_privileges"] = {
        str(_plain(replace(each, role=each.role or LOADER))): True
        for each in catalog.default_privileges
        if _matters(each)
    }
    found["buckets"] = {each.name: each.public for each in catalog.buckets}
    return found


def differences(files: Catalog, server: Catalog) -> list[str]:
    """What differs, one line each: of an object the fields that do."""
    ours, theirs = plain(files), plain(server)
    return [
        f"{kind} {name}: {line}"
        for kind in ours
        for name in sorted(ours[kind].keys() | theirs[kind].keys())
        for line in _unlike(ours[kind].get(name, "absent"), theirs[kind].get(name, "absent"))
    ]


def _unlike(ours: Any, theirs: Any, path: str = "") -> list[str]:
    if ours == theirs:
        return []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [
            line
            for key in [*ours, *(key for key in theirs if key not in ours)]
            for line in _unlike(ours.get(key, "absent"), theirs.get(key, "absent"), f"{path}.{key}")
        ]
    return [f"{path} {ours!r} from files, {theirs!r} from the server"]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, msgspec.Struct):
        left_out = _PLACES | _AS_WRITTEN.get(type(value), frozenset())
        found = {each: _plain(getattr(value, each)) for each in value.__struct_fields__ if each not in left_out}
        finish = _FINISHED.get(type(value))
        return finish(value, found) if finish else found
    if isinstance(value, frozenset):
        distinct = {repr(plain_value): plain_value for plain_value in map(_plain, value)}
        return [distinct[key] for key in sorted(distinct)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _table(value: Table, found: dict[str, Any]) -> dict[str, Any]:
    """Columns in order, constraints by name; whether it has a partition key and bound."""
    found["column_order"] = [each.name for each in value.columns]
    found["columns"] = {each.name: _plain(each) for each in value.columns}
    found["constraints"] = {each.name: _plain(each) for each in value.constraints}
    found["is_partitioned"] = value.partition_key is not None
    found["is_default_partition"] = value.partition_bound == "DEFAULT"
    return found


def _index_key(value: IndexKey, found: dict[str, Any]) -> dict[str, Any]:
    return found | {"operator_class": (value.operator_class or "").rpartition(".")[2]}


def _role(value: Role, found: dict[str, Any]) -> dict[str, Any]:
    return found | {"member_of": sorted(value.member_of)}


def _call(value: Call, found: dict[str, Any]) -> dict[str, Any]:
    """Files do not follow a sequence under another name into the literal that names it."""
    return found | {"literals": []} if value.name == "nextval" else found


def _column(value: Column, found: dict[str, Any]) -> dict[str, Any]:
    """Whether a default is always true says nothing: it is no condition."""
    if value.default is not None:
        found["default"] = {key: each for key, each in found["default"].items() if not key.startswith("always_")}
    return found


_FINISHED: dict[type, Callable[[Any, dict[str, Any]], Any]] = {
    Call: _call,
    Table: _table,
    Column: _column,
    IndexKey: _index_key,
    Role: _role,
}


def _is_built_in_schema(grant: Grant) -> bool:
    return str(grant.target) == "schema public" and grant.grantee == "public"


def _matters(default: DefaultPrivilege) -> bool:
    """What a schema's default privileges take away, they only do not give."""
    return not (default.revoked and default.schema)
