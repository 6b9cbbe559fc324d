"""Which line of a TOML file each key stands on; `tomllib` does not say."""

import re
import tomllib
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
"""The keys that lead to a value, and the 0-based places in arrays: `("expiry", 0, "clock")`."""

_BLANK = re.compile(r"\s+|#[^\n]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r'''"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'''
    r"""|'''[\s\S]*?'''(?:'{0,2})"""
    r'''|"(?:\\.|[^"\\\n])*"'''
    r"""|'[^'\n]*'"""
    r"""|[^,\]}#\n]+"""
)


def lines_of(text: str) -> Mapping[KeyPath, int]:
    """The 1-based line of every key, array element and table header, of the first mention where there are several.

    The text must be TOML that `tomllib` accepts. Raises ValueError where that is plainly not so.
    """
    walk = _Walk(text)
    walk.document()
    return walk.lines


class _Walk:
    """One pass over the text. The grammar is checked already, so that only what carries keys needs telling apart."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._elements: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        while not self._ends():
            if self._skip("[["):
                table = self._next_element(self._dotted_key())
                self._skip("]]")
            elif self._skip("["):
                table = self._noted(self._within_arrays((), self._dotted_key()))
                self._skip("]")
            else:
                self._pair(table)

    def _pair(self, table: KeyPath) -> None:
        path = self._noted(self._within_arrays(table, self._dotted_key()))
        self._skip("=")
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self._skip("{"):
            while not self._skip("}"):
                self._pair(path)
                self._skip(",")
        elif self._skip("["):
            index = 0
            while not self._skip("]"):
                self._value(self._noted((*path, index)))
                self._skip(",")
                index += 1
        else:
            self._scalar()

    def _scalar(self) -> None:
        self._take(_SCALAR)

    def _dotted_key(self) -> tuple[str, ...]:
        keys = [_unquoted(self._take(_KEY))]
        while self._skip("."):
            keys.append(_unquoted(self._take(_KEY)))
        return tuple(keys)

    def _within_arrays(self, table: KeyPath, keys: tuple[str, ...]) -> KeyPath:
        """The path of a key; one that leads through an array of tables means its last element."""
        *outer, last = keys
        for key in outer:
            table = (*table, key)
            if table in self._elements:
                table = (*table, self._elements[table])
        return (*table, last)

    def _next_element(self, keys: tuple[str, ...]) -> KeyPath:
        array = self._within_arrays((), keys)
        self._elements[array] = self._elements.get(array, -1) + 1
        return self._noted((*array, self._elements[array]))

    def _noted(self, path: KeyPath) -> KeyPath:
        """The path, after its line, and that of each table it leads through, has been kept."""
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], self._line)
        return path

    def _take(self, pattern: re.Pattern[str]) -> str:
        self._blank()
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"not TOML at offset {self._at}")
        self._at = match.end()
        return match.group()

    def _blank(self) -> None:
        while match := _BLANK.match(self._text, self._at):
            self._at = match.end()

    def _skip(self, token: str) -> bool:
        """Whether the token comes next; if so it is passed."""
        self._blank()
        found = self._text.startswith(token, self._at)
        self._at += len(token) * found
        return found

    def _ends(self) -> bool:
        self._blank()
        return self._at >= len(self._text)


def _unquoted(key: str) -> str:
    if key.startswith('"'):
        (decoded,) = tomllib.loads(f"{key} = 0")
        return decoded
    return key[1:-1] if key.startswith("'") else key
