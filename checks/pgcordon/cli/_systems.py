"""The systems that a command's paths mean, each read with its own settings on top of its own platform."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pgcordon.settings import systems
from pgcordon.systems import System


def read_systems(paths: Iterable[Path]) -> Iterator[System]:
    """Every system at these paths, once, in the order of the paths. Files of one folder are one system.

    Raises CouldNotCheck for a path without SQL, a file that is no text, settings that cannot be followed, and an
    unknown platform.
    """
    for folder, members in _members(paths).items():
        yield System.read(folder, members)


def _members(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The files and folders to read, by the folder whose system they belong to."""
    folders: dict[Path, Path] = {}
    members: dict[Path, list[Path]] = {}
    for system in (system for path in paths for system in systems(path)):
        folder = system if system.is_dir() else system.parent
        first_named = folders.setdefault(folder.resolve(), folder)
        members.setdefault(first_named, []).append(system)
    return members
