"""The objects whose rows a condition such as `policyname = 'note_read'` can mean, found without making all rows."""

from collections.abc import Callable, Mapping
from copy import copy
from operator import attrgetter

from pgcordon.model import QualifiedName
from pgcordon.parse.objects import Objects

_NAME, _IN_SCHEMA = attrgetter("name.name"), attrgetter("name.schema")
_TABLE, _SCHEMA_OF_TABLE = attrgetter("table.name"), attrgetter("table.schema")
_TEXTS: dict[QualifiedName, tuple[str, dict[str, Callable[[object], str]]]] = {
    QualifiedName("pg_catalog", "pg_policies"): (
        "policies",
        {"policyname": attrgetter("name"), "tablename": _TABLE, "schemaname": _SCHEMA_OF_TABLE},
    ),
    QualifiedName("pg_catalog", "pg_policy"): ("policies", {"polname": attrgetter("name")}),
    QualifiedName("pg_catalog", "pg_trigger"): ("triggers", {"tgname": attrgetter("name")}),
    QualifiedName("pg_catalog", "pg_proc"): ("functions", {"proname": _NAME}),
    QualifiedName("pg_catalog", "pg_tables"): ("tables", {"tablename": _NAME, "schemaname": _IN_SCHEMA}),
    QualifiedName("pg_catalog", "pg_indexes"): (
        "indexes",
        {"indexname": _NAME, "tablename": _TABLE, "schemaname": _IN_SCHEMA},
    ),
    **{
        QualifiedName("information_schema", view): ("tables", {"table_name": _NAME, "table_schema": _IN_SCHEMA})
        for view in ("columns", "key_column_usage", "table_constraints", "tables")
    },
    QualifiedName("information_schema", "triggers"): (
        "triggers",
        {"trigger_name": attrgetter("name"), "event_object_table": _TABLE, "event_object_schema": _SCHEMA_OF_TABLE},
    ),
    QualifiedName("information_schema", "routines"): (
        "functions",
        {"routine_name": _NAME, "routine_schema": _IN_SCHEMA},
    ),
}
"""For views the store of which most of their rows are made, and what stands in some of their columns."""


def narrowed(view: QualifiedName, objects: Objects, wanted: Mapping[str, str]) -> Objects:
    """The objects without those of which no row can have these texts."""
    store, columns = _TEXTS.get(view, ("", {}))
    asked = [(columns[column], text) for column, text in wanted.items() if column in columns]
    if not asked:
        return objects
    few = copy(objects)
    things = getattr(objects, store)
    setattr(few, store, {key: each for key, each in things.items() if all(get(each) == text for get, text in asked)})
    return few
