"""One system: the SQL of a schema, read with its own settings on top of its own platform."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pgcordon import parse, platforms
from pgcordon.model import Api, Catalog, Source
from pgcordon.platforms.definition import Platform
from pgcordon.settings import Settings, load
from pgcordon.systems.kept import kept


class System(msgspec.Struct, frozen=True):
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
        return cls(folder, settings, parse.load(members or [folder], base_catalog(settings)))

    @classmethod
    def of(cls, folder: Path, sources: Iterable[Source]) -> "System":
        """The system in a folder, made of these texts. Raises CouldNotCheck for its settings and its platform."""
        settings = load(folder)
        return cls(folder, settings, parse.load_sources(sources, base_catalog(settings)))

    def reread(self, sources: Iterable[Source]) -> Catalog:
        """What the system would be if these were its files."""
        return parse.load_sources(sources, base_catalog(self.settings))

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
def platform_catalog(name: str, expose_new_tables: bool = False) -> Catalog:
    """What a platform brings, to read a schema on top of it."""
    platform = _platform(name, expose_new_tables)

    def read() -> Catalog:
        return replace(parse.load(platform.files), api=_api(platform), changes=(), statements=())

    return kept(f"{name}-exposed" if expose_new_tables else name, platform.files, read)


def base_catalog(settings: Settings) -> Catalog:
    """What the platform brings, with the schemas that the settings expose. Raises CouldNotCheck."""
    base = platform_catalog(settings.platform, settings.expose_new_tables)
    if settings.exposed_schemas:
        return replace(base, api=replace(base.api, schemas=tuple(sorted(settings.exposed_schemas))))
    return base


def _api(platform: Platform) -> Api:
    """Who comes through the platform's API: its actors but for those that are trusted."""
    outside = [actor for actor in platform.actors if not actor.trusted]
    signed_in = dict.fromkeys(actor.role for actor in outside if actor.signed_in)
    anonymous = dict.fromkeys(actor.role for actor in outside if not actor.signed_in)
    return Api(platform.exposed_schemas, tuple(anonymous), tuple(signed_in))
