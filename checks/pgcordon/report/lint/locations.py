"""Paths as the readers of machine formats want them: relative, with forward slashes."""

from pathlib import Path
from urllib.parse import quote

from pgcordon.model import Span

NO_FILE = "schema"
"""What stands for the file of a finding that no file holds, where a format must have one."""


def relative_path(span: Span | None) -> str:
    """The path of the span's file, relative to the current folder where it lies below it."""
    if span is None:
        return NO_FILE
    path = Path(span.path)
    folder = Path.cwd()
    if path.is_absolute() and path.is_relative_to(folder):
        path = path.relative_to(folder)
    return path.as_posix()


def uri(span: Span) -> str:
    """The path as a URI reference."""
    path = relative_path(span)
    return Path(path).as_uri() if path.startswith("/") else quote(path)
