"""What is wrong with an access.toml, all of it, each fault with its line and key."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches

from pgcordon.contract.positions import KeyPath
from pgcordon.model.errors import CouldNotCheck

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; `key` is the dotted key as TOML writes it, empty for the file as a whole."""

    line: int
    key: str
    message: str


class ContractError(CouldNotCheck):
    """An access.toml that cannot be used, with every fault in the order of the file."""

    def __init__(self, path: str, faults: Iterable[Fault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(self._shown(each) for each in self.faults))

    def _shown(self, fault: Fault) -> str:
        return ": ".join(filter(None, [f"{self.path}:{fault.line}", fault.key, fault.message]))


class Faults:
    """Collects the faults of one file, so that its author sees all of them at once."""

    def __init__(self, path: str, lines: Mapping[KeyPath, int]) -> None:
        self._path = path
        self._lines = lines
        self._found: set[Fault] = set()

    def add(self, key: KeyPath, message: str) -> None:
        self._found.add(Fault(self.line(key), dotted(key), message))

    @contextmanager
    def at(self, key: KeyPath) -> Iterator[None]:
        """A block in which a ValueError is a fault of this key."""
        try:
            yield
        except ValueError as error:
            self.add(key, str(error))

    def line(self, key: KeyPath) -> int:
        """The line of the key or, where it is missing, of the nearest table around it."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1)

    def raise_any(self) -> None:
        """Raises ContractError if there is a fault."""
        if self._found:
            raise ContractError(self._path, self._found)


def dotted(key: KeyPath) -> str:
    """The key as TOML writes it. The place in an array is left out: the line says which element is meant."""
    return ".".join(
        part if _BARE_KEY.match(part) else json.dumps(part, ensure_ascii=False) for part in key if isinstance(part, str)
    )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing where no known name is near."""
    nearest = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
