"""The views of information_schema that blocks ask, likewise, and the one table of the platform whose rows are known."""

from collections.abc import Iterator

from pgcordon.model import ConstraintType, FunctionKind, QualifiedName, Table, TableKind
from pgcordon.parse.do_blocks.catalog_views import CATALOG_VIEWS
from pgcordon.parse.do_blocks.system_catalogs import SYSTEM_CATALOGS, Rows, namespaces
from pgcordon.parse.do_blocks.values import Row, Undecided, Value
from pgcordon.parse.objects import Objects

DATABASE = "\0current database"
"""What stands for the name of the database, which no file tells."""


def tables(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        kind = "FOREIGN" if table.kind is TableKind.FOREIGN else "BASE TABLE"
        yield _in_catalog("table", table.name, table_type=kind)
    for row in views(objects):
        yield {**row, "table_type": "VIEW"}


def views(objects: Objects) -> Iterator[Row]:
    for view in objects.views.values():
        if not view.materialized:
            yield _in_catalog("table", view.name)


def _in_catalog(what: str, name: QualifiedName, **columns: Value) -> Row:
    """The three columns that say where something is, and others."""
    return {f"{what}_catalog": DATABASE, f"{what}_schema": name.schema, f"{what}_name": name.name, **columns}


def columns(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        for number, column in enumerate(table.columns, 1):
            made = column.type
            user_defined = "ARRAY" if made.array else "USER-DEFINED"
            has_default = column.default is not None
            yield _in_catalog(
                "table",
                table.name,
                column_name=column.name,
                ordinal_position=number,
                is_nullable="NO" if column.not_null else "YES",
                data_type=user_defined if made.array or not made.built_in else made.identity,
                udt_schema=made.schema,
                udt_name="_" * made.array + made.name,
                column_default=Undecided("the text of a column's default") if has_default else None,
                is_identity="YES" if column.identity else "NO",
                is_generated="ALWAYS" if column.generated else "NEVER",
                character_maximum_length=_length(made.name, made.modifiers),
            )
    for view in objects.views.values():
        if not view.materialized:
            for number, name in enumerate(view.columns, 1):
                yield _in_catalog("table", view.name, column_name=name, ordinal_position=number)


def _length(type_name: str, modifiers: tuple[str, ...]) -> Value:
    if type_name not in ("varchar", "bpchar") or not modifiers:
        return None
    return int(modifiers[0]) if modifiers[0].isdigit() else Undecided("the length of a type")


_LISTED = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE, ConstraintType.CHECK, ConstraintType.FOREIGN_KEY)


def constraints(objects: Objects) -> Iterator[Row]:
    """Exclusion constraints are not listed. Each NOT NULL is a check whose name nobody writes."""
    for table in objects.tables.values():
        for constraint in table.constraints:
            if constraint.type in _LISTED:
                yield _constraint(table, constraint.name, constraint.type.value)
        for column in table.columns:
            if column.not_null:
                yield _constraint(table, f"\0{column.name} is not null", "CHECK")


def _constraint(table: Table, name: str, kind: str, **columns: Value) -> Row:
    place = _in_catalog("constraint", QualifiedName(table.name.schema, name))
    return {**place, **_in_catalog("table", table.name), "constraint_type": kind, **columns}


def key_columns(objects: Objects) -> Iterator[Row]:
    keys = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE, ConstraintType.FOREIGN_KEY)
    for table in objects.tables.values():
        for constraint in table.constraints:
            if constraint.type in keys:
                for number, column in enumerate(constraint.columns, 1):
                    named: dict[str, Value] = {"column_name": column, "ordinal_position": number}
                    yield _without_type(_constraint(table, constraint.name, "", **named))


def constrained_columns(objects: Objects) -> Iterator[Row]:
    """The columns that a constraint uses: of a foreign key those that it refers to."""
    for table in objects.tables.values():
        for constraint in table.constraints:
            if constraint.type is ConstraintType.EXCLUDE:
                continue
            used = constraint.references or table.name
            for column in constraint.referenced_columns if constraint.references else constraint.columns:
                place = _in_catalog("constraint", QualifiedName(table.name.schema, constraint.name))
                yield {**place, **_in_catalog("table", used), "column_name": column}


def references(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        for constraint in table.foreign_keys:
            name = QualifiedName(table.name.schema, constraint.name)
            actions = {"delete_rule": constraint.on_delete.value, "update_rule": constraint.on_update.value}
            yield _in_catalog("constraint", name, **actions)


def _without_type(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "constraint_type"}


def routines(objects: Objects) -> Iterator[Row]:
    for function in objects.functions.values():
        if function.kind is not FunctionKind.AGGREGATE:
            yield {
                **_in_catalog("routine", function.name, routine_type=function.kind.value.upper()),
                "specific_schema": function.name.schema,
                "security_type": "DEFINER" if function.security_definer else "INVOKER",
                "external_language": function.language.upper(),
            }


def triggers(objects: Objects) -> Iterator[Row]:
    """A row for each event; TRUNCATE is not listed."""
    for trigger in objects.triggers.values():
        for event in sorted(trigger.events - {"TRUNCATE"}):
            yield {
                **_in_catalog("trigger", QualifiedName(trigger.table.schema, trigger.name)),
                **_in_catalog("event_object", trigger.table),
                "event_object_table": trigger.table.name,
                "event_manipulation": event,
                "action_timing": trigger.timing.value,
                "action_orientation": "ROW" if trigger.for_each_row else "STATEMENT",
            }


def schemata(objects: Objects) -> Iterator[Row]:
    for row in namespaces(objects):
        yield {"catalog_name": DATABASE, "schema_name": row["nspname"]}


def sequences(objects: Objects) -> Iterator[Row]:
    for sequence in objects.sequences.values():
        yield _in_catalog("sequence", sequence.name)


def buckets(objects: Objects) -> Iterator[Row]:
    for bucket in objects.buckets.values():
        yield {"id": bucket.name, "name": bucket.name, "public": bucket.public}


_INFORMATION_SCHEMA: dict[str, Rows] = {
    "columns": columns,
    "constraint_column_usage": constrained_columns,
    "key_column_usage": key_columns,
    "referential_constraints": references,
    "routines": routines,
    "schemata": schemata,
    "sequences": sequences,
    "table_constraints": constraints,
    "tables": tables,
    "triggers": triggers,
    "views": views,
}
SYSTEM_VIEWS: dict[QualifiedName, Rows] = {
    **{QualifiedName("pg_catalog", name): rows for name, rows in (SYSTEM_CATALOGS | CATALOG_VIEWS).items()},
    **{QualifiedName("information_schema", name): rows for name, rows in _INFORMATION_SCHEMA.items()},
    QualifiedName("storage", "buckets"): buckets,
}
"""The relations whose rows the replay knows."""
