"""Schemas with their elements, extensions and publications."""

from pgcordon.model import Catalog, Publication, QualifiedName
from pgcordon.parse import load_text


def load(sql: str) -> Catalog:
    catalog = load_text(sql)
    assert not catalog.opaque
    return catalog


def test_a_schema_and_its_owner() -> None:
    catalog = load(
        "create schema app; create schema if not exists app authorization x; create schema authorization boss;"
    )
    assert [(each.name, each.owner) for each in catalog.schemas] == [("app", None), ("boss", "boss")]


def test_elements_are_made_in_the_schema_and_the_search_path_comes_back() -> None:
    catalog = load(
        "create schema app grant select on note to anon create view v as select id from note"
        " create table note (id int);\ncreate table outside (id int);"
    )
    assert [each.name for each in catalog.tables] == [QualifiedName("app", "note"), QualifiedName("public", "outside")]
    (view,) = catalog.views
    assert (view.name, view.columns) == (QualifiedName("app", "v"), ("id",))
    assert [each.target.identity for each in catalog.grants] == ["app.note"]


def test_extensions() -> None:
    catalog = load('create extension if not exists "uuid-ossp" with schema extensions; create extension pg_trgm;')
    assert [(each.name, each.schema) for each in catalog.extensions] == [("uuid-ossp", "extensions"), ("pg_trgm", None)]


TABLES = "create table a (id int); create table b (id int);\n"


def publication(sql: str) -> Publication:
    (found,) = load(TABLES + sql).publications
    return found


def test_publications() -> None:
    a, b = QualifiedName("public", "a"), QualifiedName("public", "b")
    created = "create publication p for table a (id) where (id > 1), tables in schema app;\n"
    assert (publication(created).tables, publication(created).schemas) == ((a,), ("app",))
    added = publication(f"{created}alter publication p add table b, a, tables in schema current_schema;")
    assert (added.tables, added.schemas, len(added.changes)) == ((a, b), ("app", "public"), 1)
    dropped = publication(f"{created}alter publication p drop tables in schema app, table a;")
    assert (dropped.tables, dropped.schemas) == ((), ())
    assert publication(f"{created}alter publication p set table b;").tables == (b,)
    assert publication(f"{created}alter publication p set (publish = 'insert');").tables == (a,)
    assert publication("create publication p for all tables;").all_tables


def test_what_is_there_already_or_not_at_all_is_opaque() -> None:
    catalog = load_text(
        "create schema a; create schema a; create extension x; create extension x; alter extension y update;\n"
        "create publication p; create publication p; alter publication q add table t;"
    )
    assert [each.reason for each in catalog.opaque] == [
        "creates schema a, which exists already",
        "creates extension x, which exists already",
        "speaks of extension y, which no file creates",
        "creates publication p, which exists already",
        "speaks of publication q, which no file creates",
    ]
