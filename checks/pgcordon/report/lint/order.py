"""Findings in another order than that of their places."""

from collections.abc import Iterable

from pgcordon.model import Finding, Severity

_SEVERITIES = tuple(Severity)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity; those of one severity stay in the order of their places."""
    return sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))
