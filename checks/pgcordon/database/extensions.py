"""Which extensions a schema can create: those of the server, and stand-ins for those that it does not bring."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pgcordon.database.accounts import Account
from pgcordon.database.binaries import Binaries, candidates
from pgcordon.database.layout import Layout
from pgcordon.platforms import STAND_INS

_KNOWS_CONTROL_PATH = 18
"""The first version with `extension_control_path`. Source: PostgreSQL 18 release notes."""

_HARMLESS = frozenset(
    {
        "autoinc",
        "bloom",
        "hypopg",
        "insert_username",
        "moddatetime",
        "pg_hashids",
        "pg_stat_statements",
        "pgmq",
        "pgtap",
        "postgis",
        "refint",
        "rum",
        "vector",
    }
)
"""What Supabase lets a project create though PostgreSQL reserves it for superusers, as far as it neither reads the
machine's files, nor runs programs, nor opens connections. Source: supautils, `privileged_extensions`."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The programs that are run in the end, and the run-time parameters that they need."""

    initdb: Path
    postgres: Path
    settings: Mapping[str, str] = field(default_factory=dict)


def stand_in_names() -> frozenset[str]:
    return frozenset(path.stem for path in STAND_INS.glob("*.control"))


def arrange(binaries: Binaries, folder: Path, account: Account | None) -> Installation:
    """Prepare what the server needs inside its own folder; nothing outside of it is written.

    PostgreSQL 18 is told where more extensions are. An older one looks for them only beside its own programs, so it
    runs from a tree of links with the others among them. One that the account cannot reach, in a virtual
    environment below /root for instance, runs from a copy.
    """
    original = Layout.of(binaries)
    by_setting = binaries.major >= _KNOWS_CONTROL_PATH
    initdb = server = original
    if account is not None and not account.reaches(binaries.folder):
        initdb = server = original.copy(binaries.kind, folder / "installation")
    elif not by_setting:
        server = original.link(folder / "installation")
    settings = {}
    if by_setting:
        trusted, offered = folder / "trusted", folder / "offered"
        _trust_harmless(original.extensions, trusted / "extension")
        shutil.copytree(STAND_INS, offered / "extension")
        settings["extension_control_path"] = f"{trusted}:$system:{offered}"
    else:
        _trust_harmless(original.extensions, server.extensions)
        _add_stand_ins(server.extensions)
    _hand_over(folder, account)
    return Installation(initdb.programs / "initdb", server.programs / "postgres", settings)


def _trust_harmless(original: Path, target: Path) -> None:
    """Let who is no superuser create the harmless ones, as on the platform."""
    target.mkdir(parents=True, exist_ok=True)
    for name in _HARMLESS:
        control = original / f"{name}.control"
        if not control.exists():
            continue
        for script in original.glob(f"{name}--*.sql"):
            if not (target / script.name).exists():
                shutil.copy(script, target)
        replaced = target / control.name
        replaced.unlink(missing_ok=True)
        replaced.write_text(f"{control.read_text()}\ntrusted = true\n")


def _add_stand_ins(target: Path) -> None:
    """Add those whose original is not there."""
    for control in STAND_INS.glob("*.control"):
        if not (target / control.name).exists():
            for path in (control, *STAND_INS.glob(f"{control.stem}--*.sql")):
                shutil.copy(path, target)


def _hand_over(folder: Path, account: Account | None) -> None:
    if account is None:
        return
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place) / name, account.uid, account.gid, follow_symlinks=False)


def best_for(extensions: Iterable[str], request: str | None = None) -> Binaries:
    """The first PostgreSQL that `locate` would take and that offers all of these; the very first where none does.

    Raises NoPostgres.
    """
    wanted = frozenset(extensions)
    for binaries in (found := candidates(request)):
        if wanted <= _offered(binaries):
            return binaries
    return found[0]


def _offered(binaries: Binaries) -> frozenset[str]:
    own = Layout.of(binaries).extensions.glob("*.control")
    return stand_in_names().union(path.stem for path in own)
