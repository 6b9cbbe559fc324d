"""The text that the parser was given, and the places in it.

The parser counts bytes from the start of what it was given; spans count code points from the start of the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from pglast.parser import ParseError, scan

from pgcordon.model import Source, Span
from pgcordon.parse.expression.recollection import Recollection
from pgcordon.parse.expression.scopes import UNKNOWN, Relations

_MULTIBYTE = re.compile(r"[^\x00-\x7f]")


class Token(NamedTuple):
    """A token of a statement: `start` up to, not including, `end`, in code points of the file.

    `name` is the scanner's own, such as `IDENT`, `WITH`, `ASCII_40` for `(`.
    """

    start: int
    end: int
    name: str


OPENING = frozenset({"ASCII_40", "ASCII_91"})
CLOSING = frozenset({"ASCII_41", "ASCII_93"})
_OPENS = dict.fromkeys((*OPENING, "CASE"), True) | dict.fromkeys((*CLOSING, "END_P"), False)
"""The tokens that open, and those that close, what `_closings` pairs."""
_BEHIND_ELEMENT = CLOSING | {"ASCII_44", "ASCII_59"}


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
        self.source = parsed.source
        self.relations: Relations = UNKNOWN
        """What the replay knows of the relations that the statement may name."""
        self.recollection: Recollection | None = None
        """The expressions that were read before, where they are the replay's own and not those of a body."""
        self.bound = True
        """Whether PostgreSQL looks up the names in it at once, rather than when a body runs."""
        self.start = start
        self.end = end

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
        text = self.slice(self.start, self.end).rstrip()
        may_end_in_comment = text.endswith("*/") or text.find("--", text.rfind("\n") + 1) >= 0
        if may_end_in_comment and self.tokens:
            return self.span(self.start, self.tokens[-1].end)
        return self.span(self.start, self.start + len(text))

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the statement, without comments, in order."""
        return scan_tokens(self.slice(self.start, self.end), self.start)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token[0] for token in self.tokens]

    def token_index(self, offset: int) -> int:
        """The index of the token that begins at a code point of the file, or of the first one behind it."""
        return bisect_left(self._token_starts, offset)

    @cached_property
    def _closings(self) -> dict[int, int]:
        """For each token that opens a bracket or a CASE the index of the one that closes it."""
        closings: dict[int, int] = {}
        opened: list[int] = []
        for index, (_, _, name) in enumerate(self.tokens):
            if name not in _OPENS:
                continue
            if _OPENS[name]:
                opened.append(index)
            elif opened:
                closings[opened.pop()] = index
        return closings

    def closing(self, index: int) -> int:
        """The index of the token that closes the bracket or CASE at `index`, or of the last token."""
        return self._closings.get(index, len(self.tokens) - 1)

    def outside_brackets(self, begin: int, end: int) -> Iterator[int]:
        """The indexes between two of them whose tokens stand in no bracket and no CASE that opens between them."""
        closings = self._closings
        index = begin
        while index < end:
            if index in closings:
                index = closings[index]
            else:
                yield index
            index += 1

    def last_before(self, names: frozenset[str], first: int) -> int:
        """The index of the last token, from `first` on, in front of one with such a name at the same level.

        It is `first - 1` where `first` has such a name.
        """
        tokens, closings = self.tokens, self._closings
        last = first - 1
        while last + 1 < len(tokens) and tokens[last + 1][2] not in names:
            last = closings.get(last + 1, last + 1)
        return last

    def element(self, location: int) -> Span:
        """The list element that begins at a byte location: up to the next comma or bracket of the same level."""
        tokens = self.tokens
        index = self.token_index(self.at(location))
        if index >= len(tokens):
            return self.whole
        start = tokens[index][0]
        last = self.last_before(_BEHIND_ELEMENT, index)
        return self.span(start, tokens[last][1] if last >= index else start)


def scan_tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text without its comments; `start` is added to every offset. Empty where it cannot be scanned.

    It is scanned line by line, as a schema says many a line over and over, and as a whole where a token goes on from
    one line to the next: then the first of them cannot be scanned alone, or strings stand in both that are one.
    """
    tokens: list[Token] = []
    # tuple.__new__ takes half the time of the named tuple's constructor, and files have very many tokens.
    new, behind = tuple.__new__, start
    for line in text.split("\n"):
        found = _scanned(line)
        if found is None or (tokens and found and found[0][2] == "SCONST" and tokens[-1][2].endswith("CONST")):
            return [new(Token, (begin + start, end + start, name)) for begin, end, name in _scanned(text) or ()]
        tokens += [new(Token, (begin + behind, end + behind, name)) for begin, end, name in found]
        behind += len(line) + 1
    return tokens


_COMMENTS = frozenset({"SQL_COMMENT", "C_COMMENT"})


@lru_cache(maxsize=4_096)
def _scanned(text: str) -> list[tuple[int, int, str]] | None:
    """The tokens with offsets from the start of the text, None where it cannot be scanned."""
    try:
        return [(begin, end + 1, name) for begin, end, name, _ in scan(text) if name not in _COMMENTS]
    except ParseError:
        return None
