"""Lint findings as text and as JSON."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

import pgcordon
from pgcordon.lint import Counts, LintResult
from pgcordon.model import Edit, Finding, Fix, ObjectAddress, ObjectType, OpaqueStatement, Severity, Source, Span
from pgcordon.report.lint import as_json, as_text
from pgcordon.report.style import PLAIN

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
OPAQUE = OpaqueStatement(Span(SOURCE, SOURCE.offset(4), len(SOURCE.text)), "DO block")
COUNTS = Counts(files=5, statements=1214, tables=3, policies=12, functions=1)
RULES = frozenset({"using-always-true", "rls-disabled"})


def _document(result: LintResult) -> Any:
    document = json.loads(as_json.render(result, PLAIN))
    schema = json.loads(Path(pgcordon.__path__[0], "report", "lint.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


def test_a_clean_result_says_what_was_read() -> None:
    text = as_text.render(LintResult(rules=RULES, counts=COUNTS), PLAIN)
    assert text == "clean: 5 files, 1,214 statements, 3 tables, 12 policies, 1 function; 2 rules ran\n"


def test_findings_are_shown_with_their_source_and_counted() -> None:
    text = as_text.render(LintResult(findings=(FINDING, WITHOUT_TEXT), rules=RULES, counts=COUNTS), PLAIN)
    assert text == (
        "error[using-always-true]: USING lets every row through\n"
        " --> schema/20_policies.sql:3:10\n"
        "  |\n"
        "3 |   using (true);\n"
        "  |          ^^^^\n"
        "  = policy p on public.note\n"
        "\n"
        "warning[rls-disabled]: public.note has no row security\n"
        "  = table public.note\n"
        "\n"
        "2 findings (1 error, 1 warning) in 5 files, 1,214 statements; 2 rules ran\n"
    )


def test_what_was_allowed_and_what_was_not_understood_is_never_silent() -> None:
    result = LintResult(suppressed=(FINDING,), not_understood=(OPAQUE,), rules=RULES, counts=COUNTS)
    assert as_text.render(result, PLAIN).splitlines()[-2:] == [
        "clean: 5 files, 1,214 statements, 3 tables, 12 policies, 1 function; 2 rules ran; "
        "1 finding allowed by comments; 1 statement not understood:",
        "  schema/20_policies.sql:4:1: DO block",
    ]


def test_a_statement_that_a_finding_shows_is_counted_and_not_listed_again() -> None:
    shown = replace(FINDING, rule="opaque-statement", span=OPAQUE.span)
    text = as_text.render(LintResult(findings=(shown,), not_understood=(OPAQUE,), rules=RULES, counts=COUNTS), PLAIN)
    assert text.splitlines()[-1].endswith("; 1 statement not understood")


def test_what_was_left_out_is_counted() -> None:
    left_out = LintResult(
        rules=RULES, counts=COUNTS, fixed=(FINDING,), baselined=(FINDING,), known=(FINDING,), hidden=(FINDING, FINDING),
        waiting=frozenset({"table-dropped"}),
    )  # fmt: skip
    assert as_text.render(left_out, PLAIN).splitlines()[-1].partition("2 rules ran; ")[2] == (
        "1 finding fixed; 1 finding in the baseline; 1 finding there before; 2 findings less severe, not shown; "
        "1 rule about changes run with --since REV"
    )


@pytest.mark.parametrize(
    ("safe", "summary", "shown"),
    [
        ((True,), "1 can be mended with --fix", "fix: say who"),
        ((False,), "1 can be mended with --unsafe-fixes", "unsafe fix: say who"),
        ((True, False, False), "1 can be mended with --fix; 2 more with --unsafe-fixes", "unsafe fix: say who"),
    ],
)
def test_fixes_are_shown_and_counted(safe: tuple[bool, ...], summary: str, shown: str) -> None:
    assert FINDING.span is not None
    edits = (Edit(FINDING.span, "x"),)
    findings = tuple(replace(FINDING, fix=Fix("say who", edits, safe=each)) for each in safe)
    text = as_text.render(LintResult(findings, rules=RULES, counts=COUNTS), PLAIN)
    assert text.endswith(f"; 2 rules ran; {summary}\n")
    assert f"  = {shown}\n" in text
    assert all(each["fixable"] for each in _document(LintResult(findings))["findings"])


def test_the_document_says_the_same_in_the_published_shape() -> None:
    result = LintResult((FINDING, WITHOUT_TEXT), (FINDING,), (OPAQUE,), RULES, COUNTS)
    assert _document(result) == {
        "findings": [
            {
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
            },
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
            },
        ],
        "not_understood": [{"path": "schema/20_policies.sql", "line": 4, "column": 1, "reason": "DO block"}],
        "summary": {
            "files": 5,
            "statements": 1214,
            "tables": 3,
            "policies": 12,
            "functions": 1,
            "rules": 2,
            "errors": 1,
            "warnings": 1,
            "infos": 0,
            "suppressed": 1,
        },
    }


def test_an_empty_result_is_a_document_too() -> None:
    assert _document(LintResult())["findings"] == []


def test_the_schema_refuses_what_the_document_never_holds() -> None:
    document = _document(LintResult((FINDING,), counts=COUNTS))
    schema = json.loads(Path(pgcordon.__path__[0], "report", "lint.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    finding, summary = document["findings"][0], document["summary"]
    for broken in (
        {**document, "extra": 1},
        {**document, "findings": [{**finding, "severity": "fatal"}]},
        {**document, "findings": [{key: value for key, value in finding.items() if key != "column"}]},
        {**document, "findings": [{**finding, "line": 0}]},
        {**document, "summary": {**summary, "files": -1}},
    ):
        assert not validator.is_valid(broken)
