"""Mending text by the fixes of findings."""

import re
from collections.abc import Callable, Sequence

import pytest

from pgcordon.lint import LintResult
from pgcordon.lint.fixing.diff import diff
from pgcordon.lint.fixing.edits import compatible, edited
from pgcordon.lint.fixing.migration import migration
from pgcordon.lint.fixing.passes import MOST_PASSES, Mended, mend
from pgcordon.model import Catalog, Edit, Finding, Fix, ObjectAddress, ObjectType, Severity, Source, Span
from pgcordon.parse import load_sources

Judge = Callable[[Catalog], LintResult]
TEXT = "select 1, 22, 333; -- ünï\n"
SOURCE = Source("a.sql", TEXT)


def finding(*edits: Edit, name: str = "it", rule: str = "a-rule", safe: bool = True, migration: str = "") -> Finding:
    fix = Fix("mend it", edits, migration, safe)
    span = edits[0].span if edits else None
    return Finding(rule, Severity.WARNING, ObjectAddress(ObjectType.TABLE, name), "faulty", span, fix)


def edit(start: int, end: int, replacement: str, source: Source = SOURCE) -> Edit:
    return Edit(Span(source, start, end), replacement)


def together(*findings: Finding, source: Source = SOURCE) -> str:
    chosen = compatible(findings)
    assert chosen == list(findings), "some get in each other's way"
    return edited([source], chosen)[0].text


def judge_of(*patterns: tuple[str, str]) -> Judge:
    """One that finds fault with each match of an expression, and would put the replacement in its place."""

    def judge(catalog: Catalog) -> LintResult:
        found = [
            finding(Edit(Span(source, *match.span()), match.expand(replacement)), name=match[0], rule=pattern)
            for source in catalog.sources
            for pattern, replacement in patterns
            for match in re.finditer(pattern, source.text)
        ]
        return LintResult(tuple(sorted(found, key=lambda each: each.span.start if each.span else 0)))

    return judge


def mended(judge: Judge, *texts: str, unsafe: bool = False, editable: Sequence[str] | None = None) -> Mended:
    sources = [Source(f"{number}.sql", text) for number, text in enumerate(texts, 1)]
    paths = [source.path for source in sources] if editable is None else editable
    return mend(load_sources(sources), judge, load_sources, unsafe=unsafe, editable=paths)


def text_of(result: Mended) -> str:
    return "".join(source.text for source in result.sources)


def test_edits_are_made_by_code_points_and_leave_the_rest() -> None:
    assert together(finding(edit(7, 8, "one"), edit(22, 25, "und")), finding(edit(14, 17, ""))) == (
        "select one, 22, ; -- und\n"
    )


def test_what_is_inserted_stands_where_the_empty_span_is() -> None:
    assert together(finding(edit(0, 0, "/* a */ ")), finding(edit(len(TEXT), len(TEXT), "-- end\n"))) == (
        f"/* a */ {TEXT}-- end\n"
    )


def test_a_fix_may_wrap_what_it_replaces() -> None:
    assert together(finding(edit(7, 7, "("), edit(7, 8, "one"), edit(8, 8, ")"))).startswith("select (one), 22")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (edit(7, 12, "a"), edit(10, 12, "b")),
        (edit(7, 8, "a"), edit(8, 8, "b")),
        (edit(7, 7, "a"), edit(7, 7, "b")),
        (edit(7, 12, "a"), edit(8, 8, "b")),
        (edit(10, 10, "a"), edit(7, 12, "b")),
    ],
    ids=["overlap", "touch", "same place", "inside", "around"],
)
def test_of_two_that_get_in_each_others_way_the_first_is_made(first: Edit, second: Edit) -> None:
    assert compatible([finding(first), finding(second)]) == [finding(first)]


def test_all_edits_of_a_fix_are_made_or_none() -> None:
    first, second, third = (
        finding(edit(10, 12, "a")),
        finding(edit(0, 1, "b"), edit(11, 12, "c")),
        finding(edit(0, 1, "d")),
    )
    assert compatible([first, second, third]) == [first, third]


def test_a_fix_whose_own_edits_overlap_is_not_made() -> None:
    assert compatible([finding(edit(7, 12, "a"), edit(8, 9, "b"))]) == []


def test_what_two_rules_want_alike_is_done_once() -> None:
    assert together(finding(edit(7, 8, "one")), finding(edit(7, 8, "one"), rule="b-rule")).startswith("select one, 22")
    added = edit(18, 18, "\ncreate index on t (a);")
    assert together(finding(added), finding(added, rule="b-rule")).count("create index") == 1


def test_statements_added_at_one_place_follow_each_other() -> None:
    text = together(*(finding(edit(18, 18, f"\nselect '{letter}';"), name=letter) for letter in "abc"))
    assert text == "select 1, 22, 333;\nselect 'a';\nselect 'b';\nselect 'c'; -- ünï\n"


def test_line_breaks_are_those_of_the_file() -> None:
    source = Source("a.sql", "select 1;\r\nselect 2;\r\n")
    added = finding(edit(9, 9, "\nselect 'x';\r\n", source))
    assert together(added, source=source) == "select 1;\r\nselect 'x';\r\n\r\nselect 2;\r\n"


def test_what_is_in_the_way_is_made_in_the_next_pass() -> None:
    result = mended(judge_of(("22, 33", "X.x"), ("1, 22", "Y.y"), ("y, 33", "z")), "select 1, 22, 33;")
    assert text_of(result) == "select Y.z;"
    assert [each.rule for each in result.result.fixed] == ["1, 22", "y, 33"]
    assert result.notes == ()


def test_without_fixes_nothing_changes() -> None:
    result = mended(lambda _catalog: LintResult(), TEXT)
    assert text_of(result) == TEXT
    assert result.result.fixed == ()


def test_unsafe_fixes_are_made_only_where_they_are_wanted() -> None:
    def judge(catalog: Catalog) -> LintResult:
        at = catalog.sources[0].text.find("22")
        return LintResult(() if at < 0 else (finding(edit(at, at + 2, "x", catalog.sources[0]), safe=False),))

    assert text_of(mended(judge, TEXT)) == TEXT
    assert text_of(mended(judge, TEXT, unsafe=True)) == TEXT.replace("22", "x")


def test_files_with_syntax_errors_and_files_elsewhere_are_left_alone() -> None:
    ones = judge_of(("1", "2"))
    faulty = mended(ones, "select 1;", "select 1 from where;")
    assert (text_of(faulty), faulty.notes) == ("select 2;select 1 from where;", ())
    assert text_of(mended(ones, "select 1;", "select 1;", editable=["2.sql"])) == "select 1;select 2;"


def test_a_fix_that_breaks_the_text_is_taken_back_and_blamed() -> None:
    result = mended(judge_of(("1", "(("), ("2", "two")), "select 1, 2;")
    assert text_of(result) == "select 1, two;"
    assert result.notes == (
        "the fix of 1 for table 1 was taken back, "
        "because it leaves text that cannot be parsed, which is a fault of the rule",
    )


def test_a_fix_that_mends_nothing_is_taken_back_and_blamed() -> None:
    result = mended(judge_of(("1", "+1"), ("2", "two")), "select 1, 2;")
    assert text_of(result) == "select 1, two;"
    assert result.notes == (
        "the fix of 1 for table 1 was taken back, "
        "because it changes nothing for what is found in the end; mend that by hand",
    )


def test_fixes_that_chase_each_other_come_to_an_end() -> None:
    result = mended(judge_of(("a", "b"), ("b", "a")), "select a;")
    assert result.notes == (f"after {MOST_PASSES} passes there was still something to fix; run it again",)
    assert len(result.result.fixed) == MOST_PASSES


def test_a_diff_can_be_applied_and_says_where_the_last_line_has_no_end() -> None:
    before, after = Source("a.sql", "select 1;\r\nselect 2;"), Source("a.sql", "select 1;\r\nselect 3;")
    assert diff([(before, after), (SOURCE, SOURCE)]) == (
        "--- a.sql\n+++ a.sql\n@@ -1,2 +1,2 @@\n select 1;\r\n-select 2;\n\\ No newline at end of file\n"
        "+select 3;\n\\ No newline at end of file\n"
    )


def missing(*names: str, repair: str = "create table {} ();", address: str | None = None) -> Judge:
    """One that misses tables."""

    def judge(catalog: Catalog) -> LintResult:
        there = {table.name.name for table in catalog.tables}
        absent = [name for name in names if name not in there]
        return LintResult(
            tuple(finding(name=address or name, rule=f"has-{name}", migration=repair.format(name)) for name in absent)
        )

    return judge


def migrated(judge: Judge, unsafe: bool = False) -> tuple[str, tuple[str, ...]]:
    written = migration(load_sources([SOURCE]), judge, load_sources, unsafe=unsafe, path="9.sql")
    return written.text, written.notes


def test_a_migration_names_what_it_repairs_and_says_every_statement_once() -> None:
    text, notes = migrated(missing("t", "u", repair="create table t ();\ncreate table u ()"))
    assert text == (
        "-- Repairs, as `pgcordon lint --fix-as-migration` wrote them:\n"
        "--   has-t: table t: mend it\n"
        "--   has-u: table u: mend it\n"
        "\n"
        "create table t ();\n"
        "create table u ();\n"
    )
    assert notes == ()


def test_of_several_repairs_of_one_object_each_sees_what_the_one_before_did() -> None:
    text, _ = migrated(missing("t", "u", address="both"))
    assert text.endswith("create table t ();\ncreate table u ();\n")


def test_what_builds_comes_after_what_changes_and_what_takes_away_comes_last() -> None:
    statements = {
        "a": "drop index i;",
        "b": "create index concurrently on t (a);",
        "c": "alter table t validate constraint c;",
        "d": "create table d ();",
    }

    def judge(catalog: Catalog) -> LintResult:
        if any(source.path == "9.sql" for source in catalog.sources):
            return LintResult()
        return LintResult(tuple(finding(name=name, migration=sql) for name, sql in statements.items()))

    text, _ = migrated(judge)
    assert [line for line in text.splitlines() if line and not line.startswith("--")] == [
        statements[name] for name in "dbca"
    ]
    assert "-- What is done concurrently cannot run inside a transaction block.\n" in text


def test_a_repair_that_repairs_nothing_or_is_no_sql_is_left_out_and_blamed() -> None:
    text, notes = migrated(missing("t", repair="create table other{0} ();"))
    assert text == ""
    assert notes == ("the migration of has-t for table t was left out, because it repairs nothing; mend that by hand",)
    assert migrated(missing("t", repair="create tabel {};"))[0] == ""


def test_a_name_with_a_line_break_does_not_end_the_comment() -> None:
    text, _ = migrated(missing("t", address="x\n; drop table users; --"))
    assert "\n; drop" not in text
