"""Findings for people, as the best compilers print them."""

from collections import Counter
from collections.abc import Iterator

from pgcordon.lint import LintResult
from pgcordon.model import Finding, Severity
from pgcordon.report.excerpt import excerpt, printable
from pgcordon.report.plural import count
from pgcordon.report.style import Style


def render(result: LintResult, style: Style) -> str:
    """Each finding with its source line, then what was read, then the statements that were not understood."""
    lines = [line for finding in result.findings for line in (*_finding(finding, style), "")]
    return "\n".join([*lines, *_summary(result, style)]) + "\n"


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    heading = style(finding.severity, f"{finding.severity}[{finding.rule}]")
    yield f"{heading}: {style('message', printable(finding.message))}"
    if finding.span is not None:
        yield from excerpt(finding.span, style, finding.severity)
    yield f"  = {printable(str(finding.address))}"


def _summary(result: LintResult, style: Style) -> Iterator[str]:
    counts = result.counts
    if result.findings:
        head = style("message", f"{count(len(result.findings), 'finding')} ({_severities(result)})")
        facts = [f"{head} in {count(counts.files, 'file')}, {count(counts.statements, 'statement')}"]
    else:
        head = style("clean", "clean")
        objects = f"{count(counts.tables, 'table')}, {count(counts.policies, 'policy')}"
        facts = [f"{head}: {count(counts.files, 'file')}, {objects}, {count(counts.functions, 'function')}"]
    facts.append(f"{count(len(result.rules), 'rule')} ran")
    if result.suppressed:
        facts.append(f"{count(len(result.suppressed), 'finding')} allowed by comments")
    if not result.not_understood:
        yield "; ".join(facts)
        return
    facts.append(style("warning", f"{count(len(result.not_understood), 'statement')} not understood:"))
    yield "; ".join(facts)
    for statement in result.not_understood:
        yield f"  {statement.span}: {printable(statement.reason)}"


def _severities(result: LintResult) -> str:
    tally = Counter(finding.severity for finding in result.findings)
    return ", ".join(count(tally[severity], severity) for severity in Severity if tally[severity])
