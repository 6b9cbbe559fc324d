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
    if finding.fix is not None:
        yield f"  = {'fix' if finding.fix.safe else 'unsafe fix'}: {printable(finding.fix.title)}"


def _summary(result: LintResult, style: Style) -> Iterator[str]:
    facts = [_verdict(result, style), f"{count(len(result.rules), 'rule')} ran", *_left_out(result)]
    if result.not_understood:
        facts.append(style("warning", f"{count(len(result.not_understood), 'statement')} not understood"))
    shown = {finding.span for finding in result.findings}
    listed = [statement for statement in result.not_understood if statement.span not in shown]
    yield "; ".join(facts) + ":" * bool(listed)
    for statement in listed:
        yield printable(f"  {statement.span}: {statement.reason}")


def _left_out(result: LintResult) -> Iterator[str]:
    if result.fixed:
        yield f"{count(len(result.fixed), 'finding')} fixed"
    fixes = [finding.fix for finding in result.findings if finding.fix and finding.fix.edits]
    safe = sum(fix.safe for fix in fixes)
    if safe:
        yield f"{safe:,} can be mended with --fix"
    if len(fixes) > safe:
        yield f"{len(fixes) - safe:,} {'more' if safe else 'can be mended'} with --unsafe-fixes"
    if result.suppressed:
        yield f"{count(len(result.suppressed), 'finding')} allowed by comments"
    if result.baselined:
        yield f"{count(len(result.baselined), 'finding')} in the baseline"
    if result.known:
        yield f"{count(len(result.known), 'finding')} there before"
    if result.hidden:
        yield f"{count(len(result.hidden), 'finding')} less severe, not shown"
    if result.waiting:
        yield f"{count(len(result.waiting), 'rule')} about changes run with --since REV"


def _verdict(result: LintResult, style: Style) -> str:
    counts = result.counts
    read = f"{count(counts.files, 'file')}, {count(counts.statements, 'statement')}"
    if result.findings:
        return f"{style('message', count(len(result.findings), 'finding'))} ({_severities(result)}) in {read}"
    objects = (count(counts.tables, "table"), count(counts.policies, "policy"), count(counts.functions, "function"))
    return f"{style('clean', 'clean')}: {read}, {', '.join(objects)}"


def _severities(result: LintResult) -> str:
    tally = Counter(finding.severity for finding in result.findings)
    return ", ".join(count(tally[severity], severity) for severity in Severity if tally[severity])
