"""A settings file: its table of settings, and which line says what."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Self

import msgspec

from pgcordon.settings.errors import SettingsError

_HEADER = re.compile(r"\s*\[(\[?)([^\[\]]+)\]")
_PAIR = re.compile(r"\s*([\w.\-\"' ]+?)\s*=")


class SettingsFile(msgspec.Struct, frozen=True):
    """`table` is the table named by the keys `within` of the document; None where the document has none."""

    path: Path
    text: str
    within: tuple[str, ...]
    table: Any

    @classmethod
    def read(cls, path: Path, within: tuple[str, ...] = ()) -> Self:
        """Raises SettingsError where the file cannot be read or is not TOML."""
        import tomllib

        try:
            text = path.read_text(encoding="utf-8")
            table: Any = tomllib.loads(text)
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path}: not TOML: {error}") from error
        for name in within:
            table = table.get(name) if isinstance(table, dict) else None
        return cls(path, text, within, table)

    def error(self, keys: tuple[str, ...], message: str) -> SettingsError:
        """An error about the value at these keys of the table; the tables of an array are numbered, from 1."""
        line = self._line((*self.within, *keys))
        place = f"{self.path}:{line}" if line else str(self.path)
        return SettingsError(f"{place}: {'.'.join(keys)}: {message}" if keys else f"{place}: {message}")

    def _line(self, keys: tuple[str, ...]) -> int | None:
        """The line of the deepest of these keys that stands as a table header or before an equals sign."""
        table: tuple[str, ...] = ()
        depths: dict[int, int] = {}
        numbers: Counter[tuple[str, ...]] = Counter()
        for number, line in enumerate(self.text.splitlines(), start=1):
            if header := _HEADER.match(line):
                path = table = _keys(header[2])
                if header[1]:
                    numbers[table] += 1
                    path = table = (*table, str(numbers[table]))
            elif pair := _PAIR.match(line):
                path = (*table, *_keys(pair[1]))
            else:
                continue
            if path == keys[: len(path)]:
                depths.setdefault(len(path), number)
        return depths[max(depths)] if depths else None


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip(" \"'") for key in dotted.split("."))
