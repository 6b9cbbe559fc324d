"""What somebody who reads findings can do next."""

from pgcordon.lint import LintResult
from pgcordon.report.lint.order import worst_first

MANY = 20
"""More findings than somebody mends in one sitting."""


def next_steps(result: LintResult) -> list[str]:
    """A line for each: why the worst finding matters, how to mend, and how to begin where there is much to mend."""
    if not result.findings:
        return []
    worst = worst_first(result.findings)[0]
    steps = {"why": f"pgcordon explain {worst.rule}", "mend": _mending(result)}
    if len(result.findings) > MANY and not result.compared:
        steps["later"] = "pgcordon lint … --baseline FILE --write-baseline to set all this aside"
    return [f"  {what:<5}  {how}" for what, how in steps.items() if how]


def _mending(result: LintResult) -> str:
    fixes = [finding.fix for finding in result.findings if finding.fix]
    if any(fix.edits and fix.safe for fix in fixes):
        return "pgcordon lint … --diff to see it, --fix to do it"
    if any(fix.edits for fix in fixes):
        return "pgcordon lint … --unsafe-fixes with --diff to see it, --fix to do it"
    return "pgcordon lint … --fix-as-migration FILE" if fixes else ""
