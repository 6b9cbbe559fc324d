"""Row-level security policies and the commands they govern."""

from enum import StrEnum
from functools import cached_property

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName, quote_identifier
from pgcordon.model.spans import Span


class Command(StrEnum):
    """What a policy or a privilege governs; ALL only for policies, the last two only for privileges."""

    ALL = "ALL"
    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"
    EXECUTE = "EXECUTE"

    @property
    def writes_rows(self) -> bool:
        """Whether policies for it hold new rows against WITH CHECK."""
        return self in (Command.ALL, Command.INSERT, Command.UPDATE)


class Policy(msgspec.Struct, frozen=True, dict=True):
    """A policy. Without a TO clause `roles` is ("public",) and `roles_stated` is false."""

    name: str
    table: QualifiedName
    command: Command = Command.ALL
    permissive: bool = True
    roles: tuple[str, ...] = ("public",)
    roles_stated: bool = True
    using: Expression | None = None
    with_check: Expression | None = None
    roles_span: Span | None = None
    """Where the roles of its TO clause stand; where there is none, the empty span at which one can be put."""
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @cached_property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.POLICY, f"{quote_identifier(self.name)} on {self.table}")

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """USING and WITH CHECK, as far as they are stated."""
        return tuple([each for each in (self.using, self.with_check) if each is not None])

    @property
    def check_expression(self) -> Expression | None:
        """What new rows are held against: WITH CHECK, else USING for the commands that write rows.

        Source: CREATE POLICY, "if only a USING clause is specified, then that clause will be used for both".
        """
        if not self.command.writes_rows:
            return None
        return self.with_check if self.with_check is not None else self.using

    def applies_to(self, command: Command) -> bool:
        return self.command in (Command.ALL, command)

    @property
    def roles_phrase(self) -> str:
        return "every role" if "public" in self.roles else ", ".join(self.roles)

    def restricts_writes_of(self, other: "Policy") -> bool:
        """Whether this restrictive policy limits the new rows that `other` lets pass."""
        if self.permissive or self.table != other.table or self.check_expression is None:
            return False
        same_command = self.command is Command.ALL or self.command is other.command
        same_roles = "public" in self.roles or set(other.roles) <= set(self.roles)
        return same_command and same_roles and not self.check_expression.always_true

    def restricts_reads_of(self, other: "Policy") -> bool:
        """Whether this restrictive policy limits the existing rows that `other` lets through."""
        if self.permissive or self.table != other.table or self.using is None:
            return False
        same_command = self.command is Command.ALL or self.command is other.command
        same_roles = "public" in self.roles or set(other.roles) <= set(self.roles)
        return same_command and same_roles and not self.using.always_true
