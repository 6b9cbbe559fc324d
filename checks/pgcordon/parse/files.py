"""Find the SQL files of a schema, in the order in which they are loaded, and read them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pgcordon.model import Source
from pgcordon.parse.errors import NothingToRead


def sql_files(paths: Iterable[Path]) -> list[Path]:
    """The files that the paths mean: a file as it is, a folder's *.sql files at any depth by their relative path.

    Hidden folders are passed over, and no file is listed twice. Raises NothingToRead for a path that does not
    exist and for a folder without SQL.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_of(path):
            found.setdefault(file.resolve(), file)
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


def _files_of(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise NothingToRead(f"{path}: no such file or folder")
    files = sorted(_visible(path), key=lambda file: file.relative_to(path).parts)
    if not files:
        raise NothingToRead(f"{path}: no .sql file in this folder")
    yield from files


def _visible(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*.sql"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden:
            yield file
