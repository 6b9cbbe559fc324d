"""What of the findings is shown, and what of that fails the run."""

from msgspec.structs import replace

from pgcordon.lint.result import LintResult
from pgcordon.settings import Settings


def limited(result: LintResult, settings: Settings) -> LintResult:
    """The result with what is not severe enough put away, and with the number of findings that fail the run."""
    shown = tuple(finding for finding in result.findings if settings.shows(finding))
    hidden = tuple(finding for finding in result.findings if not settings.shows(finding))
    return replace(result, findings=shown, hidden=hidden, failing=sum(map(settings.fails, shown)))
