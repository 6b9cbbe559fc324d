"""Everything between a catalog and what is reported of it."""

from collections.abc import Sequence
from typing import Self

import msgspec
from msgspec.structs import replace

from pgcordon.lint.baseline import Baseline
from pgcordon.lint.fingerprints import without_known
from pgcordon.lint.limits import limited
from pgcordon.lint.result import LintResult
from pgcordon.lint.run import lint
from pgcordon.model import Catalog, Finding, Source
from pgcordon.settings import Settings


class Before(msgspec.Struct, frozen=True):
    """What a system was at the revision that changes are counted from."""

    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] | None
    """What was found then; None where nothing has changed since."""


class Judge(msgspec.Struct, frozen=True):
    """Lints catalogs of one system and leaves out what the caller does not ask about."""

    settings: Settings
    before: Before | None = None
    baseline: Baseline | None = None
    only: str | None = None
    """The file whose findings count; None for all."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings alone ask for. Raises CouldNotCheck for the baseline that they name."""
        return cls(settings, baseline=Baseline.read(settings.baseline) if settings.baseline else None)

    def __call__(self, catalog: Catalog) -> LintResult:
        """First what the baseline lists goes, then what was there before, then what is too slight to be shown."""
        if self.before:
            catalog = replace(catalog, base_sources=self.before.sources)
        result = lint(catalog, self.settings, since=self.before is not None)
        findings: Sequence[Finding] = result.findings
        listed: list[Finding] = []
        known: list[Finding] = []
        if self.baseline:
            findings, listed, _ = self.baseline.taken_off(findings)
        if self.before:
            then = self.before.findings
            findings, known = without_known(findings, findings if then is None else then)
        result = replace(
            result,
            findings=tuple(findings),
            baselined=tuple(listed),
            known=tuple(known),
            compared=self.baseline is not None or self.before is not None,
        )
        return limited(result.within(self.only) if self.only else result, self.settings)
