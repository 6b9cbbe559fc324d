"""Where an installation of PostgreSQL keeps its parts, and how to run it from another place."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pgcordon.database.binaries import Binaries, Kind, NoPostgres


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders that the server reads: its programs, its shared data and its loadable modules."""

    programs: Path
    share: Path
    modules: Path

    @classmethod
    def of(cls, binaries: Binaries) -> Self:
        """What `pg_config` beside the server says. Raises NoPostgres where it does not run."""
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
        return cls(binaries.folder.resolve(), Path(share).resolve(), Path(modules).resolve())

    @property
    def extensions(self) -> Path:
        return self.share / "extension"

    @property
    def _root(self) -> Path:
        return Path(os.path.commonpath([self.programs, self.share, self.modules]))

    def _moved(self, root: Path, target: Path) -> "Layout":
        """The same below another root: programs find the rest by where they themselves lie."""
        return Layout(*(target / part.relative_to(root) for part in (self.programs, self.share, self.modules)))

    def copy(self, kind: Kind, target: Path) -> "Layout":
        """Copy what the server and initdb need."""
        root = self._root
        libraries: list[Path] = []
        if kind is Kind.EMBEDDED:  # the wheel's programs load libraries from a folder beside its package
            package = root.parent
            root = package.parent
            libraries.append(root / f"{package.name}.libs")
        for part in (self.share, self.modules, *libraries):
            shutil.copytree(part, target / part.relative_to(root), dirs_exist_ok=True)
        moved = self._moved(root, target)
        moved.programs.mkdir(parents=True, exist_ok=True)
        for name in ("postgres", "initdb"):
            shutil.copy2(self.programs / name, moved.programs)
        return moved

    def link(self, target: Path) -> "Layout":
        """Links to everything around a copy of the server program; `extensions` is a folder of its own, of links."""
        moved = self._moved(self._root, target)
        moved.programs.mkdir(parents=True)
        shutil.copy2(self.programs / "postgres", moved.programs)
        moved.modules.parent.mkdir(parents=True, exist_ok=True)
        moved.modules.symlink_to(self.modules)
        moved.extensions.mkdir(parents=True)
        for entry in self.share.iterdir():
            if entry != self.extensions:
                (moved.share / entry.name).symlink_to(entry)
        for entry in self.extensions.iterdir():
            (moved.extensions / entry.name).symlink_to(entry)
        return moved
