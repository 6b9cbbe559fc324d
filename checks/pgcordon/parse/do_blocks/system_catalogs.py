"""The tables of pg_catalog that blocks ask, with the columns that they ask for, over the objects of a replay.

What the server keeps in pg_catalog of its own is left out, apart from the names of its types and common functions.
"""

from collections.abc import Callable, Iterator

from pgcordon.model import (
    Constraint,
    ConstraintType,
    FunctionKind,
    Index,
    Persistence,
    QualifiedName,
    ReferentialAction,
    Table,
    TableKind,
    TypeName,
    Volatility,
)
from pgcordon.parse.do_blocks.values import Oid, Row, Undecided, Value
from pgcordon.parse.looked_up import BUILT_IN_FUNCTIONS
from pgcordon.parse.objects import INDEXED, Objects
from pgcordon.parse.rolespecs import LOADER
from pgcordon.parse.typenames import BUILT_IN

Rows = Callable[[Objects], Iterator[Row]]

_BUILT_IN_SCHEMAS = ("pg_catalog", "information_schema", "pg_toast", "public")
_RELATION_KINDS = {TableKind.ORDINARY: "r", TableKind.PARTITIONED: "p", TableKind.FOREIGN: "f"}
_PERSISTENCE = {Persistence.PERMANENT: "p", Persistence.UNLOGGED: "u", Persistence.TEMPORARY: "t"}
_CONSTRAINT_TYPES = {
    ConstraintType.PRIMARY_KEY: "p",
    ConstraintType.UNIQUE: "u",
    ConstraintType.CHECK: "c",
    ConstraintType.FOREIGN_KEY: "f",
    ConstraintType.EXCLUDE: "x",
}
_ACTIONS = {
    ReferentialAction.NO_ACTION: "a",
    ReferentialAction.RESTRICT: "r",
    ReferentialAction.CASCADE: "c",
    ReferentialAction.SET_NULL: "n",
    ReferentialAction.SET_DEFAULT: "d",
}
_COMMANDS = {"ALL": "*", "SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d"}
_FUNCTION_KINDS = {FunctionKind.FUNCTION: "f", FunctionKind.PROCEDURE: "p", FunctionKind.AGGREGATE: "a"}
_VOLATILITIES = {Volatility.IMMUTABLE: "i", Volatility.STABLE: "s", Volatility.VOLATILE: "v"}


def schema_oid(schema: str) -> Oid:
    return Oid("namespace", schema)


def relation_oid(name: QualifiedName) -> Oid:
    return Oid("relation", name)


def namespaces(objects: Objects) -> Iterator[Row]:
    for name in dict.fromkeys((*_BUILT_IN_SCHEMAS, *objects.schemas)):
        yield {"oid": schema_oid(name), "nspname": name}


def relations(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        yield _relation(
            table.name,
            _RELATION_KINDS[table.kind],
            relrowsecurity=table.row_security,
            relforcerowsecurity=table.force_row_security,
            relispartition=table.partition_of is not None,
            relpersistence=_PERSISTENCE[table.persistence],
            relnatts=len(table.columns),
        )
    for view in objects.views.values():
        yield _relation(view.name, "m" if view.materialized else "v")
    for sequence in objects.sequences.values():
        yield _relation(sequence.name, "S")
    for composite in objects.composites.values():
        yield _relation(composite.name, "c")
    for name, table_name, _ in all_indexes(objects):
        yield _relation(name, "I" if objects.tables[table_name].kind is TableKind.PARTITIONED else "i")


def _relation(name: QualifiedName, kind: str, **columns: Value) -> Row:
    row: Row = {"relrowsecurity": False, "relforcerowsecurity": False, "relispartition": False, "relpersistence": "p"}
    return {
        **row,
        **columns,
        "oid": relation_oid(name),
        "relname": name.name,
        "relnamespace": schema_oid(name.schema),
        "relkind": kind,
    }


def all_indexes(objects: Objects) -> Iterator[tuple[QualifiedName, QualifiedName, Index | Constraint]]:
    """Every index with its table: those that were made alone, and those that keep a constraint."""
    for index in objects.indexes.values():
        if index.table in objects.tables:
            yield index.name, index.table, index
    for table in objects.tables.values():
        for constraint in table.constraints:
            if constraint.type in INDEXED:
                yield QualifiedName(table.name.schema, constraint.name), table.name, constraint


def attributes(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        for number, column in enumerate(table.columns, 1):
            yield {
                "attrelid": relation_oid(table.name),
                "attname": column.name,
                "attnum": number,
                "atttypid": type_oid(column.type),
                "attnotnull": column.not_null,
                "atthasdef": column.default is not None or column.generated is not None,
                "attisdropped": False,
                "attidentity": {"always": "a", "by default": "d"}.get(column.identity or "", ""),
            }
    for view in objects.views.values():
        for number, name in enumerate(view.columns, 1):
            yield {"attrelid": relation_oid(view.name), "attname": name, "attnum": number, "attisdropped": False}


def type_oid(meant: TypeName) -> Oid:
    return Oid("type", QualifiedName(meant.schema, "_" * meant.array + meant.name))


def types(objects: Objects) -> Iterator[Row]:
    """Every type with its array; tables and views are types too."""
    for kind, names in (
        ("e", objects.enums),
        ("c", objects.composites),
        ("r", objects.ranges),
        ("d", objects.domains),
        ("c", objects.tables),
        ("c", objects.views),
        ("b", [QualifiedName("pg_catalog", name) for name in BUILT_IN]),
    ):
        for name in names:
            relation = relation_oid(name) if name in (*objects.tables, *objects.views, *objects.composites) else 0
            yield _type(name, kind, relation)
            yield _type(QualifiedName(name.schema, f"_{name.name}"), "b", 0)


def _type(name: QualifiedName, kind: str, relation: Value) -> Row:
    category = {"e": "E", "c": "C", "r": "R"}.get(kind, Undecided("pg_type.typcategory"))
    return {
        "oid": Oid("type", name),
        "typname": name.name,
        "typnamespace": schema_oid(name.schema),
        "typtype": kind,
        "typcategory": "A" if name.name.startswith("_") and kind == "b" else category,
        "typrelid": relation,
    }


def enum_labels(objects: Objects) -> Iterator[Row]:
    for enum in objects.enums.values():
        for number, label in enumerate(enum.labels, 1):
            yield {"enumtypid": Oid("type", enum.name), "enumlabel": label, "enumsortorder": number}


def constraints(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        for constraint in table.constraints:
            referenced = objects.tables.get(constraint.references) if constraint.references else None
            is_key = constraint.references is not None
            yield {
                "oid": Oid("constraint", f"{constraint.name} on {table.name}"),
                "conname": constraint.name,
                "connamespace": schema_oid(table.name.schema),
                "conrelid": relation_oid(table.name),
                "contypid": 0,
                "contype": _CONSTRAINT_TYPES[constraint.type],
                "conkey": _numbers(table, constraint.columns),
                "confrelid": relation_oid(constraint.references) if constraint.references else 0,
                "confkey": _numbers(referenced, constraint.referenced_columns) if is_key else None,
                "confdeltype": _ACTIONS[constraint.on_delete] if is_key else " ",
                "confupdtype": _ACTIONS[constraint.on_update] if is_key else " ",
                "convalidated": constraint.validated,
                "condeferrable": constraint.deferrable,
                "condeferred": constraint.initially_deferred,
            }
    for domain in objects.domains.values():
        for name, _ in domain.checks:
            yield {
                "conname": name,
                "connamespace": schema_oid(domain.name.schema),
                "conrelid": 0,
                "contypid": Oid("type", domain.name),
                "contype": "c",
            }


def _numbers(table: Table | None, columns: tuple[str, ...]) -> Value:
    if table is None:
        return Undecided("columns of a table that no file creates")
    places = {column.name: number for number, column in enumerate(table.columns, 1)}
    return tuple(places.get(each, Undecided("a column that no file creates")) for each in columns)


def indexes(objects: Objects) -> Iterator[Row]:
    for name, table, index in all_indexes(objects):
        key = index.type if isinstance(index, Constraint) else None
        yield {
            "indexrelid": relation_oid(name),
            "indrelid": relation_oid(table),
            "indisunique": index.unique if isinstance(index, Index) else key is not ConstraintType.EXCLUDE,
            "indisprimary": key is ConstraintType.PRIMARY_KEY,
            "indisvalid": True,
        }


def unless_absent(present: object, what: str) -> Value:
    return Undecided(what) if present is not None else None


def policies(objects: Objects) -> Iterator[Row]:
    for policy in objects.policies.values():
        yield {
            "oid": Oid("policy", f"{policy.name} on {policy.table}"),
            "polname": policy.name,
            "polrelid": relation_oid(policy.table),
            "polcmd": _COMMANDS[policy.command],
            "polpermissive": policy.permissive,
            "polqual": unless_absent(policy.using, "pg_policy.polqual"),
            "polwithcheck": unless_absent(policy.with_check, "pg_policy.polwithcheck"),
        }


def triggers(objects: Objects) -> Iterator[Row]:
    for trigger in objects.triggers.values():
        yield {
            "oid": Oid("trigger", f"{trigger.name} on {trigger.table}"),
            "tgname": trigger.name,
            "tgrelid": relation_oid(trigger.table),
            "tgisinternal": False,
            "tgenabled": "O" if trigger.enabled else "D",
            "tgconstraint": Undecided("pg_trigger.tgconstraint") if trigger.constraint else 0,
        }


def functions(objects: Objects) -> Iterator[Row]:
    for function in objects.functions.values():
        yield {
            "oid": Oid("function", function.identity),
            "proname": function.name.name,
            "pronamespace": schema_oid(function.name.schema),
            "prokind": _FUNCTION_KINDS[function.kind],
            "prosecdef": function.security_definer,
            "prolang": Oid("language", function.language),
            "proowner": Oid("role", function.owner or LOADER),
            "provolatile": _VOLATILITIES[function.volatility],
            "proisstrict": function.strict,
            "proretset": function.returns_set,
            "pronargs": len(function.inputs),
            "proconfig": tuple(f"{name}={value}" for name, value in function.settings) or None,
            "prorettype": type_oid(function.returns) if function.returns else Undecided("pg_proc.prorettype"),
        }
    for name in BUILT_IN_FUNCTIONS:
        yield {"proname": name, "pronamespace": schema_oid("pg_catalog"), "oid": Oid("function", f"pg_catalog.{name}")}


def publications(objects: Objects) -> Iterator[Row]:
    for publication in objects.publications.values():
        oid = Oid("publication", publication.name)
        yield {"oid": oid, "pubname": publication.name, "puballtables": publication.all_tables}


def languages(objects: Objects) -> Iterator[Row]:
    used = {function.language for function in objects.functions.values()}
    for name in sorted({"internal", "c", "sql", "plpgsql", *used}):
        yield {"oid": Oid("language", name), "lanname": name}


def published_relations(objects: Objects) -> Iterator[Row]:
    for publication in objects.publications.values():
        for table in publication.tables:
            yield {"prpubid": Oid("publication", publication.name), "prrelid": relation_oid(table)}


SYSTEM_CATALOGS: dict[str, Rows] = {
    "pg_attribute": attributes,
    "pg_class": relations,
    "pg_constraint": constraints,
    "pg_enum": enum_labels,
    "pg_index": indexes,
    "pg_language": languages,
    "pg_namespace": namespaces,
    "pg_policy": policies,
    "pg_proc": functions,
    "pg_publication": publications,
    "pg_publication_rel": published_relations,
    "pg_trigger": triggers,
    "pg_type": types,
}
