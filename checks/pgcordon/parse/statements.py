"""Cut a file into statements and parse each."""

import re
from collections.abc import Iterator

import msgspec
from pglast.parser import ParseError, parse_sql_json, scan

from pgcordon.model import OpaqueStatement, Source, Span, SyntaxFault
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.text import CLOSING, OPENING, ParsedText, StatementText, Token, scan_tokens


class Statement(msgspec.Struct, frozen=True):
    """A statement that was parsed: the name and the fields of its parse node, and its text."""

    kind: str
    node: Node
    text: StatementText

    @property
    def span(self) -> Span:
        return self.text.whole


class Unreadable(msgspec.Struct, frozen=True):
    """A statement that PostgreSQL's parser refuses: where it stands, and what is wrong with it."""

    span: Span
    fault: SyntaxFault


Piece = Statement | Unreadable | OpaqueStatement


def read_statements(source: Source) -> Iterator[Piece]:
    """The statements of a file in order, and what is not one.

    The whole file is parsed at once; only where that fails, statement by statement.
    """
    whole = ParsedText(source, source.text)
    try:
        yield from parse(whole)
    except ParseError:
        yield from _one_by_one(source)


def parse(parsed: ParsedText) -> Iterator[Statement]:
    """The statements of a text. Raises pglast's ParseError where one is none."""
    tree = msgspec.json.decode(parse_sql_json(parsed.text))
    end_of_text = parsed.start + len(parsed.text)
    for raw in tree.get("stmts", ()):
        location = raw.get("stmt_location", 0)
        length = raw.get("stmt_len")
        end = parsed.at(location + length) if length else end_of_text
        kind, node = unwrap(raw["stmt"])
        yield Statement(kind, node, StatementText(parsed, parsed.at(location), end))


def _one_by_one(source: Source) -> Iterator[Piece]:
    from pgcordon.parse.psql import without_psql

    text, meta_commands = without_psql(source.text)
    for each in meta_commands:
        reason = f"psql meta-command {each.name}: only psql knows what it does; write SQL instead"
        yield OpaqueStatement(Span(source, each.start, each.end), reason)
    start = 0
    while start < len(text):
        rest = text[start:]
        fault = _unscannable(rest)
        readable = rest if fault is None else rest[: fault.at]
        yield from _pieces(source, readable, start, cut_short=fault is not None)
        if fault is None:
            return
        span = Span(source, start + fault.at, start + fault.end)
        yield Unreadable(span, SyntaxFault(span, fault.message))
        start += fault.resume


class _Unscannable(msgspec.Struct, frozen=True):
    """Where the scanner gives up, in code points of the text, and where reading may go on."""

    message: str
    at: int
    end: int
    resume: int


_END_OF_STATEMENT = re.compile(r";[ \t]*(?:--[^\n]*)?\r?\n")


def _unscannable(text: str) -> _Unscannable | None:
    """The first place that is no token, such as an unterminated string.

    PostgreSQL would read no further; going on behind the next semicolon that ends a line finds most of the rest.
    """
    try:
        scan(text)
    except ParseError as error:
        message, location = error.args
        at = min(location or 0, max(len(text) - 1, 0))
        line_end = text.find("\n", at)
        end = line_end if line_end > at else len(text)
        next_statement = _END_OF_STATEMENT.search(text, at)
        return _Unscannable(message, at, end, next_statement.end() if next_statement else len(text))
    return None


def _pieces(source: Source, text: str, start: int, *, cut_short: bool) -> Iterator[Piece]:
    """Each statement of a text that can be scanned; one that is `cut_short` by a fault is not reported again."""
    tokens = scan_tokens(text)
    for group in _groups(tokens):
        terminated = group[-1].name == "ASCII_59"
        first, last = group[0], group[-1]
        if group[0] is last and terminated:
            continue
        if cut_short and last is tokens[-1] and not terminated:
            return
        end = last.start if terminated else last.end
        yield from _piece(ParsedText(source, text[first.start : end], start + first.start))


def _piece(parsed: ParsedText) -> Iterator[Piece]:
    try:
        yield from parse(parsed)
    except ParseError as error:
        message, location = error.args
        end_of_input = len(parsed.text)
        token = _token_at(parsed, parsed.start + (end_of_input if location is None else location))
        whole = Span(parsed.source, parsed.start, parsed.start + end_of_input)
        yield Unreadable(whole, SyntaxFault(token, message))


def _token_at(parsed: ParsedText, offset: int) -> Span:
    """The token that stands at a code point of the file, or the last one where the text ends too soon."""
    tokens = scan_tokens(parsed.text, parsed.start)
    token = next((token for token in tokens if token.end > offset), tokens[-1])
    return Span(parsed.source, token.start, token.end)


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each statement with its semicolon.

    Semicolons within BEGIN ATOMIC … END and within the parentheses of CREATE RULE end no statement. Elsewhere
    parentheses do not matter, so that a missing one spoils its own statement only.
    """
    group: list[Token] = []
    nested = depth = 0
    for token in tokens:
        group.append(token)
        name = token.name
        if name == "ATOMIC" and group[-2:-1] and group[-2].name == "BEGIN_P":
            nested = 1
        elif nested:
            nested += (name == "CASE") - (name == "END_P")
        depth += (name in OPENING) - (name in CLOSING)
        if name != "ASCII_59" or nested or (depth > 0 and _creates_rule(group)):
            continue
        yield group
        group, depth = [], 0
    if group:
        yield group


def _creates_rule(group: list[Token]) -> bool:
    return group[0].name == "CREATE" and any(token.name == "RULE" for token in group[1:4])
