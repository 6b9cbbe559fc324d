"""Hold findings against the comments that allow them."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from pgcordon.model import Finding, Span, Suppression
from pgcordon.rules import rule_names


class Allowed(msgspec.Struct, frozen=True):
    """A finding that a comment allows, with the comment's reason and where it stands."""

    finding: Finding
    reason: str
    span: Span


def partition_allowed(
    findings: Iterable[Finding], suppressions: Iterable[Suppression]
) -> tuple[list[Finding], list[Allowed], frozenset[Suppression]]:
    """The findings that stand, those that a comment allows, and the comments that allow any.

    A comment without a reason allows nothing. Where several allow one finding, the one that covers least gives the
    reason.
    """
    by_rule: dict[str, list[Suppression]] = defaultdict(list)
    for suppression in suppressions:
        if suppression.reason:
            for name in rule_names(suppression.rule):
                by_rule[name].append(suppression)
    kept: list[Finding] = []
    allowed: list[Allowed] = []
    used: set[Suppression] = set()
    for finding in findings:
        covering = [each for each in by_rule[finding.rule] if _covers(each, finding)]
        used.update(covering)
        if covering:
            nearest = min(covering, key=lambda each: each.covers.end - each.covers.start)
            allowed.append(Allowed(finding, nearest.reason, nearest.span))
        else:
            kept.append(finding)
    return kept, allowed, frozenset(used)


def _covers(suppression: Suppression, finding: Finding) -> bool:
    span, covers = finding.span, suppression.covers
    return span is not None and span.source == covers.source and covers.start <= span.start < covers.end
