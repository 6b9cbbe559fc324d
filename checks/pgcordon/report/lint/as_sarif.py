"""Findings as SARIF 2.1.0, which GitHub code scanning and most other dashboards read."""

from typing import Any

import msgspec

import pgcordon
from pgcordon.lint import LintResult
from pgcordon.model import Edit, Finding, Fix, OpaqueStatement, Severity, Span
from pgcordon.report.lint.digests import digests
from pgcordon.report.lint.locations import uri
from pgcordon.report.style import Style
from pgcordon.rules import Rule, When, all_rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document: the rules with their documentation, the findings with fingerprints, fixes and suppressions."""
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
                "toolExecutionNotifications": [_notification(each) for each in result.not_understood],
            }
        ],
        "results": [
            *(_result(finding, digest, indexes) for finding, digest in digests(result.findings)),
            *(_suppressed(finding, digest, indexes) for finding, digest in digests(result.suppressed)),
        ],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _rules_of(result: LintResult) -> set[str]:
    return {finding.rule for finding in (*result.findings, *result.suppressed)}


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


def _suppressed(finding: Finding, digest: str, indexes: dict[str, int]) -> dict[str, Any]:
    return _result(finding, digest, indexes) | {"suppressions": [{"kind": "inSource", "status": "accepted"}]}


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
