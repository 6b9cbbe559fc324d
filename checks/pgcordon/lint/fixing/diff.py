"""What mending changes, as a unified diff."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from pgcordon.model import Source

_NO_LINE_BREAK = "\n\\ No newline at end of file\n"


def diff(changes: Iterable[tuple[Source, Source]]) -> str:
    """A diff of each two, which `patch -p0` and `git apply -p0` understand; empty where nothing changes."""
    return "".join(line for before, after in changes for line in _lines(before, after))


def _lines(before: Source, after: Source) -> Iterator[str]:
    old, new = _split(before.text), _split(after.text)
    for line in unified_diff(old, new, before.path, after.path):
        yield line if line.endswith("\n") else line + _NO_LINE_BREAK


def _split(text: str) -> list[str]:
    """The lines, each with its break, as patch sees them: a form feed ends none."""
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + [pieces[-1]] * bool(pieces[-1])
