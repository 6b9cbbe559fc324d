"""The views of pg_catalog that blocks ask, likewise, and what stands there of roles and extensions."""

from collections.abc import Iterator

from pgcordon.model import QualifiedName, TableKind
from pgcordon.parse.do_blocks.system_catalogs import Rows, all_indexes, schema_oid, unless_absent
from pgcordon.parse.do_blocks.values import Oid, Row, Undecided
from pgcordon.parse.objects import Objects

_BUILT_IN_ROLES = (
    "pg_monitor", "pg_read_all_data", "pg_write_all_data", "pg_read_all_settings", "pg_read_all_stats",
    "pg_stat_scan_tables", "pg_signal_backend", "pg_database_owner", "pg_checkpoint", "pg_maintain",
)  # fmt: skip


def named_indexes(objects: Objects) -> Iterator[Row]:
    for name, table, _ in all_indexes(objects):
        yield {"schemaname": name.schema, "tablename": table.name, "indexname": name.name}


def named_policies(objects: Objects) -> Iterator[Row]:
    for policy in objects.policies.values():
        yield {
            "schemaname": policy.table.schema,
            "tablename": policy.table.name,
            "policyname": policy.name,
            "permissive": "PERMISSIVE" if policy.permissive else "RESTRICTIVE",
            "roles": tuple(policy.roles),
            "cmd": policy.command.value,
            "qual": unless_absent(policy.using, "pg_policies.qual"),
            "with_check": unless_absent(policy.with_check, "pg_policies.with_check"),
        }


def roles(objects: Objects) -> Iterator[Row]:
    for role in objects.roles.values():
        yield {
            "oid": Oid("role", role.name),
            "rolname": role.name,
            "rolsuper": role.superuser,
            "rolinherit": role.inherit,
            "rolcanlogin": role.login,
            "rolbypassrls": role.bypass_row_security,
        }
    for name in _BUILT_IN_ROLES:
        yield {"oid": Oid("role", name), "rolname": name, "rolsuper": False, "rolcanlogin": False}


def memberships(objects: Objects) -> Iterator[Row]:
    for role in objects.roles.values():
        for group in role.member_of:
            yield {"roleid": Oid("role", group), "member": Oid("role", role.name)}


def extensions(objects: Objects) -> Iterator[Row]:
    yield {"extname": "plpgsql", "extnamespace": schema_oid("pg_catalog")}
    for extension in objects.extensions.values():
        if extension.name != "plpgsql":
            schema = schema_oid(extension.schema) if extension.schema else Undecided("an extension's schema")
            yield {"extname": extension.name, "extnamespace": schema}


def published(objects: Objects) -> Iterator[tuple[str, QualifiedName]]:
    """Each publication with each of its tables, as pg_publication_tables lists them."""
    for publication in objects.publications.values():
        for table in objects.tables:
            if publication.all_tables or table in publication.tables or table.schema in publication.schemas:
                yield publication.name, table


def published_tables(objects: Objects) -> Iterator[Row]:
    for publication, table in published(objects):
        yield {"pubname": publication, "schemaname": table.schema, "tablename": table.name}


def tables(objects: Objects) -> Iterator[Row]:
    for table in objects.tables.values():
        if table.kind is not TableKind.FOREIGN:
            yield {"schemaname": table.name.schema, "tablename": table.name.name, "rowsecurity": table.row_security}


def views(objects: Objects) -> Iterator[Row]:
    for view in objects.views.values():
        if not view.materialized:
            yield {"schemaname": view.name.schema, "viewname": view.name.name}


def materialized_views(objects: Objects) -> Iterator[Row]:
    for view in objects.views.values():
        if view.materialized:
            yield {"schemaname": view.name.schema, "matviewname": view.name.name}


def sequences(objects: Objects) -> Iterator[Row]:
    for sequence in objects.sequences.values():
        yield {"schemaname": sequence.name.schema, "sequencename": sequence.name.name}


CATALOG_VIEWS: dict[str, Rows] = {
    "pg_auth_members": memberships,
    "pg_authid": roles,
    "pg_extension": extensions,
    "pg_indexes": named_indexes,
    "pg_matviews": materialized_views,
    "pg_policies": named_policies,
    "pg_publication_tables": published_tables,
    "pg_roles": roles,
    "pg_sequences": sequences,
    "pg_tables": tables,
    "pg_views": views,
}
