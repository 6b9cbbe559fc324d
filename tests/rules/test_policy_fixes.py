"""The fixes of rules about policies, in texts that are not as tidy as their examples."""

from pgcordon.lint import lint
from pgcordon.lint.fixing.edits import compatible, edited
from pgcordon.model import Catalog, Finding, Source
from pgcordon.parse import load_sources
from pgcordon.settings import Settings
from pgcordon.systems import platform_catalog


def read(*texts: str) -> Catalog:
    return load_sources([Source(f"{n}.sql", text) for n, text in enumerate(texts)], platform_catalog("supabase"))


def found(catalog: Catalog, rule_name: str) -> list[Finding]:
    return [each for each in lint(catalog, Settings()).findings if each.rule == rule_name]


def mended(rule_name: str, *texts: str) -> tuple[list[str], str]:
    """The texts with every fix of the rule in them, and the migrations."""
    catalog = read(*texts)
    flaws = found(catalog, rule_name)
    sources = edited(catalog.sources, compatible(flaws))
    assert found(read(*(source.text for source in sources)), rule_name) == []
    return [source.text for source in sources], "\n".join(each.fix.migration for each in flaws if each.fix)


def test_every_lookup_of_a_policy_is_wrapped_once() -> None:
    table = "create table t (id uuid primary key, email text);\n"
    text = """CREATE POLICY "Own rows" ON t FOR UPDATE TO authenticated
  USING (id = auth.uid()::uuid -- who
     AND lower(auth.jwt() ->> 'email') = email)
  WITH CHECK (id = (select auth.uid()) AND email = current_setting('app.' || current_setting('app.key')));
"""
    [_, after], migration = mended("per-row-session-lookup", table, text)
    assert after == (
        text.replace("id = auth.uid()::", "id = (select auth.uid())::")
        .replace("auth.jwt()", "(select auth.jwt())")
        .replace(
            "current_setting('app.' || current_setting('app.key'))",
            "(select current_setting('app.' || current_setting('app.key')))",
        )
    )
    assert migration.startswith('alter policy "Own rows" on public.t using (id = (select auth.uid())::uuid')
    assert "with check" in migration
    assert not found(read(table, text, migration), "per-row-session-lookup")


def test_what_is_altered_is_mended_where_it_was_altered() -> None:
    before = "create table t (id uuid primary key);\ncreate policy p on t to authenticated using (true);\n"
    texts, migration = mended("per-row-session-lookup", before, "alter policy p on t using (id = auth.uid());\n")
    assert texts == [before, "alter policy p on t using (id = (select auth.uid()));\n"]
    assert migration == "alter policy p on public.t using (id = (select auth.uid()));"


def test_an_index_follows_the_name_that_the_column_has_in_the_end() -> None:
    text = """create table t (
  id uuid primary key,
  owner uuid not null
);
create policy p on t to authenticated using (owner = (select auth.uid()));
alter table t rename owner to owner_id;
"""
    [after], migration = mended("unindexed-policy-column", text)
    assert after == text + "create index on public.t (owner_id);\n"
    assert migration == "create index concurrently on public.t (owner_id);"


def test_an_owner_that_may_not_be_null_is_for_a_person_to_decide() -> None:
    text = "create table t (owner_id uuid);\ncreate policy p on t to authenticated using (owner_id = auth.uid());\n"
    [flaw] = found(read(text), "owner-column-nullable")
    assert flaw.fix is not None
    assert not flaw.fix.safe
    [after], migration = mended("owner-column-nullable", text)
    assert migration == "alter table public.t alter column owner_id set not null;"
    assert after == text.replace(";\ncreate policy", f";\n{migration}\ncreate policy")
