"""Loading SQL files statement by statement, and saying exactly which one the server refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from pglast.parser import ParseError, split
from psycopg import Connection

from pgcordon.model import Source, Span
from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.platform import Platform

_SHOWN_LINES = 5
_CREATE_ROLE = re.compile(r"create\s+role\s+(\w+)", re.IGNORECASE)
_COPY_FROM_STDIN = re.compile(r"copy\b[^;]*\bfrom\s+stdin\b", re.IGNORECASE)


class LoadError(CouldNotCheck):
    """A statement that the server refused; `span` is where its own error position points."""

    def __init__(self, span: Span, message: str, statement: str, sqlstate: str | None = None) -> None:
        self.span = span
        self.sqlstate = sqlstate
        self.statement = statement
        lines = statement.splitlines()
        shown = "\n".join(f"    {line}" for line in lines[:_SHOWN_LINES])
        rest = f"\n    … {len(lines) - _SHOWN_LINES} more lines" if len(lines) > _SHOWN_LINES else ""
        super().__init__(f"{span}: {message}\n{shown}{rest}")


@dataclass(frozen=True, slots=True)
class Result:
    statements: int
    stand_ins: tuple[str, ...]


def load_platform(connection: Connection[Any], platform: Platform) -> None:
    """Load a platform's own files. Roles belong to the whole server, so another platform may have made them already."""
    present = {name for (name,) in connection.execute("select rolname from pg_catalog.pg_roles")}
    for path in platform.files:
        for statement in statements(_read(path)):
            made = _CREATE_ROLE.match(statement.text)
            if made is None or made.group(1) not in present:
                _execute(connection, statement)


def load_files(connection: Connection[Any], files: Sequence[Path]) -> Result:
    """Run every statement of the files in order; the connection is in autocommit mode, so BEGIN and COMMIT count."""
    count = 0
    for path in files:
        for statement in statements(_read(path)):
            _execute(connection, statement)
            count += 1
    return Result(count, ())


def _read(path: Path) -> Source:
    try:
        return Source(str(path), path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CouldNotCheck(f"{path}: cannot be read as UTF-8 text: {error}") from error


def statements(source: Source) -> Iterator[Span]:
    """The statements of a file; a syntax error costs the exact split, and the server then says where it is."""
    try:
        slices = split(source.text, with_parser=True, only_slices=True)
    except ParseError:
        slices = split(source.text, with_parser=False, only_slices=True)
    for each in slices:
        yield Span(source, each.start, each.stop)


def _execute(connection: Connection[Any], statement: Span) -> None:
    try:
        connection.execute(statement.text.encode())
    except psycopg.Error as error:
        raise _explained(statement, error) from error


def _explained(statement: Span, error: psycopg.Error) -> LoadError:
    diagnosis = error.diag
    position = int(diagnosis.statement_position or 1) - 1
    span = Span(statement.source, statement.start + position, statement.end)
    parts = [f"{error.sqlstate}: {diagnosis.message_primary or error}"]
    parts += [f"  {label}: {text}" for label, text in (("detail", diagnosis.message_detail), ("hint", diagnosis.message_hint)) if text]
    return LoadError(span, "\n".join(parts), statement.text, error.sqlstate)
