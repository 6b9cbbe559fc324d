"""The source line that decides about a fault, with the name in it underlined and why it matters beside it."""

import re

from pgcordon.model import Command, Span
from pgcordon.report.excerpt import WIDTH, excerpt
from pgcordon.report.style import Style
from pgcordon.verify.verdicts import Report

_NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
_DEFINITION = re.compile(
    r"create\s+(?:or\s+replace\s+)?(?:(?:unlogged|recursive|materialized|partitioned|foreign)\s+)*"
    r"(?P<kind>table|view|function|procedure|policy)\s+(?:if\s+not\s+exists\s+)?"
    rf"(?P<name>{_NAME}(?:\s*\.\s*{_NAME})*)",
    re.IGNORECASE,
)


def place(report: Report, indent: str, style: Style) -> list[str]:
    """The lines to print; none where the report has no place."""
    if report.span is None:
        return []
    found = _DEFINITION.match(report.span.text)
    span = report.span if found is None else _within(report.span, *found.span("name"))
    note = _note(report, "" if found is None else found["kind"].lower())
    return [indent + line for line in excerpt(span, style, "error", width=WIDTH - len(indent), note=note)]


def _within(span: Span, start: int, end: int) -> Span:
    return Span(span.source, span.start + start, span.start + end)


def _note(report: Report, kind: str) -> str:
    """Why the underlined object decides."""
    command = report.cell.command
    called = report.fault.attempt.function if report.fault else None
    if called is not None:
        return "runs as its owner" if called.security_definer else "runs as its caller"
    if kind == "policy":
        return f"the only policy for {command}"
    if kind == "table" and command is Command.TRUNCATE:
        return "policies do not apply to TRUNCATE"
    return ""
