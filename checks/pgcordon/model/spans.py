"""Where something stands in a source file, in code points."""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import msgspec


class Position(NamedTuple):
    """A place in a file; line and column are 1-based, the column counts code points."""

    line: int
    column: int


class Source(msgspec.Struct, frozen=True, dict=True):
    """One file: its path, as it is shown, and its text."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(index + 1 for index, character in enumerate(self.text) if character == "\n")
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of a code-point offset."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line break."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")

    def offset(self, line: int, column: int = 1) -> int:
        """The code-point offset of a 1-based line and column."""
        return self._line_starts[line - 1] + column - 1


class Span(msgspec.Struct, frozen=True):
    """The code points from `start` up to, not including, `end` of one file."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def begins(self) -> Position:
        return self.source.position(self.start)

    @property
    def ends(self) -> Position:
        """The position just behind the last code point."""
        return self.source.position(self.end)

    def __str__(self) -> str:
        return f"{self.path}:{self.begins.line}:{self.begins.column}"

    def __repr__(self) -> str:
        return f"Span({self.path!r}, {self.start}, {self.end})"
