"""What the rules about privileges say where nobody knows the roles, and where only the files tell who granted what."""

import msgspec
import pytest
from msgspec.structs import replace

from pgcordon.model import Api, Catalog, Flaw
from pgcordon.parse import load_text
from pgcordon.rules import all_rules
from pgcordon.systems import platform_catalog

CLOSED = "create table public.note (id uuid primary key); alter table public.note enable row level security;"
ELSEWHERE = (
    "create schema app; create table app.note (id uuid primary key); alter table app.note enable row level security;"
)
READABLE = "create policy note_select on public.note for select to authenticated using (true);"
SECRET = "create table public.account (id uuid primary key, password text);"
SENT = "create table public.note (id uuid); create publication supabase_realtime for table public.note;"
EVERYTHING_SENT = "create table app.note (id uuid); create publication supabase_realtime for all tables;"
QUEUE = "create extension pgmq; select pgmq.create('jobs');"


def flaws(rule_name: str, catalog: Catalog) -> list[Flaw]:
    rule = all_rules()[rule_name]
    options = msgspec.convert({}, rule.options) if rule.options else None
    return list(rule.flaws(catalog, options))


@pytest.mark.parametrize(
    ("rule_name", "sql", "expected"),
    [
        ("rls-without-policy", CLOSED, 1),
        ("rls-without-policy", ELSEWHERE, 0),
        ("missing-grant", CLOSED + READABLE, 0),
        ("sensitive-column-exposed", SECRET, 1),
        ("realtime-without-rls", SENT, 1),
        ("realtime-without-rls", "create schema app;" + EVERYTHING_SENT, 1),
        ("exposed-queue", QUEUE, 0),
        ("exposed-queue", QUEUE + "create schema pgmq_public;", 1),
        ("extension-in-public", "create extension pg_trgm;", 1),
    ],
)
def test_without_a_platform_everything_exposed_counts_as_granted(rule_name: str, sql: str, expected: int) -> None:
    assert len(flaws(rule_name, load_text(sql))) == expected


@pytest.mark.parametrize("schema", ["pgmq", "pgmq_public"])
def test_a_queue_is_exposed_where_the_api_shows_its_schema(schema: str) -> None:
    catalog = load_text(QUEUE)
    shown = replace(catalog, api=Api(("public", schema), ("anon",), ("authenticated",)))
    assert len(flaws("exposed-queue", shown)) == 1


def test_grant_all_in_public_is_told_from_what_the_platform_gives_by_default() -> None:
    """Only from files: an access control list does not say which grant it came from."""
    catalog = load_text(
        "create table public.plain (id uuid); create table public.note (id uuid);"
        "grant select on public.plain to anon; grant all on public.note to anon;",
        base=platform_catalog("supabase"),
    )
    addresses = [flaw.subject.address for flaw in flaws("truncate-granted", catalog)]
    found = [address.identity for address in addresses if address not in catalog.given]
    assert found == ["public.note"]


def test_default_privileges_from_a_server_are_the_authors_where_the_platform_has_none_there() -> None:
    catalog = load_text(
        "create schema app;"
        "alter default privileges for role postgres in schema app grant select on tables to anon;"
        "alter default privileges for role postgres in schema public grant select on tables to anon;",
        base=platform_catalog("supabase"),
    )
    served = replace(
        catalog, default_privileges=tuple(replace(each, defined=None) for each in catalog.default_privileges)
    )
    found = [flaw.subject.address.identity for flaw in flaws("default-privileges-to-api-roles", served)]
    assert found == ["for role postgres in schema app on tables to anon"]


def test_an_extension_has_no_fix_where_there_is_no_schema_for_it() -> None:
    [without] = flaws("extension-in-public", load_text("create extension pg_trgm;"))
    assert without.fix is None


def test_the_message_says_which_policies_which_commands_and_whose() -> None:
    catalog = load_text("""
        create table public.note (id uuid primary key, owner_id uuid);
        create policy a on public.note for select to anon, authenticated using (owner_id = auth.uid());
        create policy b on public.note for delete to authenticated using (owner_id = auth.uid());
        create policy c on public.note to authenticated using (owner_id is null);
        create policy d on public.note for select using (id is null);
        create policy e on public.note for select using (id is not null);
    """)
    assert [flaw.message.partition(";")[0] for flaw in flaws("multiple-permissive-policies", catalog)] == [
        "c on public.note is evaluated beside a, b for each SELECT/DELETE of authenticated",
        "d on public.note is evaluated beside a, c for each SELECT of anon, authenticated",
        "e on public.note is evaluated beside a, c, d for each SELECT of every role",
    ]
