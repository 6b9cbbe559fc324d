"""From the rows of all queries to one Catalog."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from pgcordon.introspect import (
    constraints,
    functions,
    indexes,
    policies,
    privileges,
    schemas,
    tables,
    triggers,
    usertypes,
    views,
)
from pgcordon.introspect.given import Given
from pgcordon.introspect.known import Known
from pgcordon.introspect.owners import Owners
from pgcordon.introspect.session import Rows
from pgcordon.introspect.typenames import Types
from pgcordon.model import Catalog, QualifiedName, Sequence, Table
from pgcordon.model.api import SUPABASE_API


def catalog(rows: Rows, base: Catalog | None) -> Catalog:
    """The catalog of a server's rows. What `base` holds and what belongs to it is given."""
    types = Types(rows["types"])
    owners = Owners(rows["server"][0].owner)
    columns = _by_relation(rows["columns"])
    known = Known.of((*rows["tables"], *rows["views"]), columns, rows["functions"])
    found: dict[str, dict[int, Any]] = {
        "schemas": schemas.schemas(rows["schemas"], owners),
        "extensions": schemas.extensions(rows["extensions"]),
        "enums": usertypes.enums(rows["enums"]),
        "composites": usertypes.composites(rows["composites"], columns, types),
        "ranges": usertypes.ranges(rows["ranges"], types),
        "domains": usertypes.domains(rows["domains"], types),
        "sequences": {row.oid: _sequence(row) for row in rows["sequences"]},
        "tables": _tables(rows, columns, types, owners, known),
        "views": views.views(rows["views"], columns, owners, known),
        "functions": functions.functions(rows["functions"], types, owners, known),
        "roles": privileges.roles(rows["roles"]),
    }
    given = Given(base)
    for kind, things in found.items():
        for row in rows[kind]:
            given.note(things[row.oid], row.oid, member=getattr(row, "member", False))
    found_indexes = indexes.indexes(rows["indexes"], _ancestors(rows["tables"]), known)
    given.addresses.update(_parts(found["tables"].values(), given))
    given.addresses.update(index.address for index in found_indexes if given.holds(index.table))
    relations = {**found["tables"], **found["views"], **found["sequences"]}
    user_types = {**found["enums"], **found["composites"], **found["ranges"], **found["domains"]}
    addresses = {
        (kind, oid): thing.address
        for kind, things in (("relation", relations), ("type", user_types), ("function", found["functions"]))
        for oid, thing in things.items()
    }
    return Catalog(
        **{kind: tuple(things.values()) for kind, things in found.items()},
        indexes=found_indexes,
        triggers=triggers.triggers(rows["triggers"], known),
        policies=policies.policies(rows["policies"], known),
        grants=privileges.grants(rows["grants"], addresses),
        default_privileges=privileges.default_privileges(
            rows["default_privileges"], owners, base.default_privileges if base else ()
        ),
        publications=schemas.publications(rows["publications"], {oid: each.name for oid, each in relations.items()}),
        buckets=schemas.buckets(rows.get("buckets", ())),
        given=frozenset(given.addresses),
        api=base.api if base else SUPABASE_API,
    )


def _tables(
    rows: Rows, columns: Mapping[int, list[Any]], types: Types, owners: Owners, known: Known
) -> dict[int, Table]:
    stated = _by_relation(rows["constraints"])
    ancestors = _ancestors(rows["tables"])
    names = {row.oid: QualifiedName(row.schema, row.name) for row in rows["tables"]}
    return tables.tables(
        rows["tables"],
        {oid: tables.columns(name, columns.get(oid, ()), types, known) for oid, name in names.items()},
        {oid: constraints.constraints(name, stated.get(oid, ()), ancestors[oid], known) for oid, name in names.items()},
        owners,
    )


def _ancestors(rows: Iterable[Any]) -> dict[int, list[QualifiedName]]:
    """The tables that each table inherits from, directly or not."""
    by_oid = {row.oid: row for row in rows}
    ancestors: dict[int, list[QualifiedName]] = {}
    for oid, row in by_oid.items():
        pending, found = list(row.parents), ancestors.setdefault(oid, [])
        while pending:
            parent = by_oid.get(pending.pop())
            if parent is not None:
                found.append(QualifiedName(parent.schema, parent.name))
                pending.extend(parent.parents)
    return ancestors


def _sequence(row: Any) -> Sequence:
    owner = (QualifiedName(row.table_schema, row.table_name), row.column_name) if row.table_name else None
    return Sequence(QualifiedName(row.schema, row.name), owner, row.comment)


def _parts(found: Iterable[Table], given: Given) -> Iterable[Any]:
    """The addresses of the columns and constraints of tables that are given."""
    for table in found:
        if given.holds(table.name):
            yield from (column.address for column in table.columns)
            yield from (constraint.address for constraint in table.constraints)


def _by_relation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    return {oid: list(group) for oid, group in groupby(rows, attrgetter("relation"))}
