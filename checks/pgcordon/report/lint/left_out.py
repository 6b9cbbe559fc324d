"""What a report does not show, in words."""

from collections.abc import Iterator

from pgcordon.lint import LintResult
from pgcordon.report.plural import count


def left_out(result: LintResult) -> Iterator[str]:
    """How many findings were left out, for each of the reasons that there are."""
    if result.suppressed:
        yield f"{count(len(result.suppressed), 'finding')} allowed by comments"
    if result.baselined:
        yield f"{count(len(result.baselined), 'finding')} in the baseline"
    if result.known:
        yield f"{count(len(result.known), 'finding')} there before"
    if result.hidden:
        yield f"{count(len(result.hidden), 'finding')} less severe, not shown"
