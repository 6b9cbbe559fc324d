"""Findings as SARIF 2.1.0, which GitHub code scanning and most other dashboards read."""

from typing import Any

import msgspec

import pgcordon
from pgcordon.lint import Allowed, LintResult
from pgcordon.model import Edit, Finding, Fix, OpaqueStatement, Severity, Span
from pgcordon.report.lint.digests import digests
from pgcordon.report.lint.locations import uri
from pgcordon.report.style import Style
from pgcordon.rules import Rule, When, all_rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_IN_BASELINE = {"kind": "external", "status": "accepted", "justification": "listed in the baseline"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document: the rules with their documentation, the findings with fingerprints, fixes and suppressions.

    What a comment allows, what the baseline lists and what was there before are results too, marked as such: a reader
    that follows findings from one run to the next would take what is left out for mended.
    """
    rules = [each for name, each in all_rules().items() if name in result.rules | _rules_of(result)]
    indexes = {rule.name: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "pgcordon",
                "semanticVersion": pgcordon.__version__,
                "version": pgcordon.__version__,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(each) for each in result.untold],
            }
        ],
        "results": _results(result, indexes),
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _marked(result: LintResult) -> list[tuple[Finding, dict[str, Any]]]:
    """Every finding, with what sets it apart from one that is simply there."""
    unchanged = {"baselineState": "unchanged"}
    return [
        *((finding, {"baselineState": "new"} if result.compared else {}) for finding in result.findings),
        *((allowed.finding, {"suppressions": [_in_source(allowed)]}) for allowed in result.suppressed),
        *((finding, unchanged | {"suppressions": [_IN_BASELINE]}) for finding in result.baselined),
        *((finding, unchanged) for finding in result.known),
    ]


def _results(result: LintResult, indexes: dict[str, int]) -> list[dict[str, Any]]:
    """Of several findings of one rule about one object, what was there before keeps the fingerprints it had."""
    marked = _marked(result)
    order = sorted(range(len(marked)), key=lambda index: _age(*marked[index]))
    numbered = zip(order, digests([marked[index][0] for index in order]), strict=True)
    by_index = {index: digest for index, (_, digest) in numbered}
    return [_result(finding, by_index[index], indexes) | marks for index, (finding, marks) in enumerate(marked)]


def _age(finding: Finding, marks: dict[str, Any]) -> tuple[bool, str, int]:
    place = (finding.span.path, finding.span.start) if finding.span else ("", 0)
    return marks.get("baselineState") != "unchanged", *place


def _in_source(allowed: Allowed) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": _artifact(allowed.span), "region": _region(allowed.span)}}
    return {"kind": "inSource", "status": "accepted", "justification": allowed.reason, "location": location}


def _rules_of(result: LintResult) -> set[str]:
    return {finding.rule for finding, _ in _marked(result)}


def _descriptor(rule: Rule) -> dict[str, Any]:
    documentation = rule.documentation
    sections = "\n\n".join(f"## {heading}\n{text}" for heading, text in documentation.sections.items())
    return {
        "id": rule.name,
        "shortDescription": {"text": documentation.summary},
        "fullDescription": {"text": documentation.sections["What it does"]},
        "help": {"text": documentation.sections["Why is this bad?"], "markdown": sections},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.when is When.ALWAYS},
        "properties": {"tags": [rule.family, *rule.aliases]},
    }


def _result(finding: Finding, digest: str, indexes: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": indexes[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)],
        "partialFingerprints": {"ruleAndObject/v1": digest},
    }
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    logical = {"logicalLocations": [{"fullyQualifiedName": finding.address.identity, "kind": finding.address.type}]}
    if finding.span is None:
        return logical
    physical = {"artifactLocation": _artifact(finding.span), "region": _region(finding.span)}
    return {"physicalLocation": physical, **logical}


def _artifact(span: Span) -> dict[str, str]:
    place = uri(span)
    return {"uri": place} if ":" in place else {"uri": place, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = span.begins, span.ends
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.span.path, []).append(edit)
    changes = [
        {"artifactLocation": _artifact(edits[0].span), "replacements": [_replacement(each) for each in edits]}
        for edits in by_path.values()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.replacement}}


def _notification(statement: OpaqueStatement) -> dict[str, Any]:
    location = {"artifactLocation": _artifact(statement.span), "region": _region(statement.span)}
    return {
        "level": "warning",
        "message": {"text": f"not understood: {statement.reason}"},
        "locations": [{"physicalLocation": location}],
    }
