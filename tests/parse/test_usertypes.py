"""Enums, composite types, ranges, domains and sequences."""

import pytest

from pgcordon.model import Catalog, Comparison, Domain, QualifiedName, TypeName
from pgcordon.parse import load_text

TEXT = TypeName("pg_catalog", "text")


def load(sql: str) -> Catalog:
    catalog = load_text(sql)
    assert not catalog.opaque
    return catalog


def reasons(sql: str) -> list[str]:
    return [each.reason for each in load_text(sql).opaque]


MOOD = "create type mood as enum ('sad', 'ok');\n"


@pytest.mark.parametrize(
    ("alteration", "labels"),
    [
        ("add value 'happy'", ("sad", "ok", "happy")),
        ("add value 'meh' before 'ok'", ("sad", "meh", "ok")),
        ("add value 'meh' after 'sad'", ("sad", "meh", "ok")),
        ("add value if not exists 'ok'", ("sad", "ok")),
        ("rename value 'sad' to 'blue'", ("blue", "ok")),
    ],
)
def test_alter_enum(alteration: str, labels: tuple[str, ...]) -> None:
    (found,) = load(f"{MOOD}alter type public.mood {alteration};").enums
    assert (found.name, found.labels) == (QualifiedName("public", "mood"), labels)


def test_labels_that_are_or_are_not_there_are_opaque() -> None:
    assert reasons(f"{MOOD}alter type mood add value 'ok'; alter type mood add value 'x' after 'y';") == [
        "creates label ok of enum public.mood, which exists already",
        "speaks of label y of enum public.mood, which no file creates",
    ]
    assert reasons("alter type mood add value 'ok';") == ["speaks of enum public.mood, which no file creates"]


def test_composite_types() -> None:
    created = "create type app.address as (street text, zip int);\n"
    (found,) = load(created).composites
    assert found.attributes == (("street", TEXT), ("zip", TypeName("pg_catalog", "int4")))
    (found,) = load(
        f"{created}alter type app.address add attribute city text, drop attribute street,"
        " alter attribute zip type text;"
    ).composites
    assert found.attributes == (("zip", TEXT), ("city", TEXT))


def test_ranges() -> None:
    (found,) = load('create type span as range (subtype = timestamptz, collation = "C");').ranges
    assert (found.name, found.subtype) == (QualifiedName("public", "span"), TypeName("pg_catalog", "timestamptz"))


DOMAIN = (
    "create domain email as text default 'a@b' not null"
    " check (value ~ '@') constraint short check (length(value) < 9);\n"
)


def domain(sql: str) -> Domain:
    (found,) = load(DOMAIN + sql).domains
    return found


def test_a_domain_with_its_checks() -> None:
    found = domain("")
    assert (found.base, found.not_null, found.default and found.default.text) == (TEXT, True, "'a@b'")
    assert [(name, check.text) for name, check in found.checks] == [
        ("email_check", "value ~ '@'"),
        ("short", "length(value) < 9"),
    ]
    assert found.checks[1][1].comparisons == (Comparison("value", "<", ("9",), "length"),)


def test_alter_domain() -> None:
    altered = domain(
        "alter domain email drop not null; alter domain email set default 'c';\n"
        "alter domain email drop constraint short; alter domain email add check (value <> '');"
    )
    assert (altered.not_null, altered.default and altered.default.text) == (False, "'c'")
    assert [name for name, _ in altered.checks] == ["email_check", "email_check1"]
    assert domain("alter domain email drop default;").default is None
    assert domain("alter domain email drop constraint if exists missing;").checks[0][0] == "email_check"


def test_a_constraint_of_a_domain_that_is_not_there_is_opaque() -> None:
    assert reasons(f"{DOMAIN}alter domain email drop constraint missing;") == [
        "speaks of constraint missing of domain public.email, which no file creates"
    ]


def test_a_type_in_the_place_of_another_is_opaque() -> None:
    assert reasons(f"{MOOD}create domain mood as text; create table t (id int); create type t as (a int);") == [
        "creates type public.mood, which exists already",
        "creates type public.t, which exists already",
    ]


def test_shell_types_are_opaque() -> None:
    assert reasons("create type shell;") == ["creates type shell: such objects are not looked at"]


def test_sequences() -> None:
    created = "create table t (a int, b int); create sequence if not exists s owned by t.a;\n"
    owned = (QualifiedName("public", "t"), "a")
    assert load(created).sequences[0].owned_by == owned
    assert load(f"{created}create sequence if not exists s; alter sequence s restart;").sequences[0].owned_by == owned
    assert load(f"{created}alter sequence s owned by public.t.b;").sequences[0].owned_by == (owned[0], "b")
    assert load(f"{created}alter sequence s owned by none;").sequences[0].owned_by is None
    assert reasons("alter sequence s restart; alter sequence if exists s restart;") == [
        "speaks of sequence public.s, which no file creates"
    ]


@pytest.mark.parametrize("place", ["with schema extensions", "schema extensions"])
def test_a_type_of_an_extension_is_of_the_schema_that_the_extension_was_created_in(place: str) -> None:
    (table,) = load(f"create extension vector {place}; create table note (body text, meaning vector(3));").tables
    assert [str(column.type) for column in table.columns] == ["text", "extensions.vector(3)"]


def test_a_type_of_its_own_comes_before_that_of_an_extension() -> None:
    own = "create domain vector as text; create extension vector schema extensions; create table note (meaning vector);"
    assert str(load(own).tables[0].columns[0].type) == "public.vector"
