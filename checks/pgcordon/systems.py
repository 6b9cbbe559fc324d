"""One system: the SQL of a schema, read with its own settings on top of its own platform."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pgcordon import parse, platforms
from pgcordon.model import Catalog
from pgcordon.platforms.definition import Platform
from pgcordon.settings import Settings, load


@dataclass(frozen=True, slots=True)
class System:
    """A schema of its own: its folder, and what was read there."""

    folder: Path
    settings: Settings
    catalog: Catalog

    @classmethod
    def read(cls, folder: Path, members: Sequence[Path] = ()) -> "System":
        """The system in a folder, made of these files and folders, or of all that the folder holds.

        Raises CouldNotCheck for a path without SQL, a file that is no text, settings that cannot be followed, and an
        unknown platform.
        """
        settings = load(folder)
        base = _platform_catalog(settings.platform, settings.expose_new_tables)
        return cls(folder, settings, parse.load(members or [folder], base))

    @property
    def platform(self) -> Platform:
        platform = _platform(self.settings.platform, self.settings.expose_new_tables)
        return replace(platform, users=self.settings.users) if self.settings.users else platform

    @property
    def files(self) -> list[Path]:
        """The SQL files, in the order in which they run."""
        return [Path(source.path) for source in self.catalog.sources]


@cache
def _platform(name: str, expose_new_tables: bool) -> Platform:
    # Not every platform has the option, so that only a setting that differs from the default is passed on.
    return platforms.get(name, expose_new_tables=True) if expose_new_tables else platforms.get(name)


@cache
def _platform_catalog(name: str, expose_new_tables: bool) -> Catalog:
    return parse.load(_platform(name, expose_new_tables).files)
