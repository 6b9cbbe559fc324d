"""Comments that allow a finding: `-- pgcordon: allow <rule>, …: <reason>`, or `allow-file` for a whole file."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pgcordon.model import Source, Span, Suppression
from pgcordon.parse.lexemes import COMMENT, QUOTED

_LEXEME = rf"(?P<comment>{COMMENT}) | {QUOTED}"
_ALLOW = (
    r"(?:--|/\*)\s*pgcordon:\s*allow(?P<file>-file)?\b\s*(?P<rules>[^\s:*,]*(?:\s*,\s*[^\s:*,]+)*)\s*"
    r"(?::\s*(?P<reason>.*?))?\s*(?:\*/)?\s*"
)


def suppressions(source: Source, statements: Sequence[Span]) -> Iterator[Suppression]:
    """The suppressions in a file; `statements` are the spans of its statements, in order.

    One that shares its line with code covers that line. One alone on its line covers the statement that follows or,
    between the lines of a statement, the next line of that.
    """
    if "pgcordon:" not in source.text.lower():  # most files have none, and it takes long to compile the expressions
        return
    allow = re.compile(_ALLOW, re.DOTALL | re.IGNORECASE)
    for comment in _comments(source):
        match = allow.fullmatch(comment.text)
        if match is None:
            continue
        whole_file = match["file"] is not None
        covers = _file(comment, statements) if whole_file else _covers(comment, statements)
        for rule in dict.fromkeys(map(str.strip, match["rules"].split(","))):
            yield Suppression(rule, match["reason"] or "", comment, covers, whole_file)


def _comments(source: Source) -> Iterator[Span]:
    """The comments of a file, found without the scanner, which refuses a file with an open quote."""
    lexeme = re.compile(_LEXEME, re.VERBOSE | re.DOTALL | re.IGNORECASE)
    for match in lexeme.finditer(source.text):
        if match["comment"]:
            yield Span(source, match.start(), match.end())


def _file(comment: Span, statements: Sequence[Span]) -> Span:
    """All of the file, for a comment above its first statement, so that a reader sees it; below that, nothing."""
    if statements and statements[0].start < comment.start:
        return Span(comment.source, comment.end, comment.end)
    return Span(comment.source, 0, len(comment.source.text) + 1)


def _covers(comment: Span, statements: Sequence[Span]) -> Span:
    text = comment.source.text
    if not _alone(comment):
        return _line(comment.source, comment.start)
    index = bisect_right(statements, comment.start, key=attrgetter("start"))
    if index and comment.start < statements[index - 1].end:
        code = re.compile(_CODE, re.DOTALL).match(text, comment.end)
        return _line(comment.source, code.end() if code else comment.end)
    if index < len(statements):
        return statements[index]
    return Span(comment.source, comment.end, comment.end)


_CODE = r"(?:\s+|--[^\n]*|/\*.*?\*/)*"
"""What may stand between a comment and the code that it speaks of."""


def _alone(comment: Span) -> bool:
    line = _line(comment.source, comment.start)
    before = comment.source.text[line.start : comment.start]
    after = comment.source.text[comment.end : _line(comment.source, comment.end).end]
    return not before.strip() and not after.strip()


def _line(source: Source, offset: int) -> Span:
    start = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    return Span(source, start, end if end >= 0 else len(source.text))
