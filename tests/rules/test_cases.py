"""Every rule against its annotated case file: exactly these places are found faulty, and no others."""

import msgspec
import pytest
from msgspec.structs import replace

from pgcordon import platforms
from pgcordon.lint import lint
from pgcordon.model import Api, Catalog
from pgcordon.parse import load, load_text
from pgcordon.rules import all_rules
from pgcordon.settings import Settings
from rules.cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_exactly_the_annotated_places_are_found(case: Case) -> None:
    assert case.found() == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_every_statement_of_a_case_file_is_understood(case: Case) -> None:
    """What the parser did not understand, the rule did not judge, and its silence would mean nothing."""
    if all_rules()[case.rule].family != "files":
        assert case.catalog.opaque == ()


@pytest.mark.parametrize("rule_name", all_rules())
def test_an_empty_schema_is_faultless(rule_name: str) -> None:
    rule = all_rules()[rule_name]
    assert list(rule.flaws(Catalog())) == []


def test_strangers_are_not_held_to_conventions() -> None:
    """A small schema in nobody's style but without a hole: no rule speaks up until the settings ask it to."""
    stranger = load_text("""
        create table public."tblNotes" (
          "noteID" serial constraint "PK" primary key,
          owner uuid not null constraint fk references auth.users (id),
          created_at timestamp,
          updated_at timestamp
        );
        create index i on public."tblNotes" (owner);
        alter table public."tblNotes" enable row level security;
        create policy p on public."tblNotes" to authenticated using (owner = (select auth.uid()));
    """)
    assert lint(stranger, Settings()).findings == ()


def test_a_convention_without_its_pattern_says_nothing_of_few_names() -> None:
    unset = load_text("create table public.t (id uuid constraint x primary key default gen_random_uuid());")
    for name in (*(each for each in all_rules() if each.endswith("-name")), "snake-case", "uuid-default"):
        assert list(all_rules()[name].flaws(unset)) == []


NAMED = """
    create table public.note (id uuid primary key, title text, constraint note_title_chk check (title <> ''));
    create index note_title_id on public.note (title, id);
    create view public.titles as select title from public.note;
    create function public.refuse() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger instead_of_insert_refuse instead of insert or delete on public.titles
      for each row execute function public.refuse();
"""


@pytest.mark.parametrize(
    ("rule_name", "option", "fitting", "unfitting"),
    [
        ("constraint-name", "check", "note_{column}_chk", "{column}_chk"),
        ("index-name", "pattern", "{table}_{column}_{column}", "{table}_{column}"),
        ("index-name", "pattern", "{table}_{columns}", "{columns}_{table}"),
        ("trigger-name", "pattern", "{timing}_insert_refuse", "before_{timing}_refuse"),
        ("trigger-name", "pattern", "instead_of_{event}_refuse", "{event}_of_insert_refuse"),
        ("trigger-name", "pattern", "instead_of_insert_{function}", "instead_of_{function}_refuse"),
    ],
)
def test_a_placeholder_stands_for_what_it_names(rule_name: str, option: str, fitting: str, unfitting: str) -> None:
    rule = all_rules()[rule_name]
    assert rule.options is not None
    options = [msgspec.convert({option: pattern}, rule.options) for pattern in (fitting, unfitting)]
    assert [len(list(rule.flaws(load_text(NAMED), each))) for each in options] == [0, 1]


def test_who_means_to_let_everyone_read_is_told_how_to_say_so() -> None:
    catalog = load_text("""
        create table public.menu (id uuid primary key);
        create policy menu_select on public.menu for select to anon using (true);
        create policy menu_delete on public.menu for delete to anon using (true);
    """)
    assert [flaw.message for flaw in all_rules()["using-always-true"].flaws(catalog)] == [
        "every row of public.menu can be read by anon; if that is meant, allow it with the reason",
        "every row of public.menu can be deleted by anon",
    ]


def test_rows_of_nobody_are_reached_by_using_and_made_by_with_check() -> None:
    catalog = load_text("""
        create table public.note (id uuid primary key, owner_id uuid);
        create policy own on public.note for update to authenticated
          using (owner_id = auth.uid() or owner_id is null) with check (owner_id = auth.uid() or owner_id is null);
    """)
    said = [flaw.message.partition(";")[0] for flaw in all_rules()["unowned-rows-shared"].flaws(catalog)]
    assert said == [
        "authenticated can change every row of public.note whose owner_id is null",
        "authenticated can leave rows of public.note to nobody, whose owner_id is null then",
    ]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("allow rls-disable: typo", "there is no rule rls-disable; did you mean rls-disabled?"),
        ("allow everything: haste", "there is no rule everything"),
        (
            "allow rls-disabled",
            "rls-disabled is not allowed without a reason; write `-- pgcordon: allow rls-disabled: <reason>`",
        ),
        ("allow rls-disabled: old", "nothing here breaks rls-disabled; remove the comment"),
    ],
)
def test_a_suppression_that_does_nothing_says_why(comment: str, message: str) -> None:
    [finding] = lint(load_text(f"-- pgcordon: {comment}\nselect 1;\n"), Settings()).findings
    assert (finding.rule, finding.message) == ("unused-suppression", message)


def test_a_role_of_the_platform_that_bypasses_row_security_gains_nothing() -> None:
    platform = load(platforms.get("supabase").files)
    backend = """
        create table public.menu (id uuid primary key);
        alter table public.menu enable row level security;
        create policy backend_all on public.menu to service_role using (true);
        grant select, insert, update, delete on public.menu to service_role;
    """
    assert lint(load_text(backend, base=platform), Settings()).findings == ()
    everyone = load_text(backend.replace("service_role", "authenticated"), base=platform)
    found = {finding.rule for finding in lint(everyone, Settings()).findings}
    assert found == {"using-always-true", "with-check-always-true"}


def test_the_schemas_that_clients_reach_are_a_setting() -> None:
    catalog = load_text("""
        create schema api;
        create table api.note (id uuid primary key);
        create table public.note (id uuid primary key);
    """)
    exposed = replace(catalog, api=Api(("api",), ("anon",), ("web_user",)))
    assert [flaw.subject.address.identity for flaw in all_rules()["rls-disabled"].flaws(exposed)] == ["api.note"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("public.touch", []), ("touch", []), ("extensions.moddatetime", ["public.note.updated_at"])],
)
def test_the_function_that_keeps_updated_at_is_a_setting(stated: str, expected: list[str]) -> None:
    catalog = load_text("""
        create table public.note (id uuid primary key, updated_at timestamptz);
        create function public.touch() returns trigger language plpgsql
          as $$ begin new.updated_at := now(); return new; end $$;
        create trigger t before update on public.note for each row execute function public.touch();
    """)
    rule = all_rules()["updated-at-without-trigger"]
    assert rule.options is not None
    options = msgspec.convert({"function": stated}, rule.options)
    assert [flaw.subject.address.identity for flaw in rule.flaws(catalog, options)] == expected
