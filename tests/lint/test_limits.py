"""What is shown, what fails the run, what was known, and what rules wait for."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pgcordon.lint import Before, Judge, lint
from pgcordon.lint.fingerprints import without_known
from pgcordon.model import Finding, ObjectAddress, ObjectType, Severity, Source, Span
from pgcordon.parse import load_sources, load_text
from pgcordon.rules import When, all_rules
from pgcordon.settings import FailOn, PathSettings, RuleSettings, Settings

NOTE = "create table public.note (id uuid primary key);\n"
RLS = Settings(select=frozenset({"rls-disabled"}), path=Path("pgcordon.toml"))


def with_settings(**changed: object) -> Settings:
    return Settings(**{"select": RLS.select, "path": RLS.path} | changed)  # type: ignore[arg-type]


def outcome(settings: Settings, path: str = "schema/note.sql") -> tuple[int, int, int]:
    """How many findings are shown, hidden, and fail the run."""
    result = Judge(settings)(load_text(NOTE, path))
    return len(result.findings), len(result.hidden), result.failing


@pytest.mark.parametrize(("threshold", "failing"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_an_error_fails_the_run_unless_nothing_does(threshold: str, failing: int) -> None:
    assert outcome(with_settings(fail_on=FailOn(threshold))) == (1, 0, failing)


@pytest.mark.parametrize(("severity", "failing"), [("error", 1), ("warning", 1), ("info", 0)])
def test_from_warnings_on_the_run_fails_by_default(severity: str, failing: int) -> None:
    span = Span(Source("a.sql", ""), 0, 0)
    finding = Finding("r", Severity(severity), ObjectAddress(ObjectType.TABLE, "t"), "m", span)
    assert Settings().fails(finding) == bool(failing)


def test_what_is_less_severe_than_asked_for_is_hidden_and_fails_nothing() -> None:
    slight = {"rls-disabled": RuleSettings(severity=Severity.INFO)}
    hidden = with_settings(rules=slight, severity=Severity.WARNING, fail_on=FailOn.INFO)
    assert outcome(hidden) == (0, 1, 0)
    assert outcome(with_settings(rules=slight, fail_on=FailOn.INFO)) == (1, 0, 1)


def test_settings_may_hold_for_some_paths_only() -> None:
    about_legacy = PathSettings(("schema/legacy/**",), ignore=frozenset({"rls-disabled"}))
    assert outcome(with_settings(paths=(about_legacy,)), "schema/legacy/deep/note.sql") == (0, 0, 0)
    assert outcome(with_settings(paths=(about_legacy,)), "schema/note.sql") == (1, 0, 1)


def test_of_two_tables_about_a_path_the_last_one_counts() -> None:
    paths = (
        PathSettings(("schema",), fail_on=FailOn.NEVER),
        PathSettings(("**/note.sql",), fail_on=FailOn.ERROR),
    )
    assert outcome(with_settings(paths=paths)) == (1, 0, 1)
    assert outcome(with_settings(paths=paths), "schema/other.sql") == (1, 0, 0)


def test_a_comment_for_a_rule_that_is_ignored_in_its_file_is_not_unused() -> None:
    allowed = "-- pgcordon: allow rls-disabled: nobody reaches it\nselect 1;\n"
    here = PathSettings(("a.sql",), ignore=frozenset({"rls-disabled"}))
    settings = Settings(select=frozenset({"rls-disabled", "unused-suppression"}), path=RLS.path, paths=(here,))
    assert [finding.rule for finding in lint(load_text(allowed, "b.sql"), settings).findings] == ["unused-suppression"]
    assert lint(load_text(allowed, "a.sql"), settings).findings == ()


def test_a_comment_may_name_an_alias_several_rules_and_a_whole_file() -> None:
    later = "select 1;\n"
    one = "-- pgcordon: allow rls_disabled_in_public, unused-suppression: nobody reaches it\n"
    assert [each.finding.rule for each in lint(load_text(one + NOTE), RLS).suppressed] == ["rls-disabled"]
    whole = "-- pgcordon: allow-file 0013_rls_disabled_in_public: nobody reaches it\n"
    assert [each.finding.rule for each in lint(load_text(whole + later + NOTE), RLS).suppressed] == ["rls-disabled"]


def test_a_name_that_several_rules_share_allows_what_any_of_them_finds() -> None:
    policy = "create policy p on t for update to authenticated using (true) with check (true);\n"
    comment = "-- pgcordon: allow rls_policy_always_true: nobody minds\n"
    table = "create table public.t (id uuid primary key);\nalter table t enable row level security;\n"
    rules = frozenset({"using-always-true", "with-check-always-true", "unused-suppression"})
    result = lint(load_text(table + comment + policy), Settings(select=rules))
    assert result.findings == ()
    assert sorted(each.finding.rule for each in result.suppressed) == ["using-always-true", "with-check-always-true"]
    insert = "create policy p on t for insert to authenticated with check (true);\n"
    assert lint(load_text(table + comment + insert), Settings(select=rules)).findings == ()
    needless = table + comment + policy.replace("true", "false")
    assert [each.rule for each in lint(load_text(needless), Settings(select=rules)).findings] == ["unused-suppression"]
    half = Settings(select=frozenset({"using-always-true", "unused-suppression"}))
    assert lint(load_text(table + comment + insert), half).findings == ()


def test_a_comment_for_the_whole_file_stands_above_the_first_statement() -> None:
    late = "select 1;\n-- pgcordon: allow-file rls-disabled: nobody reaches it\n" + NOTE
    both = Settings(select=frozenset({"rls-disabled", "unused-suppression"}))
    found = {each.rule: each.message for each in lint(load_text(late), both).findings}
    assert found.keys() == {"unused-suppression", "rls-disabled"}
    assert found["unused-suppression"] == "allow-file covers a file only from above its first statement; move it there"


def finding(span_text: str, message: str = "m", identity: str = "t") -> Finding:
    return Finding(
        "r", Severity.ERROR, ObjectAddress(ObjectType.TABLE, identity), message, Span(Source("a", span_text), 0, 9)
    )


@pytest.mark.parametrize(
    ("now", "then", "new"),
    [
        ([], ["x"], []),
        (["x"], [], ["x"]),
        (["x", "y"], ["x"], ["y"]),
        (["y", "x"], ["x"], ["y"]),
        (["x", "y"], ["z"], ["y"]),
        (["x", "y"], ["z", "z", "z"], []),
    ],
)
def test_as_many_as_there_were_are_known_and_the_changed_ones_are_new(
    now: Sequence[str], then: Sequence[str], new: Sequence[str]
) -> None:
    left, known = without_known([finding(text) for text in now], [finding(text) for text in then])
    assert [each.span.text for each in left if each.span] == new
    assert len(left) + len(known) == len(now)


def test_only_what_the_change_brought_is_found() -> None:
    then = (Source("10.sql", NOTE),)
    now = (Source("20.sql", "-- moved\n" + NOTE), Source("30.sql", NOTE.replace("note", "memo")))
    before = Before(then, lint(load_sources(then), RLS).findings)
    result = Judge(RLS, before)(load_sources(now))
    assert [each.address.identity for each in result.findings] == ["public.memo"]
    assert [each.address.identity for each in result.known] == ["public.note"]


def test_where_nothing_changed_everything_was_known() -> None:
    sources = (Source("10.sql", NOTE),)
    result = Judge(RLS, Before(sources, None))(load_sources(sources))
    assert (result.findings, len(result.known), result.failing) == ((), 1, 0)


def test_rules_about_changes_wait_for_a_revision() -> None:
    waiting = {rule.name for rule in all_rules().values() if rule.when is When.SINCE}
    assert lint(load_text(NOTE), Settings()).waiting == waiting
    assert lint(load_text(NOTE), Settings(ignore=frozenset(waiting))).waiting == frozenset()
    since = lint(load_text(NOTE), Settings(), since=True)
    assert since.waiting == frozenset()
    assert since.rules >= waiting
    assert lint(load_text(NOTE), RLS).waiting == frozenset()


def test_a_comment_for_a_rule_that_waits_is_not_unused() -> None:
    sql = "-- pgcordon: allow table-dropped: it is empty\ndrop table if exists public.note;\n"
    settings = Settings(ignore=frozenset(all_rules()) - {"unused-suppression", "table-dropped"})
    assert lint(load_text(sql), settings).findings == ()
    assert [each.rule for each in lint(load_text(sql), settings, since=True).findings] == ["unused-suppression"]


def test_one_file_can_be_asked_about() -> None:
    sources = [Source("1.sql", NOTE), Source("2.sql", NOTE.replace("note", "memo"))]
    result = Judge(RLS, only="2.sql")(load_sources(sources))
    assert [each.address.identity for each in result.findings] == ["public.memo"]
