"""Where a column's type stands in the text."""

import pytest

from pgcordon.parse import load_text


def type_text(sql: str, column: str = "a") -> str | None:
    found = load_text(sql).tables[-1].column(column)
    assert found is not None
    return found.type_span.text if found.type_span else None


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("a timestamp", "timestamp"),
        ("a timestamp(3) without time zone not null", "timestamp(3) without time zone"),
        ("a character varying (20) [] default 'x'", "character varying (20) []"),
        ("a double precision check (a > 0)", "double precision"),
        ('a "public" . kind references public.kinds', '"public" . kind'),
        ("a numeric(10, 2) generated always as (1) stored", "numeric(10, 2)"),
        ('a text storage external collate "C"', "text"),
        ("a bigserial constraint k primary key", "bigserial"),
        ("a int array, b text", "int array"),
        ("a int /* not */ null", "int"),
    ],
)
def test_a_type_ends_where_the_rest_of_the_definition_begins(definition: str, expected: str) -> None:
    assert type_text(f"create table public.t ({definition});") == expected


def test_a_changed_type_stands_in_the_statement_that_changed_it() -> None:
    text = "create table t (a text); alter table t alter column a set data type jsonb using a::jsonb, add b int;"
    assert (type_text(text), type_text(text, "b")) == ("jsonb", "int")


def test_a_type_that_another_table_gave_stands_nowhere() -> None:
    assert type_text("create table t (a text); create table u (like t);") is None
    assert type_text("create table t (a text); create table u () inherits (t);") is None


def test_a_renamed_column_keeps_the_place_of_its_type() -> None:
    assert type_text("create schema s; create table t (a text); alter table t set schema s;") == "text"
