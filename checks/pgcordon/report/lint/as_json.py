"""Findings as a JSON document; `lint.schema.json` describes it."""

from collections import Counter
from typing import Any

import msgspec

from pgcordon.lint import LintResult
from pgcordon.model import Finding, OpaqueStatement, Severity, Span
from pgcordon.report.style import Style


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document, indented, with a line break at its end."""
    document = {
        "findings": [_finding(finding) for finding in result.findings],
        "not_understood": [_statement(statement) for statement in result.not_understood],
        "summary": _summary(result),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "object": {"type": finding.address.type, "identity": finding.address.identity},
        "message": finding.message,
        **_place(finding.span),
        "fixable": finding.fix is not None,
    }


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return dict.fromkeys(("path", "line", "column", "end_line", "end_column"))
    (line, column), (end_line, end_column) = span.begins, span.ends
    return {"path": span.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _statement(statement: OpaqueStatement) -> dict[str, Any]:
    line, column = statement.span.begins
    return {"path": statement.span.path, "line": line, "column": column, "reason": statement.reason}


def _summary(result: LintResult) -> dict[str, int]:
    tally = Counter(finding.severity for finding in result.findings)
    return {
        "files": result.counts.files,
        "statements": result.counts.statements,
        "tables": result.counts.tables,
        "policies": result.counts.policies,
        "functions": result.counts.functions,
        "rules": len(result.rules),
        "errors": tally[Severity.ERROR],
        "warnings": tally[Severity.WARNING],
        "infos": tally[Severity.INFO],
        "suppressed": len(result.suppressed),
    }
