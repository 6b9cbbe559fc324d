"""Write mended files."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from stat import S_IMODE

from pgcordon.model import Source
from pgcordon.model.errors import CouldNotCheck

_BOM = b"\xef\xbb\xbf"


def inside(path: Path, given: Iterable[Path]) -> bool:
    """Whether a file, wherever links lead to it, lies at or below one of the given paths."""
    resolved = path.resolve()
    return any(resolved.is_relative_to(each.resolve()) for each in given)


def write(changes: Iterable[tuple[Source, Source]]) -> None:
    """Put the second of each two in the place of the first: all of them or, where one cannot be written, none.

    The file keeps its mode, and its byte order mark where it has one; a link stays one. Nobody ever sees half a file.
    Raises CouldNotCheck where a file cannot be written, or has changed since it was read.
    """
    with ExitStack() as stack:
        staged = [(_staged(before, after, stack), Path(after.path).resolve()) for before, after in changes]
        for temporary, file in staged:
            temporary.replace(file)


def _staged(before: Source, after: Source, stack: ExitStack) -> Path:
    """The new content in a temporary file beside the old one."""
    file = Path(after.path).resolve()
    try:
        content = file.read_bytes()
        if content.decode("utf-8-sig", errors="replace") != before.text:
            raise CouldNotCheck(f"{before.path}: changed while it was being mended; no file was written. Do: run again")
        if not os.access(file, os.W_OK):
            raise CouldNotCheck(f"{before.path}: is not writable; no file was written. Do: chmod u+w {before.path}")
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        temporary = Path(name)
        stack.callback(temporary.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as stream:
            _take_over(file.stat(), stream.fileno())
            stream.write(_BOM * content.startswith(_BOM) + after.text.encode())
    except OSError as error:
        raise CouldNotCheck(f"{before.path}: cannot be written: {error.strerror}; no file was written") from error
    return temporary


def _take_over(old: os.stat_result, descriptor: int) -> None:
    """Owner and mode of the old file, for the new one; somebody else's file becomes ours where only root could help."""
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, S_IMODE(old.st_mode))
