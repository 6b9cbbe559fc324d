"""Catalogs of platforms, kept between runs: reading a platform's SQL takes longer than reading many a schema.

Beside each stands the state of everything that it depends on: the platform's files, the code that reads them, and the
Python that runs it. Files go by their size and time, as Python's own compiled files do.
"""

import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pgcordon
from pgcordon.model import Catalog

State = tuple[str | tuple[str, int, int], ...]
"""Versions, and each file with its size and time."""

_PACKAGE = Path(pgcordon.__path__[0])
_READERS = ("model", "parse", "systems", "platforms")
"""The parts of the package that make a catalog what it is."""


def kept(name: str, files: Iterable[Path], read: Callable[[], Catalog]) -> Catalog:
    """The catalog that `read` gives, from an earlier run if there was one. What cannot be kept is read every time."""
    try:
        path, state = _folder() / f"{name}.pickle", _state(files)
        found = _loaded(path, state)
    except (OSError, RuntimeError):  # no home, no right to look into it
        return read()
    if found is None:
        found = read()
        with suppress(OSError):
            _keep(state, found, path)
    return found


def _folder() -> Path:
    """Raises RuntimeError where the user has no home."""
    stated = os.environ.get("XDG_CACHE_HOME")
    return (Path(stated) if stated else Path.home() / ".cache") / "pgcordon"


def _state(files: Iterable[Path]) -> State:
    code = (file for part in _READERS for file in _modules(_PACKAGE / part))
    return (pgcordon.__version__, sys.version, *_states(files), *_states(code))


def _modules(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Every module in or below the folder; not by `Path.rglob`, which takes as long as reading what is kept."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _modules(entry.path)


def _states(files: Iterable[Path | os.DirEntry[str]]) -> Iterator[tuple[str, int, int]]:
    for file in sorted(files, key=os.fspath):
        found = file.stat()
        yield os.fspath(file), found.st_size, found.st_mtime_ns


def _loaded(path: Path, state: State) -> Catalog | None:
    """What is kept there in this state; None for what anybody but this user could have put there: it is run."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if about.st_uid != os.getuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
            if pickle.load(file) != state:  # noqa: S301 (written by us, for ourselves)
                return None
            found = pickle.load(file)  # noqa: S301
    except FileNotFoundError:
        return None
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return found if isinstance(found, Catalog) else None


def _keep(state: State, catalog: Catalog, path: Path) -> None:
    """Write it as a whole or not at all, in the place of what was kept before."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=False)
    with draft.open("wb") as file:
        pickle.dump(state, file, pickle.HIGHEST_PROTOCOL)
        pickle.dump(catalog, file, pickle.HIGHEST_PROTOCOL)
    draft.replace(path)
