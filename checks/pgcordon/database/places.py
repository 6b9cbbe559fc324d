"""Where a server's folder goes."""

import os
import tempfile
from errno import ENOTDIR
from pathlib import Path
from stat import S_ISDIR

from pgcordon.database.accounts import Account
from pgcordon.model.errors import CouldNotCheck

_LONGEST_SOCKET_PATH = 103
"""sun_path holds 104 bytes on macOS and 108 on Linux, with the closing zero."""
_SOCKET_BELOW = "/pgcordon-12345678/tmp/.s.PGSQL.5432"
_SPECIAL = frozenset(',:"\\')
"""What has a meaning in `unix_socket_directories`, `extension_control_path` or a connection string."""
_FALLBACK = Path("/tmp")  # noqa: S108 - the folder made in it is ours alone and has an unguessable name
_MEMORY = Path("/dev/shm")  # noqa: S108 - likewise
_MEMORY_NEEDED = 2**30
"""A server takes some 50 MB and 10 MB for every database; containers often have 64 MB there in all."""


class NoRoom(CouldNotCheck):
    """No folder can be made for the server."""


def new_folder(account: Account | None) -> Path:
    """A new, empty folder of mode 0700 that belongs to the account, or to us where there is none.

    It lies where TMPDIR says, else in memory where there is plenty, else in the temporary folder; and in /tmp where
    that is too deep for a socket or closed to the account. Raises NoRoom, also for a TMPDIR that cannot be written.
    """
    refusals = []
    for parent in _parents():
        try:
            if (reason := _unfit(parent, account)) is None:
                return _make(parent, account)
        except OSError as error:
            raise no_room(parent, error) from error
        refusals.append(f"{parent}: {reason}")
    raise NoRoom(
        f"no place for a throwaway server ({'; '.join(refusals)}). Do: point TMPDIR at a short path that all can enter."
    )


def no_room(parent: Path, error: OSError) -> NoRoom:
    """The error for a folder in which something could not be written."""
    return NoRoom(
        f"no place for a throwaway server: {parent}: {error.strerror or 'no space left, or not writable'}. "
        "Do: make room there, or point TMPDIR at a folder that can be written."
    )


def _parents() -> list[Path]:
    """Where to try, the best first. In memory everything about a server is three times as fast as on a disk."""
    asked = next((value for name in ("TMPDIR", "TEMP", "TMP") if (value := os.environ.get(name))), None)
    places = [Path(asked)] if asked else [*_roomy_memory(), Path(tempfile.gettempdir())]
    return list(dict.fromkeys(place.absolute() for place in (*places, _FALLBACK)))


def _roomy_memory() -> list[Path]:
    """Not where programs cannot run: an older server runs from a copy in its folder."""
    try:
        status = os.statvfs(_MEMORY)
    except OSError:
        return []
    roomy = status.f_bavail * status.f_frsize >= _MEMORY_NEEDED
    return [_MEMORY] if roomy and not status.f_flag & os.ST_NOEXEC else []


def _unfit(parent: Path, account: Account | None) -> str | None:
    if len(os.fsencode(parent)) + len(_SOCKET_BELOW) > _LONGEST_SOCKET_PATH:
        return "its path is too long for a Unix socket"
    if _SPECIAL & set(str(parent)):
        return "its path has a character that PostgreSQL's settings cannot hold"
    if not S_ISDIR(parent.stat().st_mode):
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))
    if account is not None and not account.reaches(parent):
        return f"user {account.name} cannot enter it"
    return None


def _make(parent: Path, account: Account | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pgcordon-", dir=parent))
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    return folder
