"""DO blocks are followed where their text alone tells what they run, and opaque where it does not."""

import pytest

from pgcordon.model import Catalog
from pgcordon.parse import load_text

RUN_TIME = "DO block: what it runs is only known at run time"
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
    "body",
    [
        "execute 'drop table note';",
        "perform make_tables();",
        f"if (select count(*) from note) = 0 then {NEW_TYPE} end if;",
        f"if not exists (select 1 from note) then {NEW_TYPE} end if;",
        f"if exists (select 1 from pg_type where typname = 'mood') then {NEW_TYPE} end if;",
        f"if not exists (select 1 from pg_type) then {NEW_TYPE} else {OTHER_TYPE} end if;",
        "for n in 1 .. 3 loop create table note (); end loop;",
        f"{NEW_TYPE} exception when others then drop table note;",
        f"raise exception 'never'; {NEW_TYPE}",
    ],
)
def test_what_depends_on_more_than_the_text_is_opaque_and_changes_nothing(body: str) -> None:
    catalog = load_text(do(f"create table before (); {body}", "declare n integer;"))
    assert [each.reason for each in catalog.opaque] == [RUN_TIME]
    assert (catalog.tables, catalog.enums) == ((), ())


def test_another_language_and_an_escaped_text_are_opaque() -> None:
    assert reasons("do language plpython3u $$ plpy.execute('drop table note') $$;") == [RUN_TIME]
    (reason,) = reasons("do 'begin create type mood as enum (''calm''); end';")
    assert reason.startswith("DO block")


def test_an_extension_brings_its_own_schema() -> None:
    assert reasons("create extension pg_cron; grant usage on schema cron to public;") == []
    assert reasons("grant usage on schema cron to public;") == ["speaks of schema cron, which no file creates"]
