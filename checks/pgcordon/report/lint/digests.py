"""Fingerprints of findings as short strings, for reports whose readers follow a finding from one run to the next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from pgcordon.model import Finding


def digests(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with 32 hexadecimal digits that depend on its rule and object, not on where it stands.

    Several findings of one rule about one object are told apart by their order.
    """
    seen: Counter[object] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        text = f"{finding.rule}\n{finding.address}\n{seen[finding.fingerprint]}"
        yield finding, sha256(text.encode()).hexdigest()[:32]
