"""Findings as workflow commands, which GitHub Actions shows beside the changed lines of a pull request.

Source: GitHub documentation, "Workflow commands for GitHub Actions", "Setting an error message".
"""

from pgcordon.lint import LintResult
from pgcordon.model import Finding, Severity
from pgcordon.report.lint.locations import relative_path
from pgcordon.report.lint.order import worst_first
from pgcordon.report.style import Style

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; commands have none)
    """A line for each finding, the worst first; nothing where nothing was found.

    Of each kind of annotation GitHub shows the first ten of a step.
    """
    return "".join(f"{_command(finding)}\n" for finding in worst_first(result.findings))


def _command(finding: Finding) -> str:
    properties = {"title": f"{finding.rule} ({finding.address})", **_place(finding)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(finding.message)}"


def _place(finding: Finding) -> dict[str, str]:
    """Columns only where the finding lies in one line: GitHub refuses them elsewhere."""
    if finding.span is None:
        return {}
    (line, column), (end_line, end_column) = finding.span.begins, finding.span.ends
    place = {"file": relative_path(finding.span), "line": str(line), "endLine": str(end_line)}
    return place | ({"col": str(column), "endColumn": str(end_column)} if line == end_line else {})


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
