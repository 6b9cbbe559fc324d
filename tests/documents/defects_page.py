"""docs/as-specified.md: what lint and verify find in the schemas as their documents give them."""

from collections.abc import Iterable, Iterator

from as_specified.expected import Defect, Kept, ListedFinding, ListedVerdict, defects, kept, systems
from documents.markdown import ROOT, anchor, headings, plain, table, title

_INTRODUCTION = """\
# The documents' own schemas, and what pgcordon finds in them

`tests/as_specified` holds each document's schema as the document gives it, defects and all. These are the defects, and
what `pgcordon lint` and `pgcordon verify` report of them: each verdict with a script that `psql` has replayed, and
nothing is reported that is not listed here. Tests see to that, and to this page, which `make docs` writes.

"""
_COUNTED = ["defects", "seen", "by lint", "by verify", "unseen", "findings", "verdicts"]


def render() -> str:
    counts = table(["system", *_COUNTED], [*_counts(), _total()])
    return _INTRODUCTION + counts + "".join(map(_section, systems()))


def _counts() -> Iterator[list[str]]:
    for system in systems():
        yield [f"[{title(system)}](#{anchor(title(system))})", *_numbers([system])]


def _total() -> list[str]:
    return ["together", *_numbers(systems())]


def _numbers(counted: Iterable[str]) -> list[str]:
    """How many of each of those that are counted, in these systems."""
    counted = list(counted)
    listed = [each for system in counted for each in defects(system)]
    findings = sum(len(each.findings) for each in listed)
    findings += sum(len(each.findings) for system in counted for each in kept(system))
    verdicts = sum(len(each.verdicts) for each in listed)
    by_lint, by_verify = sum(bool(each.findings) for each in listed), sum(bool(each.verdicts) for each in listed)
    unseen = sum(each.unseen is not None for each in listed)
    return [str(n) for n in (len(listed), len(listed) - unseen, by_lint, by_verify, unseen, findings, verdicts)]


def _section(system: str) -> str:
    readme = ROOT / "schema" / system / "README.md"
    links = {
        heading[1 : heading.index(")")]: anchor(heading) for heading in headings(readme) if heading.startswith("(")
    }
    rows = (
        [
            f"[({each.letter})](../{readme.relative_to(ROOT)}#{links[each.letter]})",
            plain(each.says),
            plain(each.wrong),
            "<br>".join(_found_by(each)),
        ]
        for each in defects(system)
    )
    listed = table(["", "the document", "what is wrong", "found by"], rows)
    return f"\n## {title(system)}\n\n{listed}" + "".join(map(_kept, kept(system)))


def _kept(each: Kept) -> str:
    return f"\nReported, and kept on purpose: {plain(each.why)}.\n\n" + "".join(
        f"- {_told(finding)}\n" for finding in each.findings
    )


def _found_by(defect: Defect) -> Iterator[str]:
    """The rules and attacks, a line for each with its object, or why there are none."""
    if defect.unseen is not None:
        yield f"unseen: {plain(defect.unseen)}"
    for finding in defect.findings:
        yield _told(finding)
    actors: dict[str, list[str]] = {}
    for verdict in defect.verdicts:
        actors.setdefault(_shown(verdict), []).extend([verdict.actor] if verdict.actor else [])
    for shown, theirs in actors.items():
        yield f"{shown} by {', '.join(theirs)}" if theirs else shown


def _told(finding: ListedFinding) -> str:
    return f"lint `{finding.rule}`: `{finding.object}`"


def _shown(verdict: ListedVerdict) -> str:
    return f"{verdict.verdict}{f' `{verdict.attack}`' if verdict.attack else ''}: `{verdict.object}`"
