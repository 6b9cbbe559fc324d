"""What linting a system gave."""

from collections.abc import Iterable
from typing import Self

import msgspec
from msgspec.structs import replace

from pgcordon.lint.allow import Allowed
from pgcordon.model import Catalog, Finding, OpaqueStatement


class Counts(msgspec.Struct, frozen=True):
    """What was read, so that silence can be told from success."""

    files: int = 0
    statements: int = 0
    tables: int = 0
    policies: int = 0
    functions: int = 0

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """The catalog's files and statements, and its objects but those that the platform brought."""
        return cls(
            files=len(catalog.sources),
            statements=len(catalog.statements),
            tables=sum(table.address not in catalog.given for table in catalog.tables),
            policies=sum(policy.address not in catalog.given for policy in catalog.policies),
            functions=sum(function.address not in catalog.given for function in catalog.functions),
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


class LintResult(msgspec.Struct, frozen=True):
    """Findings in the order of their places, and what qualifies them."""

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Allowed, ...] = ()
    """What a comment in the SQL allows, with a reason."""
    not_understood: tuple[OpaqueStatement, ...] = ()
    rules: frozenset[str] = frozenset()
    """The names of the rules that ran."""
    counts: Counts = Counts()
    baselined: tuple[Finding, ...] = ()
    """What the baseline lists."""
    known: tuple[Finding, ...] = ()
    """What the revision that `--since` names had already."""
    hidden: tuple[Finding, ...] = ()
    """What is not severe enough to be shown."""
    fixed: tuple[Finding, ...] = ()
    """What was there before the text was mended."""
    failing: int = 0
    """How many of the findings are severe enough to fail the run."""
    unmatched: int = 0
    """How many findings the baseline lists that are not there."""
    waiting: frozenset[str] = frozenset()
    """The names of the rules about changes, which run with `--since` only."""
    compared: bool = False
    """Whether the findings were held against a baseline or a revision, so that those that are left are new."""

    @property
    def untold(self) -> tuple[OpaqueStatement, ...]:
        """The statements that were not understood and that nothing else says: no finding, allowed or not, is there."""
        told = {each.span for findings in (self.findings, self.baselined, self.known) for each in findings}
        told |= {allowed.finding.span for allowed in self.suppressed}
        return tuple(statement for statement in self.not_understood if statement.span not in told)

    def within(self, path: str) -> Self:
        """What of it stands in one file; what was read and what ran stays as it is."""

        def there(finding: Finding) -> bool:
            return finding.span is not None and finding.span.path == path

        return replace(
            self,
            findings=tuple(filter(there, self.findings)),
            suppressed=tuple(allowed for allowed in self.suppressed if there(allowed.finding)),
            not_understood=tuple(statement for statement in self.not_understood if statement.span.path == path),
            baselined=tuple(filter(there, self.baselined)),
            known=tuple(filter(there, self.known)),
        )

    @classmethod
    def together(cls, results: Iterable[Self]) -> Self:
        """The results of several systems as one, one system after the other."""
        results = tuple(results)
        return cls(
            findings=tuple(finding for result in results for finding in result.findings),
            suppressed=tuple(allowed for result in results for allowed in result.suppressed),
            not_understood=tuple(statement for result in results for statement in result.not_understood),
            rules=frozenset().union(*(result.rules for result in results)),
            counts=sum((result.counts for result in results), start=Counts()),
            baselined=tuple(finding for result in results for finding in result.baselined),
            known=tuple(finding for result in results for finding in result.known),
            hidden=tuple(finding for result in results for finding in result.hidden),
            fixed=tuple(finding for result in results for finding in result.fixed),
            failing=sum(result.failing for result in results),
            unmatched=sum(result.unmatched for result in results),
            waiting=frozenset().union(*(result.waiting for result in results)),
            compared=any(result.compared for result in results),
        )
