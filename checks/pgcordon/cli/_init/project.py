"""The project that is to be set up: its repository, its schemas, and where these live."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from pgcordon import parse
from pgcordon.model import Source
from pgcordon.model.errors import CouldNotCheck
from pgcordon.parse.files import read, sql_files
from pgcordon.settings import Settings, load, systems
from pgcordon.settings.systems import CONTRACT
from pgcordon.systems import System, base_catalog

SETTINGS = "pgcordon.toml"
_WELL_KNOWN = ("supabase/migrations", "supabase/schemas", "db/migrations", "database/migrations", "migrations")
"""Where schemas stand, and other SQL does not, in projects that keep both."""


class Evidence(NamedTuple):
    """A platform, and what shows that the schema is meant for it; nothing where it is only the default."""

    platform: str
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """`root` is the folder of the repository or, where there is none, the one that holds all the SQL."""

    root: Path
    systems: tuple[System, ...]
    evidence: tuple[Evidence, ...]
    """Of each system."""
    paths: tuple[Path, ...]
    """What commands are given to mean all the systems, as they were named."""

    @property
    def arguments(self) -> str:
        """The paths as a shell command takes them in the root."""
        return shlex.join(self.from_root(path) for path in self.paths)

    @property
    def contracts(self) -> str:
        """Those of the systems that state who may do what, likewise."""
        stated = (each.folder for each in self.systems if (each.folder / CONTRACT).is_file())
        return shlex.join(self.from_root(folder) for folder in stated)

    def from_root(self, path: Path) -> str:
        return path.resolve().relative_to(self.root).as_posix()

    def settings_folder(self, system: System) -> Path:
        """Where a system's settings belong: with its SQL, or for the only one where there are some or at the root."""
        folder = system.folder.resolve()
        if len(self.systems) > 1:
            return folder
        way_up = (each for each in (folder, *folder.parents) if each.is_relative_to(self.root))
        return next((each for each in way_up if (each / SETTINGS).is_file()), self.root)


def look_at(paths: Sequence[Path], *, anew: bool) -> Project:
    """What is there; `anew` if settings that exist are to be passed over.

    Raises CouldNotCheck where there is no SQL, or where the paths are in several repositories.
    """
    folders = _folders(paths)
    roots = {_root(folder) for folder in folders}
    if len(roots) > 1:
        named = ", ".join(sorted(map(str, roots)))
        raise CouldNotCheck(f"the paths are in several repositories: {named}. Do: set up one after the other")
    found = [_read(folder, Settings() if anew else load(folder)) for folder in folders]
    return Project(roots.pop(), tuple(each for each, _ in found), tuple(each for _, each in found), tuple(paths))


def well_known(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folder of the migrations, where the paths are but the current folder, and it has one."""
    if paths == (Path(),):
        return next(((path,) for path in map(Path, _WELL_KNOWN) if any(path.rglob("*.sql"))), paths)
    return paths


def _folders(paths: Iterable[Path]) -> list[Path]:
    """The folders of the systems, each once."""
    found = [system if system.is_dir() else system.parent for path in paths for system in systems(path)]
    return list({folder.resolve(): folder for folder in found}.values())


def _root(folder: Path) -> Path:
    place = folder.resolve()
    repository = next((each for each in (place, *place.parents) if (each / ".git").exists()), None)
    here = Path.cwd()
    return repository or (here if place.is_relative_to(here) else place)


def _read(folder: Path, settings: Settings) -> tuple[System, Evidence]:
    """The system on the platform that its settings say or, where they are silent, that it seems to be made for."""
    sources = [read(file) for file in sql_files([folder])] if any(folder.rglob("*.sql")) else []
    if settings.path is None:
        evidence = _evidence(folder, sources)
        settings = replace(settings, platform=evidence.platform)
    else:
        evidence = Evidence(settings.platform, (f"{settings.path.name} says so",))
    return System(folder, settings, parse.load_sources(sources, base_catalog(settings))), evidence


_SIGNS = (
    ("supabase", "auth.uid()", r"\bauth\.uid\s*\("),
    ("supabase", "auth.jwt()", r"\bauth\.jwt\s*\("),
    ("supabase", "auth.users", r"\bauth\.users\b"),
    ("supabase", "storage.objects", r"\bstorage\.objects\b"),
    ("postgrest", "request.jwt", r"'request\.jwt"),
    ("plain", "current_setting('app.…')", r"\bcurrent_setting\s*\(\s*'app\."),
)


def _evidence(folder: Path, sources: Sequence[Source]) -> Evidence:
    """What the folders and the SQL show; of several platforms the one with the signs that come first."""
    signs = [*_signs_of_folders(folder), *_signs_of_text(sources)]
    if not signs:
        return Evidence("supabase", ())
    platform = signs[0][0]
    return Evidence(platform, tuple(seen for of, seen in signs if of == platform))


def _signs_of_folders(folder: Path) -> Iterator[tuple[str, str]]:
    if any(part.name == "supabase" for part in (folder.resolve(), *folder.resolve().parents)):
        yield "supabase", "the folder supabase"


def _signs_of_text(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    for platform, seen, pattern in _SIGNS:
        sign = re.compile(pattern, re.IGNORECASE)
        if any(sign.search(source.text) for source in sources):
            yield platform, seen
