"""The systems that a command's paths mean, each read with its own settings on top of its own platform."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pgcordon import parse, platforms
from pgcordon.model import Catalog
from pgcordon.platforms.definition import Platform
from pgcordon.settings import Settings, load, systems


@dataclass(frozen=True, slots=True)
class System:
    """A schema of its own: its folder, and what was read there."""

    folder: Path
    settings: Settings
    catalog: Catalog

    @property
    def platform(self) -> Platform:
        return platforms.get(self.settings.platform, expose_new_tables=self.settings.expose_new_tables)


def read_systems(paths: Iterable[Path]) -> Iterator[System]:
    """Every system at these paths, once, in the order of the paths. Files of one folder are one system.

    Raises CouldNotCheck for a path without SQL, a file that is no text, settings that cannot be followed, and an
    unknown platform.
    """
    for folder, members in _members(paths).items():
        settings = load(folder)
        base = _platform_catalog(settings.platform, expose_new_tables=settings.expose_new_tables)
        yield System(folder, settings, parse.load(members, base))


def _members(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The files and folders to read, by the folder whose system they belong to."""
    folders: dict[Path, Path] = {}
    members: dict[Path, list[Path]] = {}
    for system in (system for path in paths for system in systems(path)):
        folder = system if system.is_dir() else system.parent
        first_named = folders.setdefault(folder.resolve(), folder)
        members.setdefault(first_named, []).append(system)
    return members


@cache
def _platform_catalog(name: str, *, expose_new_tables: bool) -> Catalog:
    # Not every platform has the option, so that only a setting that differs from the default is passed on.
    options = {"expose_new_tables": True} if expose_new_tables else {}
    return parse.load(platforms.get(name, **options).files)
