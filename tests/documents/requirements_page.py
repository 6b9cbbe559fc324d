"""docs/requirements.md: for each line of each document the tests that hold the schema to it."""

from itertools import groupby, starmap
from operator import attrgetter

from documents.claims import TESTS, Claim, claims
from documents.markdown import plain, table
from documents.requirements import Requirement, everything

_INTRODUCTION = """\
# What the requirement documents ask for, and the tests that hold it

Written by `make docs` from `schema/*/requirements.toml` and the marks of the tests; a test sees to it that this page is
up to date. The lines are those of the documents.

"""


def render() -> str:
    asked = {document: list(each) for document, each in groupby(_by_document(), key=attrgetter("document"))}
    counts = table(["document", "asked for", "held by tests", "outside"], starmap(_counts, asked.items()))
    return _INTRODUCTION + counts + "".join(starmap(_section, asked.items()))


def _by_document() -> list[Requirement]:
    return sorted(everything(), key=lambda requirement: requirement.document or "")


def _counts(document: str, asked: list[Requirement]) -> list[str]:
    held = {each.requirement for each in claims()} & {each.id for each in asked}
    outside = sum(each.outside is not None for each in asked)
    return [f"[{document}](#{document})", str(len(asked)), str(len(held)), str(outside)]


def _section(document: str, asked: list[Requirement]) -> str:
    rows = ([str(each.line), plain(each.says), _held(each)] for each in asked)
    return f"\n## {document}\n\n" + table(["line", "the document", "held by"], rows)


def _held(requirement: Requirement) -> str:
    if requirement.outside is not None:
        return f"outside: {plain(requirement.outside)}"
    theirs = (claim for claim in claims() if claim.requirement == requirement.id)
    return "<br>".join(_file(list(each)) for _, each in groupby(theirs, key=attrgetter("file")))


def _file(theirs: list[Claim]) -> str:
    file = theirs[0].file.relative_to(TESTS.parent)
    tests = ", ".join(f"`{test}`" for test in dict.fromkeys(claim.test for claim in theirs))
    return f"[{file.stem}](../{file}): {tests}"
