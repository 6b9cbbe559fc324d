"""Find the SQL files of a schema, in the order in which they are loaded, and read them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pgcordon.model import Source
from pgcordon.parse.errors import NothingToRead


def sql_files(paths: Iterable[Path]) -> list[Path]:
    """The files that the paths mean: a file as it is, a folder's *.sql files at any depth by their relative path.

    Hidden folders are passed over, and no file is listed twice. Raises NothingToRead for a path that does not
    exist and for a folder without SQL.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for resolved, file in _files_of(path):
            found.setdefault(resolved, file)
    return list(found.values())


def read(path: Path) -> Source:
    """The file as text. Raises NothingToRead where it is no UTF-8 text or cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NothingToRead(f"{path}: cannot be read: {error.strerror}") from error
    return decoded(content, str(path))


def decoded(content: bytes, path: str) -> Source:
    """The bytes as a file of that path. Raises NothingToRead where they are no UTF-8 text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NothingToRead(
            f"{path}: not UTF-8: byte 0x{content[error.start]:02x} at offset {error.start}; save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise NothingToRead(
            f"{path}: a zero byte at offset {content.index(0)}, which SQL cannot hold; save the file as UTF-8 text"
        )
    return Source(path, text)


_Found = tuple[str, Path]
"""A file's path with all symbolic links followed, and as it was found."""


def _files_of(path: Path) -> list[_Found]:
    if path.is_file():
        return [(os.path.realpath(path), path)]
    if not path.is_dir():
        raise NothingToRead(f"{path}: no such file or folder")
    files = sorted(_visible(str(path)), key=lambda found: found[1].parts)
    if not files:
        raise NothingToRead(f"{path}: no .sql file in this folder")
    return files


def _visible(folder: str) -> Iterator[_Found]:
    """The files of a folder and of those below it; each folder's path is resolved once, not that of each file."""
    resolved = os.path.realpath(folder)
    try:
        entries = list(os.scandir(folder))
    except PermissionError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(".sql") and entry.is_file():
            link = entry.is_symlink()
            yield os.path.realpath(entry.path) if link else f"{resolved}{os.sep}{entry.name}", Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _visible(entry.path)
