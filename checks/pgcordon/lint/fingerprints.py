"""Findings held against those that were there before."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from pgcordon.model import Finding, ObjectAddress

Fingerprint = tuple[str, ObjectAddress]
Key = TypeVar("Key")


def fingerprint(finding: Finding) -> Fingerprint:
    return finding.fingerprint


def without_counted(
    findings: Iterable[Finding], counted: Counter[Key], key: Callable[[Finding], Key]
) -> tuple[list[Finding], list[Finding]]:
    """The findings that are left, and those that the count has room for, in order; it is used up as they are taken."""
    left: list[Finding] = []
    taken: list[Finding] = []
    for finding in findings:
        has_room = counted[key(finding)] > 0
        if has_room:
            counted[key(finding)] -= 1
        (taken if has_room else left).append(finding)
    return left, taken


def without_known(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that are new, in order, and those that were known.

    As many of a fingerprint are known as there were. Those that say the same of the same text are taken first, so
    that what is left is what the change brought.
    """
    counted = Counter(map(_wording, known))
    left, taken = without_counted(findings, counted, _wording)
    remaining: Counter[Fingerprint] = Counter()
    for (each, _message, _text), number in counted.items():
        remaining[each] += number
    left, also_taken = without_counted(left, remaining, fingerprint)
    return left, taken + also_taken


def _wording(finding: Finding) -> tuple[Fingerprint, str, str | None]:
    return finding.fingerprint, finding.message, finding.span.text if finding.span else None
