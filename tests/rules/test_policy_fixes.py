"""The repairs of policies and privileges, where they are not as plain as in the rules' examples."""

import pytest

from pgcordon.model import Fix
from pgcordon.parse import load_text
from pgcordon.rules import all_rules
from pgcordon.systems import platform_catalog

NOTE = "create table public.note (id uuid primary key, owner_id uuid, tenant text, size int);\n"
OWN = "owner_id = (select auth.uid())"


def fixes(rule_name: str, sql: str) -> list[Fix | None]:
    catalog = load_text(NOTE + sql, base=platform_catalog("supabase"))
    found = all_rules()[rule_name].flaws(catalog)
    return [flaw.fix for flaw in found if flaw.subject.address not in catalog.given]


def mended(rule_name: str, sql: str) -> str:
    """The text with every edit made."""
    text = NOTE + sql
    edits = [edit for fix in fixes(rule_name, sql) if fix for edit in fix.edits]
    for edit in sorted(edits, key=lambda each: each.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text.removeprefix(NOTE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"create policy p on public.note using ({OWN});",
            f"create policy p on public.note to authenticated using ({OWN});",
        ),
        (
            f"CREATE POLICY p ON public.note FOR INSERT\n  WITH CHECK ({OWN});",
            f"CREATE POLICY p ON public.note FOR INSERT TO authenticated\n  WITH CHECK ({OWN});",
        ),
        (
            f"create policy p on public.note for select to public using ({OWN});",
            f"create policy p on public.note for select to authenticated using ({OWN});",
        ),
        (
            f"create policy p on public.note to anon using ({OWN}); alter policy p on public.note to anon, public;",
            f"create policy p on public.note to anon using ({OWN}); alter policy p on public.note to authenticated;",
        ),
        (
            f'create policy "to using" on public.note -- to whom\n  as permissive using ({OWN});',
            f'create policy "to using" on public.note -- to whom\n  as permissive to authenticated using ({OWN});',
        ),
    ],
)
def test_the_role_is_named_where_it_belongs(before: str, after: str) -> None:
    assert mended("policy-for-public", before) == after


def test_a_policy_that_asks_nobody_is_meant_for_everybody() -> None:
    assert fixes("policy-for-public", "create policy p on public.note for select using (tenant = 'open');") == [None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("create function public.f() returns int language sql as 'select 1'", "language sql stable as"),
        ("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql VOLATILE AS 'select 1'", "LANGUAGE sql STABLE AS"),
        ("create function public.f() returns int as 'select 1' language sql", "as 'select 1' language sql stable;"),
        ("create function public.f() returns int volatile language sql return 1", "returns int stable language sql"),
    ],
)
def test_a_function_is_declared_stable_where_its_volatility_is_said(before: str, after: str) -> None:
    policy = "; create policy p on public.note for select to authenticated using (size = public.f());"
    assert after in mended("volatile-function-in-policy", before + policy)


@pytest.mark.parametrize(
    "body",
    [
        "delete from public.note; select 1",
        "select setval('s', 1)::int",
        "with gone as (delete from public.note returning size) select size from gone",
        "select public.g()",
    ],
)
def test_a_function_that_does_more_than_read_is_left_to_its_author(body: str) -> None:
    sql = f"""
        create function public.g() returns int language sql as 'update public.note set size = 1; select 1';
        create function public.f() returns int language sql as $$ {body} $$;
        create policy p on public.note for select to authenticated using (size = public.f());
    """
    assert fixes("volatile-function-in-policy", sql) == [None]


def test_each_setting_of_a_policy_gets_its_default() -> None:
    before = (
        "(tenant = current_setting('a.b') or tenant = current_setting('a.c', false) or tenant = current_setting('a.d'))"
    )
    sql = f"create policy p on public.note for update to authenticated using {before} with check (size > 0);"
    after = before.replace("'a.b'", "'a.b', true").replace("'a.d'", "'a.d', true")
    assert after in mended("current-setting-without-default", sql)
    [fix] = fixes("current-setting-without-default", sql)
    assert fix is not None
    assert fix.migration == f"alter policy p on public.note using {after};"


@pytest.mark.parametrize(
    ("create", "replaced"),
    [
        ("create function", "create or replace function"),
        ("CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    ],
)
def test_a_function_is_replaced_with_its_setting_mended(create: str, replaced: str) -> None:
    body = "select current_setting('a.b') || current_setting('a.c')"
    rest = f"public.f() returns text language sql stable as $$ {body} $$"
    sql = f"{create} {rest}; create policy p on public.note for select to authenticated using (tenant = public.f());"
    [fix] = fixes("current-setting-without-default", sql)
    assert fix is not None
    mended_rest = rest.replace("'a.b'", "'a.b', true").replace("'a.c'", "'a.c', true")
    assert fix.migration == f"{replaced} {mended_rest};"


def test_a_function_that_was_altered_since_is_not_replaced() -> None:
    [fix] = fixes(
        "current-setting-without-default",
        """
        create function public.f() returns text language sql stable as $$ select current_setting('a.b') $$;
        alter function public.f() security definer;
        create policy p on public.note for select to authenticated using (tenant = public.f());
        """,
    )
    assert fix is not None
    assert (len(fix.edits), fix.migration) == (1, "")


@pytest.mark.parametrize(
    ("later", "removed"),
    [
        ("", True),
        ("alter policy q on public.note using (owner_id = auth.uid());", False),
        ("comment on policy q on public.note is 'twice';", False),
    ],
)
def test_a_duplicate_goes_from_the_text_if_nothing_else_speaks_of_it(later: str, removed: bool) -> None:
    says = "on public.note to authenticated using (owner_id = auth.uid());"
    twice = f"create policy p {says}\ncreate policy q {says}\n"
    [fix] = fixes("duplicate-policy", twice + later)
    assert fix is not None
    assert (bool(fix.edits), fix.migration) == (removed, "drop policy q on public.note;")


def test_grants_are_put_behind_the_last_policy_that_needs_them() -> None:
    sql = f"""\
create policy p on public.note for select to anon, authenticated using ({OWN});
create policy q on public.note for insert to authenticated with check ({OWN});
"""
    assert mended("missing-grant", sql) == (
        sql + "grant select on public.note to anon;\n" + "grant select, insert on public.note to authenticated;\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('create extension "pg_trgm"', 'create extension "pg_trgm" with schema extensions'),
        ("create extension pg_trgm version '1.6'", "create extension pg_trgm version '1.6' schema extensions"),
        (
            "create extension pg_trgm with schema public cascade",
            "create extension pg_trgm with schema extensions cascade",
        ),
    ],
)
def test_an_extension_is_put_elsewhere(before: str, after: str) -> None:
    assert mended("extension-in-public", f"{before};") == f"{after};"
