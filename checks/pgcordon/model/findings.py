"""What a rule yields and what a linter reports."""

from enum import StrEnum
from typing import Protocol

import msgspec

from pgcordon.model.fixes import Fix
from pgcordon.model.names import ObjectAddress
from pgcordon.model.spans import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def reaches(self, other: "Severity") -> bool:
        """Whether it is as severe as the other, or more."""
        order = tuple(Severity)
        return order.index(self) <= order.index(other)


class Subject(Protocol):
    """Anything that a rule can find fault with."""

    @property
    def address(self) -> ObjectAddress: ...

    @property
    def defined(self) -> Span | None: ...


class Flaw(msgspec.Struct, frozen=True):
    """What a rule yields: the faulty object, what is wrong with it, where, if not at its definition, and the cure."""

    subject: Subject
    message: str
    span: Span | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    """How severe it is where that is not the rule's own severity."""


class Finding(msgspec.Struct, frozen=True):
    """A flaw as it is reported. Its fingerprint, (rule, address), survives edits elsewhere in the file."""

    rule: str
    severity: Severity
    address: ObjectAddress
    message: str
    span: Span | None
    fix: Fix | None = None

    @property
    def fingerprint(self) -> tuple[str, ObjectAddress]:
        return self.rule, self.address
