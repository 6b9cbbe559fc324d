"""Findings as a JSON document; `lint.schema.json` describes it."""

from collections import Counter
from typing import Any

import msgspec

from pgcordon.lint import Allowed, LintResult
from pgcordon.model import Edit, Finding, Fix, OpaqueStatement, Severity, Span
from pgcordon.report.style import Style


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document, indented, with a line break at its end."""
    document = {
        "findings": [_finding(finding) for finding in result.findings],
        "suppressed": [_allowed(allowed) for allowed in result.suppressed],
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
        "fix": finding.fix and _fix(finding.fix),
    }


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return dict.fromkeys(("path", "line", "column", "end_line", "end_column"))
    (line, column), (end_line, end_column) = span.begins, span.ends
    return {"path": span.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [_edit(edit) for edit in fix.edits],
        "migration": fix.migration or None,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {**_place(edit.span), "text": edit.replacement}


def _allowed(allowed: Allowed) -> dict[str, Any]:
    return {**_finding(allowed.finding), "reason": allowed.reason, "comment": _place(allowed.span)}


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
        "waiting": len(result.waiting),
        "errors": tally[Severity.ERROR],
        "warnings": tally[Severity.WARNING],
        "infos": tally[Severity.INFO],
        "failing": result.failing,
        "fixed": len(result.fixed),
        "suppressed": len(result.suppressed),
        "baselined": len(result.baselined),
        "unmatched": result.unmatched,
        "known": len(result.known),
        "hidden": len(result.hidden),
    }
