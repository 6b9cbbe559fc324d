"""Unqualified names follow the search path, transactions and their end."""

import pytest

from pgcordon.model import Catalog
from pgcordon.parse import load_text


def _tables(catalog: Catalog) -> list[str]:
    return [str(table.name) for table in catalog.tables]


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("", "public.t"),
        ("set search_path = app, public;", "app.t"),
        ("set search_path to '$user', \"App\";", '"App".t'),
        ("set search_path = app; set search_path to default;", "public.t"),
        ("set search_path = app; reset search_path;", "public.t"),
        ("set search_path = app; discard all;", "public.t"),
        ("select set_config('search_path', 'app, public', false);", "app.t"),
        ("begin; set local search_path = app;", "app.t"),
        ("begin; set local search_path = app; commit;", "public.t"),
        ("set local search_path = app;", "public.t"),
        ("begin; set search_path = app; rollback;", "public.t"),
        ("begin; savepoint s; set search_path = app; rollback to s;", "public.t"),
        ("set other.setting = app;", "public.t"),
    ],
)
def test_a_table_is_made_in_the_first_schema(sql: str, table: str) -> None:
    assert _tables(load_text(sql + "create table t ();")) == [table]


def test_an_existing_table_is_found_in_the_first_schema_that_has_it() -> None:
    catalog = load_text(
        "create table b.t (); create table c.t (); set search_path = a, b, c; alter table t enable row level security;"
    )
    assert [table.row_security for table in catalog.tables] == [True, False]


def test_with_an_empty_path_nothing_can_be_made_without_a_schema() -> None:
    catalog = load_text(
        "select pg_catalog.set_config('search_path', '', false); create table t (); create table s.t ();"
    )
    assert _tables(catalog) == ["s.t"]
    assert [each.reason for each in catalog.opaque] == ["creates t without a schema while search_path is empty"]


def test_what_is_rolled_back_never_was() -> None:
    catalog = load_text("create table a (x int); begin; drop table a; create table b (); rollback; create table c ();")
    assert _tables(catalog) == ["public.a", "public.c"]
    half = load_text(
        "begin; create table a (); savepoint s; create table b (); rollback to s; create table c (); commit;"
    )
    assert _tables(half) == ["public.a", "public.c"]


def test_elements_of_a_new_schema_live_in_it() -> None:
    catalog = load_text("create schema app create table t (id serial) create index i on t (id); create table u ();")
    assert _tables(catalog) == ["app.t", "public.u"]
    assert [str(index.name) for index in catalog.indexes] == ["app.i"]
