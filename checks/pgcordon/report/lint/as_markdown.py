"""Findings as Markdown, for a comment on a pull request or the summary of a job."""

from collections import Counter
from collections.abc import Iterable

from pgcordon.lint import LintResult
from pgcordon.model import Finding, OpaqueStatement, Severity
from pgcordon.report.lint.left_out import left_out
from pgcordon.report.lint.locations import relative_path
from pgcordon.report.lint.markdown import code, length, plain
from pgcordon.report.lint.order import worst_first
from pgcordon.report.plural import count
from pgcordon.report.style import Style

MOST = 64_000
"""Characters: GitHub takes 65,536 in a comment, and what posts it may put something of its own around the text."""
_MOST_ASIDE = 8_000
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_TABLE = ("| | rule | object | what is wrong | where |", "|---|---|---|---|---|")


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; Markdown has none)
    """A heading, a table of the findings, the worst first, and what was not understood.

    It is no longer than a comment may be; what there is no room for is counted.
    """
    heading = [f"### pgcordon lint: {_verdict(result)}", ""]
    below = [_read(result), *_not_understood(result.untold)]
    rows = [_row(finding) for finding in worst_first(result.findings)]
    return "\n".join([*heading, *_table(rows, MOST - length("\n".join(heading + below))), *below]) + "\n"


def _verdict(result: LintResult) -> str:
    if not result.findings:
        return "clean"
    tally = Counter(finding.severity for finding in result.findings)
    return ", ".join(count(tally[severity], severity) for severity in Severity if tally[severity])


def _table(rows: list[str], room: int) -> list[str]:
    if not rows:
        return []
    kept = _fitting(rows, room - sum(length(line) + 1 for line in _TABLE) - 200)
    return [*_TABLE, *kept, "", *_more(len(rows) - len(kept), "finding")]


def _more(number: int, noun: str) -> list[str]:
    return [f"… and {count(number, f'more {noun}')}, for which a comment has no room.", ""] if number else []


def _fitting(lines: Iterable[str], room: int) -> list[str]:
    """The first of the lines, as many as there is room for."""
    kept: list[str] = []
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return kept


def _row(finding: Finding) -> str:
    place = code(f"{relative_path(finding.span)}:{finding.span.begins.line}") if finding.span else ""
    return (
        f"| {_MARKS[finding.severity]} {finding.severity} | {finding.rule} | {code(str(finding.address))} "
        f"| {plain(finding.message)} | {place} |"
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
    return "; ".join([f"Read {', '.join(facts)}", f"{count(len(result.rules), 'rule')} ran", *left_out(result)]) + "."


def _not_understood(statements: tuple[OpaqueStatement, ...]) -> list[str]:
    if not statements:
        return []
    lines = [f"- {code(str(each.span))}: {plain(each.reason)}" for each in statements]
    kept = _fitting(lines, _MOST_ASIDE)
    summary = f"<details><summary>{count(len(statements), 'statement')} not understood</summary>"
    more = [f"- … and {len(lines) - len(kept):,} more"] if len(kept) < len(lines) else []
    return ["", summary, "", *kept, *more, "", "</details>"]
