"""Findings about what DO blocks make point at a true place, and no repair edits a text that is put together."""

import pytest

from pgcordon.lint import lint
from pgcordon.lint.fixing.passes import mend
from pgcordon.lint.judge import Judge
from pgcordon.lint.result import LintResult
from pgcordon.model import Catalog, Finding, Source
from pgcordon.parse import load_sources, load_text
from pgcordon.rules import Rule, all_rules
from pgcordon.settings import Settings
from pgcordon.systems import platform_catalog

TABLES = """
create table public.note (id uuid primary key, owner_id uuid not null references auth.users (id) on delete cascade);
create table public.reply (id uuid primary key, owner_id uuid not null references auth.users (id) on delete cascade);
create index note_owner on public.note (owner_id);
create index reply_owner on public.reply (owner_id);
grant select on public.note, public.reply to authenticated;
"""
POLICY = (
    "format('create policy %I on public.%I for select to authenticated using (owner_id = auth.uid())', t || '_own', t)"
)
LOOP = f"""do $$ declare t text; begin
  foreach t in array array['note', 'reply'] loop
    execute format('alter table public.%I enable row level security', t);
    execute {POLICY};
  end loop;
end $$;
"""


@pytest.fixture(scope="module")
def base() -> Catalog:
    return platform_catalog("supabase")


def found(base: Catalog, *texts: str) -> LintResult:
    return Judge(Settings())(load_sources([Source(f"{n}.sql", text) for n, text in enumerate(texts)], base))


def within(text: str, block: str) -> str:
    """The text with each statement in a DO block of its own."""
    statements = load_text(text).statements
    return "\n".join(block.format(each.span.text) for each in statements)


def named(result: LintResult, rule: str) -> list[Finding]:
    return [each for each in result.findings if each.rule == rule]


def test_tables_that_a_loop_closes_are_not_called_open(base: Catalog) -> None:
    assert len(named(found(base, TABLES), "rls-disabled")) == 2
    assert named(found(base, TABLES + LOOP), "rls-disabled") == []


def test_a_finding_points_at_what_execute_is_given(base: Catalog) -> None:
    findings = named(found(base, TABLES + LOOP), "per-row-session-lookup")
    assert [str(each.address) for each in findings] == [
        "policy note_own on public.note",
        "policy reply_own on public.reply",
    ]
    assert {each.span.text for each in findings if each.span} == {POLICY}


def test_no_repair_edits_a_text_that_is_put_together(base: Catalog) -> None:
    result = found(base, TABLES + LOOP)
    place = (TABLES + LOOP).index(POLICY)
    for finding in result.findings:
        for edit in finding.fix.edits if finding.fix else ():
            assert not place <= edit.span.start < place + len(POLICY), finding.rule


def test_mending_leaves_the_block_alone(base: Catalog) -> None:
    sources = [Source("0.sql", TABLES + LOOP)]
    mended = mend(
        load_sources(sources, base),
        Judge(Settings()),
        lambda changed: load_sources(changed, base),
        unsafe=True,
        editable=["0.sql"],
    )
    assert LOOP in mended.sources[0].text


NOT_SEEN_IN_BLOCKS = {
    "enum-value-used-at-once": "it judges the statements of files",
    "identifier-too-long": "long names are looked for in the statements of files",
    "truncate-cascade": "it judges the statements of files",
}
ABOUT_FILES = "pgcordon.rules.files."


@pytest.mark.parametrize("block", ["do $do$ begin {}; end $do$;", "do $do$ begin execute $run${}$run$; end $do$;"])
@pytest.mark.parametrize("rule", [each for each in all_rules().values() if each.name not in NOT_SEEN_IN_BLOCKS])
def test_a_rule_finds_in_blocks_what_it_finds_outside(base: Catalog, rule: Rule, block: str) -> None:
    texts = rule.documentation.example
    if rule.check.__module__.startswith(ABOUT_FILES) or any(
        each.kind == "Transaction" for text in texts for each in load_text(text).statements
    ):
        pytest.skip("it is about files and their statements, or needs statements that no block may hold")
    settings = Settings(select=frozenset({rule.name}))
    outside, inside = (
        lint(load_sources([Source(f"{n}.sql", text) for n, text in enumerate(each)], base), settings, since=True)
        for each in (texts, [within(text, block) for text in texts])
    )
    assert [each.address for each in inside.findings] == [each.address for each in outside.findings]
