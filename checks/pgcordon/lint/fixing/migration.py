"""The fixes of findings as a migration, for files that a database has run already."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from functools import cache

import msgspec
from msgspec.structs import replace

from pgcordon.lint.fingerprints import Fingerprint
from pgcordon.lint.fixing.passes import MOST_PASSES, Judge, Reread
from pgcordon.lint.result import LintResult
from pgcordon.model import Catalog, Finding, Fix, Source
from pgcordon.parse.statements import Statement, read_statements

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HEADER = "-- Repairs, as `pgcordon lint --fix-as-migration` wrote them:"
_ALONE = "-- What is done concurrently cannot run inside a transaction block."


class Migration(msgspec.Struct, frozen=True):
    """`text` is empty where nothing is repaired; `result` is what is found with it behind the other files."""

    text: str
    result: LintResult
    notes: tuple[str, ...] = ()
    """What was left out although a fix was there, and why."""


class _Turn(IntEnum):
    """When a repair comes: what builds or scans comes late, and what takes away comes last."""

    CHANGE = 0
    BUILD_INDEX = 1
    VALIDATE = 2
    DROP_INDEX = 3


def migration(catalog: Catalog, judge: Judge, reread: Reread, *, unsafe: bool, path: str) -> Migration:
    """The statements that repair what is found; unsafe ones only where these are wanted.

    What is written is read as a file `path` behind the others, so that repairs that only others make possible are
    found, and those that repair nothing are left out.
    """
    first = result = judge(catalog)
    written: list[Finding] = []
    useless: set[Fingerprint] = set()
    for _ in range(MOST_PASSES):
        while repairs := _repairs(result, unsafe, useless):
            text = _text([*written, *repairs])
            next_result = judge(reread([*catalog.sources, Source(path, text)]))
            without_effect = _without_effect(repairs, result, next_result)
            if not without_effect:
                break
            useless |= without_effect
        if not repairs:
            break
        written += repairs
        result = next_result
    repaired = {finding.fingerprint for finding in written}
    fixed = tuple(finding for finding in first.findings if finding.fingerprint in repaired)
    useless.update(each.fingerprint for each in first.findings if each.fix and _is_no_sql(each.fix.migration))
    notes = tuple(
        f"the migration of {rule} for {address} was left out, because it repairs nothing; mend that by hand"
        for rule, address in sorted(useless)
    )
    return Migration(_text(written) if written else "", replace(result, fixed=fixed), notes)


def _repairs(result: LintResult, unsafe: bool, useless: Collection[Fingerprint]) -> list[Finding]:
    """The findings to repair at once: of those about one object only the first, unless one statement repairs them all.

    What a second statement would say of the object is known only once the first has run.
    """
    by_object: dict[object, str] = {}
    repairs: list[Finding] = []
    for finding in result.findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or finding.fingerprint in useless or not _statements(fix.migration):
            continue
        if by_object.setdefault(finding.address, fix.migration) == fix.migration:
            repairs.append(finding)
    return repairs


def _without_effect(repairs: Iterable[Finding], before: LintResult, after: LintResult) -> set[Fingerprint]:
    were = Counter(finding.fingerprint for finding in before.findings)
    are = Counter(finding.fingerprint for finding in after.findings)
    return {each.fingerprint for each in repairs if are[each.fingerprint] >= were[each.fingerprint]}


def _text(repaired: Sequence[Finding]) -> str:
    """The migration: what it repairs, then every statement once."""
    repairs = [(finding, finding.fix) for finding in repaired if finding.fix]
    repairs.sort(key=lambda repair: _turn(repair[1]))
    listed = dict.fromkeys(_comment(finding, fix) for finding, fix in repairs)
    statements = {each.span.text: each for _, fix in repairs for each in _statements(fix.migration)}
    header = [_HEADER, *listed, *[_ALONE] * any(each.node.get("concurrent") for each in statements.values())]
    return "\n".join(header) + "\n\n" + "".join(f"{text};\n" for text in statements)


def _comment(finding: Finding, fix: Fix) -> str:
    """A name may hold a line break, which would end the comment."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", f"--   {finding.rule}: {finding.address}: {fix.title}")


@cache
def _statements(sql: str) -> tuple[Statement, ...]:
    """The statements of a fix; none where one of them cannot be parsed."""
    pieces = tuple(read_statements(Source("", sql)))
    readable = tuple(piece for piece in pieces if isinstance(piece, Statement))
    return readable if len(readable) == len(pieces) else ()


def _is_no_sql(sql: str) -> bool:
    return bool(sql.strip()) and not _statements(sql)


def _turn(fix: Fix) -> _Turn:
    """The turn of the first statement: those of one fix stay together."""
    first = _statements(fix.migration)[0]
    if first.kind == "IndexStmt":
        return _Turn.BUILD_INDEX
    if first.kind == "DropStmt" and first.node.get("removeType") == "OBJECT_INDEX":
        return _Turn.DROP_INDEX
    commands = [each["AlterTableCmd"]["subtype"] for each in first.node.get("cmds", ())]
    return _Turn.VALIDATE if commands == ["AT_ValidateConstraint"] else _Turn.CHANGE
