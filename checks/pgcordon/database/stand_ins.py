"""Stand-ins for extensions that the server does not bring, put where CREATE EXTENSION finds them."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pgcordon.database.accounts import Account
from pgcordon.database.binaries import Binaries, Kind, NoPostgres
from pgcordon.platforms import STAND_INS

_KNOWS_CONTROL_PATH = 18
"""The first version with `extension_control_path`. Source: PostgreSQL 18 release notes, E.5.3.1.5."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The programs that are run in the end, and the run-time parameters that they need."""

    initdb: Path
    postgres: Path
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where an installation keeps what the server reads."""

    programs: Path
    share: Path
    modules: Path

    @property
    def root(self) -> Path:
        """The folder below which everything lies; programs find the rest by where they lie below it themselves."""
        return Path(os.path.commonpath([self.programs, self.share, self.modules]))


def names() -> frozenset[str]:
    """The extensions that have a stand-in."""
    return frozenset(path.stem for path in STAND_INS.glob("*.control"))


def arrange(binaries: Binaries, folder: Path, account: Account | None) -> Installation:
    """Prepare what the server needs inside its own folder; nothing outside of it is written.

    PostgreSQL 18 is told where the stand-ins are. An older one looks for extensions only beside its own programs, so
    it runs from a tree of links with the stand-ins among them. One that the account cannot reach, in a virtual
    environment below /root for instance, runs from a copy.
    """
    reachable = account is None or account.reaches(binaries.folder)
    by_setting = binaries.major >= _KNOWS_CONTROL_PATH
    initdb = postgres = binaries.folder
    settings = {}
    if not reachable:
        initdb = postgres = _copy(_layout(binaries), binaries.kind, folder / "installation")
    elif not by_setting:
        postgres = _link(_layout(binaries), folder / "installation")
    if by_setting:
        shutil.copytree(STAND_INS, folder / "offered" / "extension")
        settings["extension_control_path"] = f"$system:{folder / 'offered'}"
    else:
        _add_stand_ins(_layout(binaries), folder / "installation")
    _hand_over(folder, account)
    return Installation(initdb / "initdb", postgres / "postgres", settings)


def _layout(binaries: Binaries) -> _Layout:
    program = binaries.folder / "pg_config"
    try:
        answer = subprocess.run(  # noqa: S603 - the one beside the server
            [program, "--sharedir", "--pkglibdir"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoPostgres(
            f"{binaries} cannot be used: {program} does not run ({error}). "
            "Do: install it (Debian: postgresql-client), or use --postgres embedded."
        ) from error
    share, modules = answer.stdout.splitlines()
    return _Layout(binaries.folder.resolve(), Path(share).resolve(), Path(modules).resolve())


def _copy(layout: _Layout, kind: Kind, target: Path) -> Path:
    """Copy what the server and initdb need; the copied programs' folder."""
    root, parts = layout.root, [layout.share, layout.modules]
    if kind is Kind.EMBEDDED:  # the wheel's programs load libraries from beside its package
        package = layout.root.parent
        root = package.parent
        parts.append(root / f"{package.name}.libs")
    for part in parts:
        shutil.copytree(part, target / part.relative_to(root), dirs_exist_ok=True)
    programs = target / layout.programs.relative_to(root)
    programs.mkdir(parents=True, exist_ok=True)
    for name in ("postgres", "initdb"):
        shutil.copy2(layout.programs / name, programs)
    return programs


def _link(layout: _Layout, target: Path) -> Path:
    """A tree of links around a copy of the server program, which looks for everything relative to itself."""
    programs, share, modules = (
        target / part.relative_to(layout.root) for part in (layout.programs, layout.share, layout.modules)
    )
    programs.mkdir(parents=True)
    shutil.copy2(layout.programs / "postgres", programs)
    modules.parent.mkdir(parents=True, exist_ok=True)
    modules.symlink_to(layout.modules)
    (share / "extension").mkdir(parents=True)
    for entry in [*layout.share.iterdir(), *(layout.share / "extension").iterdir()]:
        if entry.name != "extension":
            (share / entry.relative_to(layout.share)).symlink_to(entry)
    return programs


def _add_stand_ins(layout: _Layout, target: Path) -> None:
    """Put beside the installation's own extensions those stand-ins whose original is not among them."""
    root = layout.root
    extensions = next(target.glob(f"**/{layout.share.relative_to(root)}/extension"))
    for control in STAND_INS.glob("*.control"):
        if (extensions / control.name).exists():
            continue
        for path in (control, *STAND_INS.glob(f"{control.stem}--*.sql")):
            shutil.copy(path, extensions)


def _hand_over(folder: Path, account: Account | None) -> None:
    if account is None:
        return
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place) / name, account.uid, account.gid, follow_symlinks=False)
