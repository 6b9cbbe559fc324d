"""Which rules run over a catalog, and which of their findings are reported."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from pgcordon.lint import Counts, LintResult, lint
from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.parse import load_text
from pgcordon.rules import Rule, When, all_rules
from pgcordon.settings import RuleSettings, Settings

NOTE = "create table public.note (id uuid primary key, written timestamp);\n"
POLICY = "create policy note_all on public.note to authenticated using (true);\n"


def _found(result: LintResult) -> list[tuple[str, int]]:
    return [(finding.rule, finding.span.begins.line) for finding in result.findings if finding.span]


def _lint(sql: str, settings: Settings | None = None) -> LintResult:
    return lint(load_text(sql, "note.sql"), settings or Settings())


def test_an_empty_catalog_is_clean_and_every_default_rule_ran() -> None:
    result = lint(Catalog(), Settings())
    assert result.findings == ()
    assert result.rules == {rule.name for rule in all_rules().values() if rule.when is When.ALWAYS}
    assert result.counts == Counts()


def test_findings_come_in_the_order_of_their_places() -> None:
    result = _lint(
        NOTE + "alter table public.note enable row level security;\n" + POLICY + NOTE.replace("note", "memo")
    )
    assert _found(result) == [("using-always-true", 3), ("with-check-always-true", 3), ("rls-disabled", 4)]


def test_a_convention_is_held_to_only_where_the_settings_enable_it() -> None:
    assert _found(_lint(NOTE, Settings(ignore=frozenset({"rls-disabled"})))) == []
    enabled = Settings(enable=frozenset({"timestamp-without-time-zone"}))
    assert _found(_lint(NOTE, enabled)) == [("rls-disabled", 1), ("timestamp-without-time-zone", 1)]
    selected = Settings(select=frozenset({"timestamp-without-time-zone"}))
    assert _found(_lint(NOTE, selected)) == [("timestamp-without-time-zone", 1)]
    assert _lint(NOTE, selected).rules == {"timestamp-without-time-zone"}


def test_the_settings_may_change_a_severity() -> None:
    info = Settings(rules={"rls-disabled": RuleSettings(severity=Severity.INFO)})
    assert [finding.severity for finding in _lint(NOTE).findings] == [Severity.ERROR]
    assert [finding.severity for finding in _lint(NOTE, info).findings] == [Severity.INFO]


def test_the_options_in_the_settings_reach_the_rule() -> None:
    options = all_rules()["index-name"].options
    assert options is not None
    index = NOTE + "create index i on public.note (written);\n"
    named = Settings(select=frozenset({"index-name"}), rules={"index-name": RuleSettings(options=options(pattern="j"))})
    assert _found(_lint(index, Settings(select=frozenset({"index-name"})))) == []
    assert _found(_lint(index, named)) == [("index-name", 2)]


def test_what_the_platform_brought_is_not_judged_and_not_counted() -> None:
    catalog = load_text(NOTE)
    given = replace(catalog, given=frozenset(table.address for table in catalog.tables))
    assert len(lint(catalog, Settings()).findings) == 1
    assert lint(given, Settings()).findings == ()
    assert lint(catalog, Settings()).counts == Counts(files=1, statements=1, tables=1)
    assert lint(given, Settings()).counts == Counts(files=1, statements=1)


def test_a_comment_with_a_reason_allows_the_finding_it_covers() -> None:
    result = _lint("-- pgcordon: allow rls-disabled: nobody can reach it\n" + NOTE)
    assert _found(result) == []
    assert [allowed.finding.rule for allowed in result.suppressed] == ["rls-disabled"]


def test_a_comment_without_a_reason_allows_nothing_and_is_a_finding() -> None:
    result = _lint("-- pgcordon: allow rls-disabled\n" + NOTE)
    assert _found(result) == [("unused-suppression", 1), ("rls-disabled", 2)]
    assert result.suppressed == ()


def test_a_comment_allows_only_its_own_statement_and_its_own_rule() -> None:
    allow = "-- pgcordon: allow rls-disabled: nobody can reach it\n"
    assert _found(_lint(allow + NOTE + NOTE.replace("note", "memo"))) == [("rls-disabled", 3)]
    other = allow.replace("rls-disabled", "policy-for-public")
    assert _found(_lint(other + NOTE)) == [("unused-suppression", 1), ("rls-disabled", 2)]


def test_a_comment_allows_nothing_at_the_same_place_of_another_file() -> None:
    allow = "-- pgcordon: allow rls-disabled: nobody can reach it\n"
    allowed = load_text(allow + NOTE, "a.sql")
    elsewhere = replace(load_text(" " * len(allow) + NOTE, "b.sql"), suppressions=allowed.suppressions)
    assert [finding.rule for finding in lint(elsewhere, Settings()).findings] == ["unused-suppression", "rls-disabled"]


def test_a_comment_for_a_rule_that_did_not_run_is_not_unused() -> None:
    sql = "-- pgcordon: allow timestamp-without-time-zone: it came like this\n" + NOTE
    assert _found(_lint(sql)) == [("rls-disabled", 2)]


def test_a_statement_with_a_syntax_error_is_never_silent() -> None:
    faulty = "create tabel public.note (id uuid);\n"
    assert [finding.rule for finding in _lint(faulty).findings] == ["syntax-error"]
    assert _lint(faulty).not_understood == ()
    without_the_rule = _lint(faulty, Settings(ignore=frozenset({"syntax-error"})))
    assert without_the_rule.findings == ()
    assert [statement.span.begins for statement in without_the_rule.not_understood] == [(1, 8)]


def test_a_rule_that_fails_is_named_with_the_object_it_was_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(catalog: Catalog) -> Iterator[Flaw]:
        for table in catalog.tables:
            for column in table.columns:
                yield Flaw(column, f"{1 // 0}")

    faulty = Rule("broken-rule", "files", Severity.ERROR, broken, None, When.ALWAYS, aliases=(), docstring="")
    monkeypatch.setattr("pgcordon.lint.run.all_rules", lambda: {"broken-rule": faulty})
    with pytest.raises(ZeroDivisionError) as failed:
        _lint(NOTE + NOTE.replace("note", "memo"))
    assert failed.value.__notes__ == ["The rule broken-rule failed, judging table column public.note.id."]


def test_several_systems_are_reported_together() -> None:
    first, second = _lint(NOTE), _lint("do $$ begin perform f(); end $$;", Settings(select=frozenset({"policy-name"})))
    together = LintResult.together([first, second])
    assert together.findings == first.findings
    assert together.not_understood == second.not_understood != ()
    assert together.rules == first.rules | {"policy-name"}
    assert together.counts == Counts(files=2, statements=2, tables=1)
