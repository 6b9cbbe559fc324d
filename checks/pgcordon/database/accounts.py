"""Which operating-system user runs the server: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from stat import S_IXGRP, S_IXOTH, S_IXUSR
from typing import Self

from pgcordon.model.errors import CouldNotCheck

_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the machine."""

    name: str
    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> Self | None:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            return None
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def reaches(self, folder: Path) -> bool:
        """Whether the permissions of the folder and of all above it let this user in."""
        resolved = folder.resolve()
        return all(self._enters(each) for each in (resolved, *resolved.parents))

    def _enters(self, folder: Path) -> bool:
        try:
            status = folder.stat()
        except OSError:
            return False
        if status.st_uid == self.uid:
            return bool(status.st_mode & S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & S_IXGRP)
        return bool(status.st_mode & S_IXOTH)


def unprivileged() -> Account | None:
    """The user to drop to as root; None where we are an ordinary user, who runs the server as themselves.

    Raises CouldNotCheck where the machine has neither `postgres` nor `nobody`.
    """
    if os.geteuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        account = Account.named(name)
        if account is not None and account.uid != 0:
            return account
    raise CouldNotCheck(
        f"PostgreSQL does not run as root, and this machine has none of the users {', '.join(_UNPRIVILEGED)}. "
        "Do: run pgcordon as an ordinary user, or create one of them."
    )
