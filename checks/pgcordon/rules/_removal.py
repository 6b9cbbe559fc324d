"""Take a statement out of its file."""

import re

from pgcordon.model import Catalog, Edit, Span

_SEMICOLON = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*;", re.DOTALL)
_REST_OF_LINE = re.compile(r"[ \t]*(?:--[^\r\n]*)?(?:\r?\n|\Z)")


def without_statement(catalog: Catalog, statement: Span) -> tuple[Edit, ...]:
    """The edit that removes a statement, and its lines where nothing else stands on them.

    There is none for what is only a part of a statement, such as one inside a DO block.
    """
    if catalog.statement_at(statement) != statement:
        return ()
    text = statement.source.text
    semicolon = _SEMICOLON.match(text, statement.end)
    start, end = statement.start, semicolon.end() if semicolon else statement.end
    line_start = text.rfind("\n", 0, start) + 1
    rest = _REST_OF_LINE.match(text, end)
    if rest and not text[line_start:start].strip():
        start, end = line_start, rest.end()
    return (Edit(Span(statement.source, start, end), ""),)
