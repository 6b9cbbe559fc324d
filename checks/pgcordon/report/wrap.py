"""Text in lines of a terminal's width."""

from collections.abc import Iterator

from pgcordon.report.excerpt import WIDTH, columns, printable


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most 80 columns; `first` begins the first line and `rest`, or `first`, the others.

    Lines break at spaces, and inside a word that is longer than a line. Control characters are shown as escapes.
    """
    rest = first if rest is None else rest
    lines: list[str] = []
    line, empty = first, True
    for word in printable(text).split():
        if not empty and columns(line) + 1 + columns(word) <= WIDTH:
            line += f" {word}"
            continue
        if not empty:
            lines.append(line)
            line = rest
        *full, last = _pieces(word, WIDTH - columns(line), WIDTH - columns(rest))
        for piece in full:
            lines.append(line + piece)
            line = rest
        line, empty = line + last, False
    return lines if empty else [*lines, line]


def _pieces(word: str, room: int, later: int) -> Iterator[str]:
    """The word in pieces: the first as wide as there is room, the others as there is later."""
    piece, taken = "", 0
    for character in word:
        width = columns(character)
        if piece and taken + width > room:
            yield piece
            piece, taken, room = "", 0, later
        piece, taken = piece + character, taken + width
    yield piece
