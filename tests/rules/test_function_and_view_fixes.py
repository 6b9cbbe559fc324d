"""Where the repairs of functions and views put what they add."""

import pytest

from pgcordon.model import Catalog, Source
from pgcordon.parse import load_sources
from pgcordon.rules import all_rules
from pgcordon.systems import platform_catalog

TABLE = "create table public.note (id uuid);alter table public.note enable row level security;"
GRANT = "grant select on public.v to anon;"


def loaded(text: str) -> Catalog:
    return load_sources([Source("schema.sql", text)], platform_catalog("supabase"))


def mended(rule_name: str, text: str) -> str:
    """The text with the fix of the one flaw that the rule finds in it."""
    catalog = loaded(text)
    [flaw] = [each for each in all_rules()[rule_name].flaws(catalog) if each.subject.address not in catalog.given]
    assert flaw.fix is not None
    [edit] = flaw.fix.edits
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("language sql as 'select 1'", "language sql set search_path = '' as 'select 1'"),
        ("language sql\nas $x$ select 1 $x$", "language sql\nset search_path = ''\nas $x$ select 1 $x$"),
        ("language sql\n  as\n$$select 1$$", "language sql\n  set search_path = ''\n  as\n$$select 1$$"),
        ("as 'select 1' language sql", "set search_path = '' as 'select 1' language sql"),
        ("language sql\nbegin atomic select 1; end", "language sql\nset search_path = ''\nbegin atomic select 1; end"),
        ("return 1", "set search_path = '' return 1"),
        ("language sql as 'select ''x''::bigint'", "language sql as 'select ''x''::bigint';\n{}"),
        (
            "language sql as 'select count(*) from note'",
            "language sql set search_path = public, extensions, pg_temp as 'select count(*) from note'",
        ),
    ],
)
def test_a_search_path_stands_before_the_body(before: str, after: str) -> None:
    header = "create function public.f() returns bigint "
    alter = "alter function public.f() set search_path = ''"
    assert mended("function-mutable-search-path", f"{header}{before};") == header + after.format(alter) + ";"


def test_keywords_are_written_as_the_author_writes_them() -> None:
    text = "CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql AS 'SELECT 1';"
    assert "SET search_path = '' AS" in mended("function-mutable-search-path", text)


def test_what_is_created_again_is_mended_there() -> None:
    text = "create function public.f() returns bigint language sql as 'select 1';\ncreate or replace function "
    text += "public.f() returns bigint language sql as 'select 2';"
    assert mended("function-mutable-search-path", text).endswith("sql set search_path = '' as 'select 2';")


@pytest.mark.parametrize(
    ("statement", "safe"),
    [
        ("begin new.id = gen_random_uuid(); return new; end", True),
        ("begin new.id = helper(); return new; end", False),
        ("begin perform public.safe(); return new; end", True),
        ("begin perform public.unsafe(); return new; end", False),
        ("begin insert into public.plain values (new.id); return new; end", True),
        ("begin insert into public.watched values (new.id); return new; end", False),
    ],
)
def test_an_empty_path_is_safe_where_nothing_is_looked_up(statement: str, safe: bool) -> None:
    catalog = loaded(f"""
        create table public.plain (id uuid);
        create table public.watched (id uuid);
        create function public.safe() returns bigint language sql as 'select 1';
        create function public.unsafe() returns bigint language sql as 'select count(*) from plain';
        create function public.watch() returns trigger language plpgsql as
          'begin perform count(*) from plain; return new; end';
        create trigger watching after insert on public.watched for each row execute function public.watch();
        create function public.f() returns trigger language plpgsql security definer as $$ {statement} $$;
    """)
    [flaw] = all_rules()["definer-function-mutable-search-path"].flaws(catalog)
    assert flaw.fix is not None
    assert flaw.fix.safe is safe
    assert ("''" in flaw.fix.migration) is safe


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("create view public.v as select", "create view public.v with (security_invoker = true) as select"),
        (
            "create view public.v (a)\nas\nselect",
            "create view public.v (a)\nwith (security_invoker = true)\nas\nselect",
        ),
        (
            "create view public.v with (security_barrier) as select",
            "create view public.v with (security_barrier, security_invoker = true) as select",
        ),
        ("CREATE VIEW public.v AS select", "CREATE VIEW public.v WITH (security_invoker = true) AS select"),
    ],
)
def test_a_view_is_given_the_option_before_its_query(before: str, after: str) -> None:
    query = " id from public.note;"
    found = mended("view-without-security-invoker", f"{TABLE}\n{before}{query}\n{GRANT}")
    assert found == f"{TABLE}\n{after}{query}\n{GRANT}"


@pytest.mark.parametrize(
    "view",
    [
        "create view public.v with (security_invoker = false) as select id from public.note;",
        "create view public.v as /* all */ select id from public.note;",
        "create view public.v as select id from public.note;\nalter view public.v set (security_barrier);",
    ],
)
def test_where_the_option_cannot_be_written_it_is_set_afterwards(view: str) -> None:
    found = mended("view-without-security-invoker", f"{TABLE}\n{view}\n{GRANT}")
    assert found == f"{TABLE}\n{view}\nalter view public.v set (security_invoker = true);\n{GRANT}"


def test_a_privilege_is_taken_behind_the_last_grant() -> None:
    definition = "create function public.f() returns trigger language plpgsql security definer set search_path = '' "
    text = definition + "as 'begin return new; end';\ngrant execute on function public.f() to anon;"
    revoked = "\nrevoke execute on function public.f() from public, anon, authenticated;"
    assert mended("security-definer-trigger-open", text) == text + revoked


def test_a_privilege_that_a_role_has_from_another_is_not_taken() -> None:
    catalog = loaded("""
        create role reader; grant reader to authenticated; alter role authenticated inherit;
        create function public.f() returns trigger language plpgsql security definer set search_path = ''
          as 'begin return new; end';
        revoke execute on function public.f() from public;
        grant execute on function public.f() to reader;
    """)
    [flaw] = all_rules()["security-definer-trigger-open"].flaws(catalog)
    assert flaw.fix is None
