"""Lint and mend in turn, until nothing more is to be mended."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import msgspec
from msgspec.structs import replace

from pgcordon.lint.fingerprints import Fingerprint
from pgcordon.lint.fixing.edits import compatible, edited
from pgcordon.lint.result import LintResult
from pgcordon.model import Catalog, Finding, Source
from pgcordon.parse.statements import Unreadable, read_statements

MOST_PASSES = 10

Judge = Callable[[Catalog], LintResult]
Reread = Callable[[Sequence[Source]], Catalog]


class Mended(msgspec.Struct, frozen=True):
    """The files as they are in the end, and what is found in them then."""

    sources: tuple[Source, ...]
    result: LintResult
    notes: tuple[str, ...] = ()
    """What could not be mended although a fix was there, and why."""


class _Refused(msgspec.Struct, dict=True):
    """The fixes that were taken back, because of their rules."""

    fingerprints: set[Fingerprint] = msgspec.field(default_factory=set)
    notes: list[str] = msgspec.field(default_factory=list)

    def add(self, finding: Finding, what_it_does: str) -> None:
        self.fingerprints.add(finding.fingerprint)
        self.notes.append(f"the fix of {finding.rule} for {finding.address} was taken back, because it {what_it_does}")


def mend(catalog: Catalog, judge: Judge, reread: Reread, *, unsafe: bool, editable: Collection[str]) -> Mended:
    """Make the fixes in the files whose paths are `editable`; unsafe ones only where these are wanted.

    Files with syntax errors are left alone. A fix after which its file cannot be parsed or its finding is still there
    is taken back.
    """
    refused = _Refused()
    fixed: list[Finding] = []
    notes: list[str] = []
    result = judge(catalog)
    for number in range(MOST_PASSES + 1):
        while chosen := compatible(_mendable(result, catalog, unsafe, editable, refused.fingerprints)):
            sources, made = _made(catalog.sources, chosen, refused)
            next_catalog = reread(sources)
            next_result = judge(next_catalog)
            if not _without_effect(made, result, next_result, refused):
                break
        if not chosen or not made:
            break
        if number == MOST_PASSES:
            notes.append(f"after {MOST_PASSES} passes there was still something to fix; run it again")
            break
        catalog, result = next_catalog, next_result
        fixed += made
    return Mended(catalog.sources, replace(result, fixed=tuple(fixed)), (*refused.notes, *notes))


def _mendable(
    result: LintResult, catalog: Catalog, unsafe: bool, editable: Collection[str], refused: Collection[Fingerprint]
) -> list[Finding]:
    faulty = {fault.span.path for fault in catalog.syntax_faults}
    return [
        finding
        for finding in result.findings
        if (fix := finding.fix)
        and fix.edits
        and (fix.safe or unsafe)
        and finding.fingerprint not in refused
        and all(edit.span.path in editable and edit.span.path not in faulty for edit in fix.edits)
    ]


def _made(
    sources: tuple[Source, ...], chosen: list[Finding], refused: _Refused
) -> tuple[tuple[Source, ...], list[Finding]]:
    """The files after these fixes, without those after which a file cannot be parsed, and the ones that were made."""
    after = edited(sources, chosen)
    if _parse(after, but_not=sources):
        return after, chosen
    made: list[Finding] = []
    after = sources
    for finding in chosen:
        attempt = edited(sources, [*made, finding])
        if _parse(attempt, but_not=after):
            made.append(finding)
            after = attempt
        else:
            refused.add(finding, "leaves text that cannot be parsed, which is a fault of the rule")
    return after, made


def _parse(sources: tuple[Source, ...], but_not: tuple[Source, ...]) -> bool:
    """Whether the files that changed parse."""
    changed = (after for after, before in zip(sources, but_not, strict=True) if after is not before)
    return not any(isinstance(piece, Unreadable) for source in changed for piece in read_statements(source))


def _without_effect(made: list[Finding], before: LintResult, after: LintResult, refused: _Refused) -> bool:
    """Whether there are fixes, refused now, whose findings have not become fewer."""
    were = Counter(finding.fingerprint for finding in before.findings)
    are = Counter(finding.fingerprint for finding in after.findings)
    useless = {each.fingerprint: each for each in made if are[each.fingerprint] >= were[each.fingerprint]}
    for finding in useless.values():
        refused.add(finding, "changes nothing for what is found in the end; mend that by hand")
    return bool(useless)
