"""The text that the parser was given, and the places in it.

The parser counts bytes from the start of what it was given; spans count code points from the start of the file.
"""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from pglast.parser import ParseError, scan

from pgcordon.model import Source, Span
from pgcordon.parse.scopes import UNKNOWN, Relations

_MULTIBYTE = re.compile(r"[^\x00-\x7f]")


class Token(NamedTuple):
    """A token of a statement: `start` up to, not including, `end`, in code points of the file.

    `name` is the scanner's own, such as `IDENT`, `WITH`, `ASCII_40` for `(`, `SQL_COMMENT`.
    """

    start: int
    end: int
    name: str

    @property
    def is_comment(self) -> bool:
        return self.name in ("SQL_COMMENT", "C_COMMENT")


OPENING = frozenset({"ASCII_40", "ASCII_91"})
CLOSING = frozenset({"ASCII_41", "ASCII_93"})


class ParsedText:
    """A text given to the parser in one call: `text` stands at code point `start` of the source."""

    def __init__(self, source: Source, text: str, start: int = 0) -> None:
        self.source = source
        self.text = text
        self.start = start

    @cached_property
    def _multibyte(self) -> tuple[list[int], list[int]]:
        """The byte offset behind each multibyte character, and by how much bytes outrun code points there."""
        ends, surplus, extra = [], [], 0
        for match in _MULTIBYTE.finditer(self.text):
            extra += len(match[0].encode()) - 1
            ends.append(match.end() + extra)
            surplus.append(extra)
        return ends, surplus

    def at(self, location: int) -> int:
        """The code point of the file where a byte location of the parse stands."""
        if self.text.isascii():
            return self.start + location
        ends, surplus = self._multibyte
        index = bisect_right(ends, location)
        return self.start + location - (surplus[index - 1] if index else 0)


class StatementText:
    """One statement's text: from its first token up to, not including, its semicolon."""

    def __init__(self, parsed: ParsedText, start: int, end: int) -> None:
        """`start` and `end` are code points of the file."""
        self._parsed = parsed
        self.relations: Relations = UNKNOWN
        """What the replay knows of the relations that the statement may name."""
        self.start = start
        self.end = end

    @property
    def source(self) -> Source:
        return self._parsed.source

    def at(self, location: int) -> int:
        """The code point of the file where a byte location, as nodes carry it, stands."""
        return self._parsed.at(location)

    def span(self, start: int, end: int) -> Span:
        """The span between two code points of the file, such as `at` and tokens give."""
        return Span(self.source, start, end)

    def slice(self, start: int, end: int) -> str:
        """The text between two code points of the file."""
        return self.source.text[start:end]

    @cached_property
    def whole(self) -> Span:
        """The span of the statement without what follows its last token."""
        return self.span(self.start, self.tokens[-1].end if self.tokens else self.end)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the statement, without comments, in order."""
        return [token for token in scan_tokens(self.slice(self.start, self.end), self.start) if not token.is_comment]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def token_index(self, offset: int) -> int:
        """The index of the token that begins at a code point of the file, or of the first one behind it."""
        index = bisect_right(self._token_starts, offset)
        return index - 1 if index and self._token_starts[index - 1] == offset else index

    def closing(self, index: int) -> int:
        """The index of the token that closes the bracket at `index`, or of the last token."""
        depth = 0
        for position in range(index, len(self.tokens)):
            name = self.tokens[position].name
            depth += (name in OPENING) - (name in CLOSING)
            if depth == 0:
                return position
        return len(self.tokens) - 1

    def element(self, location: int) -> Span:
        """The list element that begins at a byte location: up to the next comma or bracket of the same level."""
        tokens = self.tokens
        index = self.token_index(self.at(location))
        if index >= len(tokens):
            return self.whole
        start = end = tokens[index].start
        depth = 0
        for token in tokens[index:]:
            if depth == 0 and (token.name in CLOSING or token.name in ("ASCII_44", "ASCII_59")):
                break
            depth += (token.name in OPENING) - (token.name in CLOSING)
            end = token.end
        return self.span(start, end)


def scan_tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text, comments included; `start` is added to every offset. Empty where it cannot be scanned."""
    try:
        return [Token(token.start + start, token.end + 1 + start, token.name) for token in scan(text)]
    except ParseError:
        return []
