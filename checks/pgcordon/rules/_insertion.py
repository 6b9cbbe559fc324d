"""Put a statement into a file, behind another one and in its style."""

import re

from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS, UNRESERVED_KEYWORDS

from pgcordon.model import Catalog, Edit, Span, Table
from pgcordon.model.findings import Subject

_KEYWORDS = RESERVED_KEYWORDS | COL_NAME_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS | UNRESERVED_KEYWORDS
_RENAMING = ("Rename", "AlterObjectSchema")
_GAP = r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*"
_SEMICOLON = re.compile(rf"{_GAP};", re.DOTALL)
_REST_OF_LINE = re.compile(r"[ \t]*(?:--[^\r\n]*|/\*[^\r\n]*?\*/[ \t]*)?(?=\r?\n|\Z)")
_INDENTATION = re.compile(r"[ \t]*\Z")
_WORDS = re.compile(r"""(?P<word>(?<![\w.$])[a-z]+(?![\w.$]))|"[^"]*"|'[^']*'|.""", re.DOTALL)


def statement_behind(catalog: Catalog, span: Span, sql: str) -> Edit:
    """The edit that puts `sql`, one statement or several, on lines of its own behind a statement.

    That is the statement in which the span stands, such as an object's definition; a comment at the end of its last
    line stays with it. Indentation, line breaks and capital keywords are taken over from it.
    """
    statement = catalog.statement_at(span) or span
    text = span.source.text
    semicolon = _SEMICOLON.match(text, statement.end)
    end = semicolon.end() if semicolon else statement.end
    missing = "" if semicolon else ";"
    new_line = "\r\n" if "\r\n" in text else "\n"
    indentation = _indentation(statement)
    inserted = f"{new_line}{indentation}{in_style_of(statement, sql.rstrip(';'))};"
    rest = _REST_OF_LINE.match(text, end) if semicolon else None
    if rest:
        return Edit(Span(span.source, rest.end(), rest.end()), inserted)
    blanks = len(text) - end - len(text[end:].lstrip(" \t"))
    behind = new_line + indentation if text[end:].strip() else ""
    return Edit(Span(span.source, end, end + blanks), f"{missing}{inserted}{behind}")


def in_style_of(statement: Span, sql: str) -> str:
    """The SQL with its keywords in capitals, if the statement begins with one in capitals.

    What stands in quotes, in parentheses or beside a dot is left as it is.
    """
    first = re.match(r"\w+", statement.text)
    if first is None or not first[0].isupper():
        return sql
    styled, depth = [], 0
    for match in _WORDS.finditer(sql):
        depth += (match[0] == "(") - (match[0] == ")")
        is_keyword = not depth and match["word"] in _KEYWORDS
        styled.append(match[0].upper() if is_keyword else match[0])
    return "".join(styled)


def _indentation(statement: Span) -> str:
    line_start = statement.source.text.rfind("\n", 0, statement.start) + 1
    blanks = _INDENTATION.match(statement.source.text[line_start : statement.start])
    return blanks[0] if blanks else ""


def where_names_hold(catalog: Catalog, made: Subject, table: Table) -> Span | None:
    """Behind which statement an object of a table can be spoken of by the names that it has in the end.

    That is the one that made it or, where the table or a column of it was renamed later, the last of those.
    """
    if made.defined is None:
        return None
    renames = [each for each in table.changes if catalog.kind_at(each) in _RENAMING]
    return max([made.defined, *renames], key=lambda span: _place(catalog, span)) if renames else made.defined


def _place(catalog: Catalog, span: Span) -> tuple[int, int]:
    """The platform's files come before all others."""
    position = catalog.sources.index(span.source) if span.source in catalog.sources else -1
    return position, span.start
