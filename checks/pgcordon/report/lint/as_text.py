"""Findings for people, as the best compilers print them, 80 columns wide."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pgcordon.lint import LintResult
from pgcordon.model import Finding, ObjectType, Severity
from pgcordon.report.excerpt import WIDTH, columns, excerpt
from pgcordon.report.lint.left_out import left_out
from pgcordon.report.lint.next_steps import next_steps
from pgcordon.report.plural import count
from pgcordon.report.style import Style
from pgcordon.report.wrap import wrap

_INDENT = "  "
_OPTIONS = {
    (True, True): "--fix",
    (True, False): "--unsafe-fixes",
    (False, True): "--fix-as-migration FILE",
    (False, False): "--fix-as-migration FILE --unsafe-fixes",
}
"""What makes a fix, by whether it edits text and whether it is safe."""


def render(result: LintResult, style: Style) -> str:
    """Each finding with its source line, then what was read, the statements not understood, and what to do next."""
    lines = [line for finding in result.findings for line in (*_finding(finding, style), "")]
    lines += _summary(result, style)
    steps = next_steps(result)
    if steps:
        lines += ["", *(style("aside", step) for step in steps)]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    """What is wrong, where, the object unless the message names it, and the fix.

    In a database the object is the place.
    """
    yield from _heading(finding, style)
    margin = " "
    if finding.span is None:
        yield from _marked("-->", str(finding.address), margin, style)
    else:
        yield from excerpt(finding.span, style, finding.severity)
        margin = " " * (len(str(finding.span.begins.line)) + 1)
        if not _is_named(finding):
            yield from _marked("=", str(finding.address), margin, style)
    if finding.fix is not None:
        title = f"{'fix' if finding.fix.safe else 'unsafe fix'}: {finding.fix.title}"
        yield from _marked("=", title, margin, style)


def _marked(mark: str, text: str, margin: str, style: Style) -> Iterator[str]:
    first, *rest = wrap(text, f"{margin}{mark} ", margin + " " * (len(mark) + 1))
    yield margin + style("gutter", mark) + first.removeprefix(margin + mark)
    yield from rest


def _heading(finding: Finding, style: Style) -> Iterator[str]:
    label = f"{finding.severity}[{finding.rule}]"
    first, *rest = wrap(f"{label}: {finding.message}", "", _INDENT)
    yield f"{style(finding.severity, label)}:{style('message', first.removeprefix(f'{label}:'))}"
    yield from (_INDENT + style("message", line.removeprefix(_INDENT)) for line in rest)


def _is_named(finding: Finding) -> bool:
    """Whether the message, or for a file its place, says which object it is."""
    if finding.address.type is ObjectType.FILE:
        return True
    return re.search(rf'(?<![\w."]){re.escape(finding.address.identity)}(?![\w."])', finding.message) is not None


def _summary(result: LintResult, style: Style) -> Iterator[str]:
    verdict, read = _verdict(result)
    facts = [f"{verdict}{read}", *_facts(result)]
    unknown = f"{count(len(result.not_understood), 'statement')} not understood"
    if result.not_understood:
        facts.append(unknown)
    text = "\n".join(_in_lines([*(f"{fact};" for fact in facts[:-1]), facts[-1] + ":" * bool(result.untold)]))
    text = style("message" if result.findings else "clean", verdict) + text.removeprefix(verdict)
    yield from text.replace(f" {unknown}", f" {style('warning', unknown)}").splitlines()
    for statement in result.untold:
        yield from wrap(f"{statement.span}: {statement.reason}", _INDENT * 2, _INDENT * 3)


def _in_lines(facts: Sequence[str]) -> Iterator[str]:
    """The facts in lines that break between two of them where that can be."""
    indent, line = "", facts[0]
    for fact in facts[1:]:
        if columns(f"{indent}{line} {fact}") <= WIDTH:
            line += f" {fact}"
        else:
            yield from wrap(line, indent, _INDENT)
            indent, line = _INDENT, fact
    yield from wrap(line, indent, _INDENT)


def _facts(result: LintResult) -> Iterator[str]:
    yield f"{count(len(result.rules), 'rule')} ran"
    if result.fixed:
        yield f"{count(len(result.fixed), 'finding')} fixed"
    yield from _mendable(result.findings)
    yield from left_out(result)
    if result.waiting:
        yield f"{count(len(result.waiting), 'rule')} about changes run with --since REV"


def _mendable(findings: Iterable[Finding]) -> Iterator[str]:
    fixes = Counter((bool(each.fix.edits), each.fix.safe) for each in findings if each.fix)
    how = "can be mended"
    for kind, options in _OPTIONS.items():
        if fixes[kind]:
            yield f"{fixes[kind]:,} {how} with {options}"
            how = "more"


def _verdict(result: LintResult) -> tuple[str, str]:
    """What was found, and in what it was found. A database has objects, but no files."""
    counts = result.counts
    read = [count(counts.files, "file"), count(counts.statements, "statement")] if counts.files else []
    objects = [count(counts.tables, "table"), count(counts.policies, "policy"), count(counts.functions, "function")]
    if not result.findings:
        return "clean", f": {', '.join(read + objects)}"
    return count(len(result.findings), "finding"), f" ({_severities(result)}) in {', '.join(read or objects)}"


def _severities(result: LintResult) -> str:
    tally = Counter(finding.severity for finding in result.findings)
    return ", ".join(count(tally[severity], severity) for severity in Severity if tally[severity])
