"""Lint findings as JSON."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

import pgcordon
from pgcordon.lint import Allowed, Counts, LintResult
from pgcordon.model import Edit, Finding, Fix, ObjectAddress, ObjectType, OpaqueStatement, Severity, Source, Span
from pgcordon.report.lint import as_json
from pgcordon.report.style import PLAIN

SCHEMA = json.loads(Path(pgcordon.__path__[0], "report", "lint.schema.json").read_text())
SOURCE = Source(
    "schema/20_policies.sql", "-- notes\ncreate policy p on public.note\n  using (true);\ndo $$ begin end $$;\n"
)
START = SOURCE.text.index("true")
FINDING = Finding(
    "using-always-true",
    Severity.ERROR,
    ObjectAddress(ObjectType.POLICY, "p on public.note"),
    "USING lets every row through",
    Span(SOURCE, START, START + 4),
)
WITHOUT_TEXT = Finding(
    "rls-disabled",
    Severity.WARNING,
    ObjectAddress(ObjectType.TABLE, "public.note"),
    "public.note has no row security",
    None,
)
ALLOWED = Allowed(FINDING, "the menu hangs in the window", Span(SOURCE, 0, 8))
OPAQUE = OpaqueStatement(Span(SOURCE, SOURCE.offset(4), len(SOURCE.text)), "DO block")
COUNTS = Counts(files=5, statements=1214, tables=3, policies=12, functions=1)
RULES = frozenset({"using-always-true", "rls-disabled"})
AS_JSON = {
    "rule": "using-always-true",
    "severity": "error",
    "object": {"type": "policy", "identity": "p on public.note"},
    "message": "USING lets every row through",
    "path": "schema/20_policies.sql",
    "line": 3,
    "column": 10,
    "end_line": 3,
    "end_column": 14,
    "fixable": False,
    "fix": None,
}


def _document(result: LintResult) -> Any:
    document = json.loads(as_json.render(result, PLAIN))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


def test_the_document_has_the_published_shape() -> None:
    result = LintResult((FINDING, WITHOUT_TEXT), (), (OPAQUE,), RULES, COUNTS, failing=2)
    assert _document(result) == {
        "findings": [
            AS_JSON,
            {
                "rule": "rls-disabled",
                "severity": "warning",
                "object": {"type": "table", "identity": "public.note"},
                "message": "public.note has no row security",
                "path": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "fixable": False,
                "fix": None,
            },
        ],
        "suppressed": [],
        "not_understood": [{"path": "schema/20_policies.sql", "line": 4, "column": 1, "reason": "DO block"}],
        "summary": {
            "files": 5,
            "statements": 1214,
            "tables": 3,
            "policies": 12,
            "functions": 1,
            "rules": 2,
            "waiting": 0,
            "errors": 1,
            "warnings": 1,
            "infos": 0,
            "failing": 2,
            "fixed": 0,
            "suppressed": 0,
            "baselined": 0,
            "unmatched": 0,
            "known": 0,
            "hidden": 0,
        },
    }


def test_an_empty_result_is_a_document_too() -> None:
    assert _document(LintResult())["findings"] == []


def test_what_a_comment_allows_is_listed_with_the_reason_and_the_comments_place() -> None:
    comment = {"path": "schema/20_policies.sql", "line": 1, "column": 1, "end_line": 1, "end_column": 9}
    document = _document(LintResult(suppressed=(ALLOWED,)))
    assert document["findings"] == []
    assert document["suppressed"] == [{**AS_JSON, "reason": "the menu hangs in the window", "comment": comment}]


def test_a_fix_says_what_to_put_where_and_what_to_run() -> None:
    assert FINDING.span is not None
    edits = (Edit(FINDING.span, "owner_id = (select auth.uid())"), Edit(Span(SOURCE, START, START), "-- mended\n"))
    fix = Fix("ask for the owner", edits, "alter policy p on public.note using (…);", safe=False)
    [finding] = _document(LintResult((replace(FINDING, fix=fix),)))["findings"]
    assert finding["fixable"] is True
    assert finding["fix"] == {
        "title": "ask for the owner",
        "safe": False,
        "edits": [
            {
                "path": "schema/20_policies.sql",
                "line": 3,
                "column": 10,
                "end_line": 3,
                "end_column": 14,
                "text": "owner_id = (select auth.uid())",
            },
            {
                "path": "schema/20_policies.sql",
                "line": 3,
                "column": 10,
                "end_line": 3,
                "end_column": 10,
                "text": "-- mended\n",
            },
        ],
        "migration": "alter policy p on public.note using (…);",
    }


@pytest.mark.parametrize(
    ("fix", "edits", "migration"),
    [
        (Fix("index it", (), "create index on public.note (a);"), 0, "create index on public.note (a);"),
        (Fix("name the role", (Edit(Span(SOURCE, 9, 9), "x"),)), 1, None),
    ],
)
def test_of_a_fix_either_half_may_be_missing(fix: Fix, edits: int, migration: str | None) -> None:
    [finding] = _document(LintResult((replace(WITHOUT_TEXT, fix=fix),)))["findings"]
    assert (len(finding["fix"]["edits"]), finding["fix"]["migration"]) == (edits, migration)


def test_the_summary_counts_all_that_is_not_among_the_findings() -> None:
    result = LintResult(
        suppressed=(ALLOWED,), baselined=(FINDING,) * 2, known=(FINDING,) * 3, hidden=(FINDING,) * 4,
        fixed=(FINDING,) * 5, unmatched=6, waiting=frozenset({"table-dropped"}),
    )  # fmt: skip
    summary = _document(result)["summary"]
    names = ("suppressed", "baselined", "known", "hidden", "fixed", "unmatched", "waiting", "failing", "errors")
    assert [summary[name] for name in names] == [1, 2, 3, 4, 5, 6, 1, 0, 0]


def test_the_schema_refuses_what_the_document_never_holds() -> None:
    assert FINDING.span is not None
    fixed = replace(FINDING, fix=Fix("mend", (Edit(FINDING.span, "x"),)))
    document = _document(LintResult((fixed,), (ALLOWED,), counts=COUNTS))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    finding, allowed, summary = document["findings"][0], document["suppressed"][0], document["summary"]
    fix, edit = finding["fix"], finding["fix"]["edits"][0]
    for broken in (
        {**document, "extra": 1},
        {**document, "findings": [{**finding, "severity": "fatal"}]},
        {**document, "findings": [{**finding, "reason": "none"}]},
        {**document, "findings": [{key: value for key, value in finding.items() if key != "column"}]},
        {**document, "findings": [{**finding, "line": 0}]},
        {**document, "findings": [{**finding, "fix": {**fix, "migration": ""}}]},
        {**document, "findings": [{**finding, "fix": {**fix, "edits": [{**edit, "rule": "x"}]}}]},
        {**document, "suppressed": [{**allowed, "reason": ""}]},
        {**document, "suppressed": [{**allowed, "extra": 1}]},
        {**document, "suppressed": [finding]},
        {**document, "summary": {**summary, "files": -1}},
    ):
        assert not validator.is_valid(broken)
