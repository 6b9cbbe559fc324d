"""Findings as Markdown, for a comment on a pull request or the summary of a job."""

import re
from collections import Counter

from pgcordon.lint import LintResult
from pgcordon.model import Finding, Severity
from pgcordon.report.lint.locations import relative_path
from pgcordon.report.plural import count
from pgcordon.report.style import Style

_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; Markdown has none)
    """A heading, a table of the findings, the worst first, and what was not understood."""
    lines = [f"### pgcordon lint: {_verdict(result)}", ""]
    if result.findings:
        lines += ["| | rule | object | what is wrong | where |", "|---|---|---|---|---|"]
        order = list(Severity)
        lines += [_row(each) for each in sorted(result.findings, key=lambda each: order.index(each.severity))]
        lines.append("")
    lines.append(_read(result))
    if result.not_understood:
        lines += [
            "",
            f"<details><summary>{count(len(result.not_understood), 'statement')} not understood</summary>",
            "",
        ]
        lines += [f"- `{each.span}`: {_plain(each.reason)}" for each in result.not_understood]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _verdict(result: LintResult) -> str:
    if not result.findings:
        return "clean"
    tally = Counter(finding.severity for finding in result.findings)
    return ", ".join(count(tally[severity], severity) for severity in Severity if tally[severity])


def _row(finding: Finding) -> str:
    place = f"`{relative_path(finding.span)}:{finding.span.begins.line}`" if finding.span else ""
    return (
        f"| {_MARKS[finding.severity]} {finding.severity} | {finding.rule} | {_plain(str(finding.address))} "
        f"| {_plain(finding.message)} | {place} |"
    )


def _read(result: LintResult) -> str:
    counts = result.counts
    facts = [
        count(counts.files, "file"),
        count(counts.statements, "statement"),
        count(counts.tables, "table"),
        count(counts.policies, "policy"),
        count(counts.functions, "function"),
    ]
    allowed = f"; {count(len(result.suppressed), 'finding')} allowed by comments" if result.suppressed else ""
    return f"Read {', '.join(facts)}; {count(len(result.rules), 'rule')} ran{allowed}."


def _plain(text: str) -> str:
    """The text as Markdown that shows it as it is, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
