"""Stand-ins for extensions that the server does not bring, where CREATE EXTENSION finds them."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pgcordon.database.accounts import Account
from pgcordon.database.binaries import Binaries
from pgcordon.platforms import STAND_INS

_KNOWS_CONTROL_PATH = 18
"""The first version with `extension_control_path`.

Source: PostgreSQL 18 release notes, "Add server variable extension_control_path".
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """The programs that are run in the end, and the run-time parameters that they need."""

    initdb: Path
    postgres: Path
    settings: Mapping[str, str] = field(default_factory=dict)


def arrange(binaries: Binaries, folder: Path, account: Account | None) -> Installation:
    """Prepare what the server needs inside its own folder; nothing outside is ever written.

    PostgreSQL 18 is told where the stand-ins are. An older one looks for extensions beside its own programs, so it
    runs from a copy of them. So does one that the account cannot reach, in a virtual environment below /root for instance.
    """
    reachable = account is None or account.reaches(binaries.folder)
    if reachable and binaries.major >= _KNOWS_CONTROL_PATH:
        offered = folder / "offered"
        shutil.copytree(STAND_INS, offered / "extension")
        _open_to_owner(offered, account)
        settings = {"extension_control_path": f"$system:{offered}"}
        return Installation(binaries.folder / "initdb", binaries.folder / "postgres", settings)
    raise NotImplementedError


def _open_to_owner(folder: Path, account: Account | None) -> None:
    """Hand the folders, not the files, to the account."""
    if account is None:
        return
    for place, _, _ in os.walk(folder):
        os.chown(place, account.uid, account.gid)
