"""DO blocks are followed where their text alone tells what they run, and opaque where it does not."""

import pytest

from pgcordon.model import Catalog
from pgcordon.parse import load_text

UNLESS = "if not exists (select 1 from pg_type where typname = 'mood') then {} end if;"
NEW_TYPE = "create type mood as enum ('calm', 'cross');"
OTHER_TYPE = "create type mood as enum ('other');"


def do(body: str, declared: str = "") -> str:
    return f"do $$ {declared} begin {body} end $$;\n"


def labels(catalog: Catalog) -> list[tuple[str, ...]]:
    return [enum.labels for enum in catalog.enums]


def reasons(sql: str) -> list[str]:
    return [each.reason for each in load_text(sql).opaque]


@pytest.mark.parametrize(
    "body",
    [
        NEW_TYPE,
        UNLESS.format(NEW_TYPE),
        f"begin {NEW_TYPE} exception when duplicate_object then null; end;",
        f"{NEW_TYPE} exception when others then raise notice 'there is one';",
        f"raise notice 'first'; {NEW_TYPE} raise notice 'then';",
    ],
)
def test_what_a_block_creates_is_there_at_its_place_in_the_file(body: str) -> None:
    catalog = load_text(do(body))
    assert (labels(catalog), catalog.opaque) == ([("calm", "cross")], ())
    (enum,) = catalog.enums
    assert enum.defined is not None
    assert enum.defined.text == NEW_TYPE.removesuffix(";")


@pytest.mark.parametrize(
    "body", [UNLESS.format(OTHER_TYPE), f"{OTHER_TYPE} exception when duplicate_object then null;"]
)
def test_a_guarded_part_does_nothing_where_its_object_is_there(body: str) -> None:
    catalog = load_text(NEW_TYPE + do(body))
    assert (labels(catalog), catalog.opaque) == ([("calm", "cross")], ())


def test_a_guarded_part_is_undone_as_a_whole() -> None:
    body = f"create table note (); {OTHER_TYPE} exception when duplicate_object then null;"
    catalog = load_text(NEW_TYPE + do(body))
    assert (catalog.tables, labels(catalog), catalog.opaque) == ((), [("calm", "cross")], ())


def test_what_is_not_guarded_is_told_as_anywhere_else() -> None:
    assert reasons(NEW_TYPE + do(OTHER_TYPE)) == ["creates type public.mood, which exists already"]


@pytest.mark.parametrize(
    "body",
    [
        "raise notice 'done';",
        "select count(*) into n from pg_class; raise notice '% relations', n;",
        "if n > 3 then raise exception 'too many'; else raise notice 'few'; end if;",
    ],
)
def test_a_block_that_only_looks_and_speaks_is_understood(body: str) -> None:
    assert reasons(do(body, "declare n integer;")) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("perform make_tables();", "what make_tables() does is not followed"),
        (f"if (select count(*) from note) = 0 then {NEW_TYPE} end if;", "IF condition depends on rows of public.note"),
        (f"if not exists (select 1 from note) then {NEW_TYPE} end if;", "IF condition depends on rows of public.note"),
        ("execute (select body from note);", "the text of EXECUTE depends on rows of public.note"),
        ("for r in select * from note loop execute r.body; end loop;", "a loop depends on rows of public.note"),
        (
            "for n in 1 .. 2000 loop execute format('drop table if exists t%s', n); end loop;",
            "loops run more than 1,000 times",
        ),
        ("insert into note default values; delete from note; call tidy();", "what CALL runs is not followed"),
    ],
)
def test_what_depends_on_more_than_the_text_is_named_and_left_out(body: str, reason: str) -> None:
    catalog = load_text(do(f"create table before (); {body} create table behind ();", "declare n integer; r record;"))
    assert [each.reason for each in catalog.opaque] == [f"DO block: {reason}"]
    assert [str(table.name) for table in catalog.tables] == ["public.before", "public.behind"]
    assert catalog.enums == ()


def test_nothing_is_done_behind_what_may_leave_the_block() -> None:
    body = f"create table note (); if exists (select from note) then return; end if; {NEW_TYPE}"
    catalog = load_text(do(body))
    (opaque,) = catalog.opaque
    assert opaque.reason == "DO block: IF condition depends on rows of public.note; what follows it is not followed"
    assert opaque.span.text == "exists (select from note)"
    assert (len(catalog.tables), catalog.enums) == (1, ())


def test_a_block_that_always_fails_does_nothing() -> None:
    catalog = load_text(do(f"{NEW_TYPE} raise exception 'never';"))
    assert [each.reason for each in catalog.opaque] == ["DO block: always fails: it raises an exception"]
    assert catalog.enums == ()


def test_another_language_is_opaque() -> None:
    (reason,) = reasons("do language plpython3u $$ plpy.execute('drop table note') $$;")
    assert reason == "DO block: only PL/pgSQL is followed"


def test_where_escapes_hide_the_places_the_whole_block_is_the_place() -> None:
    sql = "do 'begin create type mood as enum (''calm''); end'"
    (enum,) = load_text(sql).enums
    assert enum.labels == ("calm",)
    assert enum.defined is not None
    assert enum.defined.text == sql


def test_an_extension_brings_its_own_schema() -> None:
    assert reasons("create extension pg_cron; grant usage on schema cron to public;") == []
    assert reasons("grant usage on schema cron to public;") == ["speaks of schema cron, which no file creates"]
