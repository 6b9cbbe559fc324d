"""Who holds which privilege after GRANT, REVOKE and ALTER DEFAULT PRIVILEGES."""

import pytest

from pgcordon.model import Catalog, ObjectAddress, ObjectType
from pgcordon.parse import load_text

NOTE = "create table note (id uuid, body text);\n"
FUNCTION = "create function f(a int) returns int language sql as 'select 1';\n"


def held(sql: str) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Object, privilege, grantee and columns of every grant; nothing may be opaque."""
    catalog = load_text(sql)
    assert not catalog.opaque
    return {(each.target.identity, each.privilege, each.grantee, each.columns) for each in catalog.grants}


def reasons(sql: str) -> list[str]:
    return [each.reason for each in load_text(sql).opaque]


def test_a_table_starts_without_grants() -> None:
    assert held(NOTE) == set()


def test_grants_name_each_privilege_and_grantee() -> None:
    assert held(f"{NOTE}grant select, update on table note to anon, public;") == {
        ("public.note", "SELECT", "anon", ()),
        ("public.note", "UPDATE", "anon", ()),
        ("public.note", "SELECT", "public", ()),
        ("public.note", "UPDATE", "public", ()),
    }


def test_a_grant_knows_its_statement_and_its_option() -> None:
    (found,) = load_text(f"{NOTE}grant select on note to anon with grant option;").grants
    assert found.target == ObjectAddress(ObjectType.TABLE, "public.note")
    assert found.grantable
    assert found.defined is not None
    assert found.defined.text == "grant select on note to anon with grant option"


@pytest.mark.parametrize(
    ("before", "target", "privileges"),
    [
        (NOTE, "note", "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER MAINTAIN"),
        ("create view v as select 1 as x;", "v", "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER MAINTAIN"),
        ("create sequence s;", "sequence s", "SELECT UPDATE USAGE"),
        ("create sequence s;", "s", "SELECT UPDATE USAGE"),
        ("create schema app;", "schema app", "CREATE USAGE"),
        ("", "schema public", "CREATE USAGE"),
        ("create type mood as enum ('a');", "type mood", "USAGE"),
        ("create domain d as text;", "domain d", "USAGE"),
        ("", "database shop", "CREATE TEMPORARY CONNECT"),
    ],
)
def test_all_stands_for_every_privilege_of_the_kind(before: str, target: str, privileges: str) -> None:
    for words in ("all", "all privileges"):
        found = held(f"{before}grant {words} on {target} to anon;")
        assert {(privilege, grantee) for _, privilege, grantee, _ in found} == {
            (each, "anon") for each in privileges.split()
        }


def test_columns() -> None:
    assert held(
        f"{NOTE}grant select (id), insert (id, body) on note to anon; grant select (body) on note to anon;"
    ) == {
        ("public.note", "SELECT", "anon", ("id", "body")),
        ("public.note", "INSERT", "anon", ("id", "body")),
    }


def test_all_on_columns_is_what_columns_can_have() -> None:
    found = held(f"{NOTE}grant all (id) on note to anon;")
    assert {privilege for _, privilege, _, _ in found} == {"SELECT", "INSERT", "UPDATE", "REFERENCES"}
    assert {columns for _, _, _, columns in found} == {("id",)}


def test_revoke_takes_away_what_it_names() -> None:
    granted = f"{NOTE}grant select, update on note to anon, service;\n"
    assert held(f"{granted}revoke select on note from anon; revoke all on note from service;") == {
        ("public.note", "UPDATE", "anon", ())
    }


def test_revoking_a_column_from_a_grant_on_the_table_changes_nothing() -> None:
    assert held(f"{NOTE}grant select on note to anon; revoke select (body) on note from anon;") == {
        ("public.note", "SELECT", "anon", ())
    }


def test_revoking_a_column_from_a_grant_on_columns() -> None:
    granted = f"{NOTE}grant select (id, body) on note to anon;\n"
    assert held(f"{granted}revoke select (body) on note from anon;") == {("public.note", "SELECT", "anon", ("id",))}
    assert held(f"{granted}revoke select (body), select (id) on note from anon;") == set()


def test_revoking_from_the_table_takes_the_columns_too() -> None:
    assert held(f"{NOTE}grant select (id), update on note to anon; revoke select, update on note from anon;") == set()


def test_the_grant_option_goes_and_comes_alone() -> None:
    granted = f"{NOTE}grant select on note to anon with grant option;\n"
    (found,) = load_text(f"{granted}grant select on note to anon;").grants
    assert found.grantable
    (found,) = load_text(f"{granted}revoke grant option for select on note from anon;").grants
    assert not found.grantable


def test_functions_start_executable_by_everyone() -> None:
    (found,) = load_text(FUNCTION).grants
    assert (str(found.target), found.privilege, found.grantee, found.defined) == (
        "function public.f(integer)",
        "EXECUTE",
        "public",
        None,
    )
    assert held(f"{FUNCTION}revoke all on function f(int) from public; grant execute on routine f to anon;") == {
        ("public.f(integer)", "EXECUTE", "anon", ())
    }


def test_procedures_may_be_granted_as_routines() -> None:
    sql = "create procedure p() language sql as ''; revoke execute on {} p() from public;"
    assert held(sql.format("procedure")) == held(sql.format("routine")) == set()


def test_all_in_schema_means_what_exists_then() -> None:
    found = held(
        f"create schema app; {NOTE} create view v as select 1 as x; create table app.other (id int);\n"
        "grant select on all tables in schema public to anon; create table later (id int);"
    )
    assert found == {("public.note", "SELECT", "anon", ()), ("public.v", "SELECT", "anon", ())}


def test_all_functions_are_no_procedures() -> None:
    procedure = "create procedure p() language sql as '';"
    everything = f"{FUNCTION}{procedure}revoke execute on all {{}} in schema public from public;"
    assert held(everything.format("functions")) == {("public.p()", "EXECUTE", "public", ())}
    assert held(everything.format("procedures")) == {("public.f(integer)", "EXECUTE", "public", ())}
    assert held(everything.format("routines")) == set()


def test_all_sequences_in_schema() -> None:
    found = held("create table t (id serial); grant usage on all sequences in schema public to anon;")
    assert found == {("public.t_id_seq", "USAGE", "anon", ())}


def test_default_privileges_go_to_objects_made_later() -> None:
    found = held(
        f"{NOTE}alter default privileges in schema public grant select, insert on tables to anon;\n"
        "alter default privileges grant usage on sequences to anon; create schema app;\n"
        "create table later (id int); create table app.elsewhere (id int); create view v as select 1 as x;\n"
        "create sequence app.s;"
    )
    assert found == {
        ("public.later", "SELECT", "anon", ()),
        ("public.later", "INSERT", "anon", ()),
        ("public.v", "SELECT", "anon", ()),
        ("public.v", "INSERT", "anon", ()),
        ("app.s", "USAGE", "anon", ()),
    }


def test_default_privileges_of_the_loading_role_and_of_another() -> None:
    found = held(
        "alter default privileges for role postgres grant select on tables to anon;\n"
        f"alter default privileges for role somebody_else grant update on tables to anon; {NOTE}"
    )
    assert found == {("public.note", "SELECT", "anon", ())}


def test_default_privileges_can_be_taken_back() -> None:
    found = held(
        "alter default privileges for role postgres in schema public grant all on tables to anon;\n"
        f"alter default privileges in schema public revoke all on tables from anon; {NOTE}"
    )
    assert found == set()


def test_only_default_privileges_of_the_whole_database_keep_functions_from_everyone() -> None:
    revoked = "alter default privileges {}revoke execute on functions from public;\n" + FUNCTION
    assert held(revoked.format("")) == set()
    assert held(revoked.format("in schema public ")) == {("public.f(integer)", "EXECUTE", "public", ())}


def test_replacing_an_object_grants_nothing_again() -> None:
    found = held(
        f"{FUNCTION}revoke execute on function f from public;\n"
        "alter default privileges grant execute on functions to anon;\n"
        "create or replace function f(a int) returns int language sql as 'select 2';"
    )
    assert found == set()


def test_a_table_dropped_and_made_again_starts_anew() -> None:
    assert held(f"{NOTE}grant select on note to anon; drop table note; {NOTE}") == set()


def test_grants_follow_a_renamed_table() -> None:
    assert held(f"{NOTE}grant select on note to anon; alter table note rename to memo;") == {
        ("public.memo", "SELECT", "anon", ())
    }


def test_default_privileges_are_listed_with_where_they_hold() -> None:
    (found,) = load_text(
        "alter default privileges for role boss in schema app revoke select on tables from anon;"
    ).default_privileges
    assert (found.object_type, found.privilege, found.grantee, found.role, found.schema, found.revoked) == (
        ObjectType.TABLE,
        "SELECT",
        "anon",
        "boss",
        "app",
        True,
    )


def test_objects_that_no_file_creates_are_opaque_and_the_rest_is_granted() -> None:
    catalog: Catalog = load_text(f"{NOTE}grant select on note, missing to anon; grant usage on schema nowhere to anon;")
    assert [each.reason for each in catalog.opaque] == [
        "speaks of relation public.missing, which no file creates",
        "speaks of schema nowhere, which no file creates",
    ]
    assert [each.target.identity for each in catalog.grants] == ["public.note"]
    assert reasons("grant execute on function f(int) to anon;") == ["speaks of routine f, which no file creates"]
    assert reasons("grant usage on language plpgsql to anon;") == ["grants or revokes on languages are not looked at"]
