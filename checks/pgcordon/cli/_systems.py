"""The systems that a command's paths mean, each read with its own settings on top of its own platform."""

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pgcordon import parse
from pgcordon.model import Catalog, Source
from pgcordon.parse.files import decoded, read, sql_files
from pgcordon.settings import load, systems
from pgcordon.settings.systems import CONTRACT
from pgcordon.systems import System, base_catalog


class Given(msgspec.Struct, frozen=True):
    """A system, and what of it the command was given: files and folders in or below the system's folder."""

    system: System
    members: tuple[Path, ...]
    only: str | None = None
    """The one file that is asked about, as its spans name it; None for all."""
    byte_order_mark: str = ""
    """What stood before the text of that file."""

    def reread(self, sources: Iterable[Source]) -> Catalog:
        return self.system.reread(sources)


class Served(Given, frozen=True):
    """A system that was read from a server, which has no files."""

    def reread(self, sources: Iterable[Source]) -> Catalog:
        """What the server would hold if these ran there."""
        catalog = self.system.catalog
        return replace(parse.load_sources(sources, catalog), given=catalog.given)


def read_systems(paths: Iterable[Path]) -> Iterator[System]:
    """Every system at these paths, once, in the order of the paths. Files of one folder are one system.

    Raises CouldNotCheck for a path without SQL, a file that is no text, settings that cannot be followed, and an
    unknown platform.
    """
    return (given.system for given in given_systems(paths))


def given_systems(paths: Iterable[Path]) -> Iterator[Given]:
    """The same systems, with the files and folders that were given of each."""
    for folder, members in _members(paths).items():
        yield Given(System.read(folder, members), tuple(members))


def system_on_stdin(filename: Path | None) -> Given:
    """The system of the file that standard input holds.

    Without a file name it is a system of its own, with the settings of the current folder. Otherwise it takes the
    place of that file in the nearest folder that holds access.toml, or else in the file's own. Raises CouldNotCheck.
    """
    content = sys.stdin.buffer.read()
    mark = "\ufeff" * content.startswith(BOM_UTF8)
    source = decoded(content, str(filename or "<stdin>"))
    if filename is None:
        return Given(System.of(Path(), [source]), (), source.path, mark)
    folder = next((each for each in filename.parents if (each / CONTRACT).is_file()), filename.parent)
    place = filename.resolve()
    others = sql_files([folder]) if any(folder.rglob("*.sql")) else []
    sources = {file: read(file) for file in others if file.resolve() != place} | {filename: source}
    in_order = sorted(sources, key=lambda file: file.relative_to(folder).parts)
    return Given(System.of(folder, [sources[file] for file in in_order]), (folder,), source.path, mark)


def system_on_server(dsn: str, timeout: float) -> Given:
    """The system in a database, with the settings of the current folder. Raises CouldNotCheck."""
    from pgcordon import introspect

    settings = load(Path())
    return Served(System(Path(), settings, introspect.load(dsn, base_catalog(settings), timeout)), ())


def _members(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The files and folders to read, by the folder whose system they belong to."""
    folders: dict[Path, Path] = {}
    members: dict[Path, list[Path]] = {}
    for system in (system for path in paths for system in systems(path)):
        folder = system if system.is_dir() else system.parent
        first_named = folders.setdefault(folder.resolve(), folder)
        members.setdefault(first_named, []).append(system)
    return members
