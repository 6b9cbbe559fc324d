"""A source line with the piece of it that is meant underlined, as compilers show it."""

import unicodedata

from pgcordon.model import Span
from pgcordon.report.style import Style

WIDTH = 80
_TAB = "    "
_CUT = "…"
_ROOM_BEFORE = 16


def printable(text: str) -> str:
    """The text with control characters as visible escapes, so that a file cannot command the reader's terminal."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def excerpt(span: Span, style: Style, role: str, *, width: int = WIDTH, note: str = "") -> list[str]:
    """The lines to print for a span: its place, its first source line, the underline; no wider than `width`.

    Of a path that is too long the end is shown. A span of several lines is underlined up to the end of its first. A
    note stands behind the underline, or below it where there is no room.
    """
    position = span.begins
    line = span.source.line(position.line)
    start = position.column - 1
    end = min(max(start + span.end - span.start, start + 1), max(len(line.rstrip()), start + 1))
    number = str(position.line)
    gutter = " " * len(number)
    before, meant, after = _clipped(line[:start], line[start:end], line[end:], width - len(number) - len(" | "))
    carets = "^" * max(columns(meant), 1)
    bar = style("gutter", "|")
    behind, below = _placed(note, columns(before) + len(carets), width - len(number) - len(" | "))
    return [
        f"{gutter}{style('gutter', '-->')} {_last(printable(str(span)), width - len(number) - len('--> '))}",
        f"{gutter} {bar}",
        f"{style('gutter', number)} {bar} {before}{meant}{after}".rstrip(),
        f"{gutter} {bar} {' ' * columns(before)}{style(role, carets + behind)}",
        *(f"{gutter} {bar} {style(role, line)}" for line in below),
    ]


def _placed(note: str, taken: int, room: int) -> tuple[str, list[str]]:
    """The note as it goes behind what is taken of the room, or as lines of its own."""
    if not note:
        return "", []
    if taken + 1 + columns(note) <= room:
        return f" {note}", []
    return "", [" " * max(room - columns(note), 0) + shortened(note, room)]


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(_columns_of(each) for each in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _clipped(before: str, meant: str, after: str, room: int) -> tuple[str, str, str]:
    """The three pieces of a line, cut so that the start of the middle one stays in sight."""
    before = _shown(before[-room - 1 :])
    meant = _shown(meant[: room + 1])
    after = _shown(after[: room + 1].rstrip())
    if columns(before + meant + after) > room:
        before = _last(before, max(room - columns(meant + after), _ROOM_BEFORE))
        meant = shortened(meant, room - columns(before))
    return before, meant, shortened(after, room - columns(before + meant))


def _shown(piece: str) -> str:
    return printable(piece.replace("\t", _TAB))


def shortened(text: str, room: int) -> str:
    """As much of the text's beginning as there is room for, in columns."""
    if columns(text) <= room:
        return text
    kept, left = "", room - len(_CUT)
    for character in text:
        left -= _columns_of(character)
        if left < 0:
            break
        kept += character
    return kept + _CUT if room > 0 else ""


def _last(text: str, room: int) -> str:
    """As much of the text's end as there is room for."""
    return shortened(text[::-1], room)[::-1]
