"""Catalogs of platforms, kept between runs: reading a platform's SQL takes longer than reading many a schema.

One is kept under everything that it depends on: the platform's files, the code that reads them, and the Python that
runs it. Files go by their size and time, as Python's own compiled files do.
"""

import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import pgcordon
from pgcordon.model import Catalog

_PACKAGE = Path(pgcordon.__path__[0])
_READERS = ("model", "parse", "systems", "platforms")
"""The parts of the package that make a catalog what it is."""


def kept(name: str, files: Iterable[Path], read: Callable[[], Catalog]) -> Catalog:
    """The catalog that `read` gives, from an earlier run if there was one. What cannot be kept is read every time."""
    try:
        path = _folder() / f"{name}-{_state(files)}.pickle"
        found = _loaded(path)
    except (OSError, RuntimeError):  # no home, no right to look into it
        return read()
    if found is None:
        found = read()
        with suppress(OSError):
            _keep(found, path, name)
    return found


def _folder() -> Path:
    """Raises RuntimeError where the user has no home."""
    stated = os.environ.get("XDG_CACHE_HOME")
    return (Path(stated) if stated else Path.home() / ".cache") / "pgcordon"


def _state(files: Iterable[Path]) -> str:
    facts = [pgcordon.__version__, sys.version, *map(str, _states(files))]
    for part in _READERS:
        facts.extend(map(str, _states((_PACKAGE / part).rglob("*.py"))))
    return sha256("\n".join(facts).encode()).hexdigest()[:32]


def _states(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for file in sorted(files):
        found = file.stat()
        yield str(file), found.st_size, found.st_mtime_ns


def _loaded(path: Path) -> Catalog | None:
    """What is kept there; None for nothing, and for what anybody but this user could have put there: it is run."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if about.st_uid != os.getuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
            found = pickle.load(file)  # noqa: S301 (written by us, for ourselves)
    except FileNotFoundError:
        return None
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return found if isinstance(found, Catalog) else None


def _keep(catalog: Catalog, path: Path, name: str) -> None:
    """Write it as a whole or not at all, in the place of what was kept before under this name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        pickle.dump(catalog, file, pickle.HIGHEST_PROTOCOL)
    Path(file.name).replace(path)
    for other in path.parent.glob(f"{name}-*.pickle"):
        if other != path:
            other.unlink(missing_ok=True)
