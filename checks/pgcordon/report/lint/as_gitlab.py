"""Findings as a GitLab code quality report.

Source: GitLab documentation, "Code Quality", "Code Quality report format", which knows the severities `info`, `minor`,
`major`, `critical` and `blocker`.
"""

import msgspec

from pgcordon.lint import LintResult
from pgcordon.model import Severity
from pgcordon.report.lint.digests import digests
from pgcordon.report.lint.locations import relative_path
from pgcordon.report.style import Style

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(result: LintResult, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """A JSON array with an object for each finding; `[]` where nothing was found."""
    issues = [
        {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": digest,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": relative_path(finding.span),
                "lines": {"begin": finding.span.begins.line if finding.span else 1},
            },
        }
        for finding, digest in digests(result.findings)
    ]
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"
