"""Running SQL files statement by statement, and saying exactly which one the server refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from pglast.parser import ParseError, split
from psycopg import Connection
from psycopg.pq import TransactionStatus

from pgcordon.database.extensions import stand_in_names
from pgcordon.model import Source, Span
from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.definition import Platform

_SHOWN_LINES = 5
_CREATE_ROLE = re.compile(r"create\s+role\s+(\w+)", re.IGNORECASE)
_SYNTAX_ERROR = "42601"
_COPY_ROWS = re.compile(r"^copy\b[^;]*\bfrom\s+stdin\b", re.IGNORECASE | re.MULTILINE)
_META_COMMAND = re.compile(r"^[ \t]*\\[a-z!?]\w*", re.IGNORECASE | re.MULTILINE)


class LoadError(CouldNotCheck):
    """A statement that could not be loaded.

    `span` begins where the fault is, `statement` is the whole text, `sqlstate` is the server's code if it was asked.
    """

    def __init__(self, span: Span, message: str, statement: str, sqlstate: str | None = None) -> None:
        super().__init__(f"{span}: {message}\n{_excerpt(statement)}")
        self.span = span
        self.statement = statement
        self.sqlstate = sqlstate


@dataclass(frozen=True, slots=True)
class Result:
    """How many statements ran, and which of the extensions that they made are stand-ins."""

    statements: int
    stand_ins: tuple[str, ...]


def load_platform(connection: Connection[Any], platform: Platform) -> None:
    """Run a platform's own files. Roles belong to the whole server, so another platform may have made them already."""
    present = {name for (name,) in connection.execute("select rolname from pg_catalog.pg_roles")}
    for path in platform.files:
        for statement in _statements(_read(path)):
            made = _CREATE_ROLE.match(statement.text)
            if made is None or made.group(1) not in present:
                _execute(connection, statement)


def load_files(connection: Connection[Any], files: Sequence[Path]) -> Result:
    """Run every statement of the files in order, on a connection in autocommit mode, so that BEGIN and COMMIT count.

    Raises LoadError for the first statement that fails, and for a transaction that no file ends.
    """
    count = 0
    statement = None
    for path in files:
        for statement in _statements(_read(path)):
            _execute(connection, statement)
            count += 1
    if statement is not None and connection.info.transaction_status is not TransactionStatus.IDLE:
        raise LoadError(statement, "the files end inside a transaction: a COMMIT is missing", statement.text)
    return Result(count, _stand_ins_used(connection))


def _stand_ins_used(connection: Connection[Any]) -> tuple[str, ...]:
    """Installed extensions whose control file is one of ours, as its comment says."""
    rows = connection.execute(
        "select name from pg_catalog.pg_available_extensions"
        " where installed_version is not null and comment like 'pgcordon stand-in%' order by name"
    )
    return tuple(name for (name,) in rows)


def _read(path: Path) -> Source:
    try:
        return Source(str(path), path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CouldNotCheck(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CouldNotCheck(f"{path}: byte {error.start} is not UTF-8. Do: save the file as UTF-8.") from error


def _statements(source: Source) -> Iterator[Span]:
    """The statements of a file. One with a syntax error is refused whole.

    Splitting by the scanner instead, which goes on after an error, silently drops a statement without any keyword.
    """
    try:
        slices = split(source.text, with_parser=True, only_slices=True)
    except ParseError as fault:
        raise _not_sql(source, fault) from fault
    for each in slices:
        yield Span(source, each.start, each.stop)


def _not_sql(source: Source, fault: ParseError) -> LoadError:
    """What only psql understands is named as such; for anything else the parser's message is the server's own."""
    location = int(fault.args[1] or 0)
    for command in _META_COMMAND.finditer(source.text):
        if command.start() <= location <= command.end():
            span = Span(source, command.start(), location)
            message = "a psql meta-command, which no server reads. Do: replace it by plain SQL."
            return LoadError(span, message, _line(span))
    for copy in _COPY_ROWS.finditer(source.text):
        if location >= copy.end():
            return _rows_in_psql_format(Span(source, copy.start(), copy.end()))
    span = Span(source, location, len(source.text))
    return LoadError(span, f"{_SYNTAX_ERROR}: {fault.args[0]}", _line(span), _SYNTAX_ERROR)


def _line(span: Span) -> str:
    return span.source.line(span.begins.line)


def _rows_in_psql_format(statement: Span) -> LoadError:
    message = "COPY … FROM STDIN takes its rows from psql, not from the file. Do: write INSERT statements."
    return LoadError(statement, message, statement.text)


def _execute(connection: Connection[Any], statement: Span) -> None:
    if _COPY_ROWS.match(statement.text):
        raise _rows_in_psql_format(statement)
    try:
        connection.execute(statement.text.encode())
    except psycopg.Error as error:
        raise _refused(statement, error) from error


def _refused(statement: Span, error: psycopg.Error) -> LoadError:
    diagnosis = error.diag
    position = int(diagnosis.statement_position or 1) - 1
    lines = [f"{error.sqlstate or 'psycopg'}: {diagnosis.message_primary or error}"]
    for label, text in (("detail", diagnosis.message_detail), ("hint", diagnosis.message_hint)):
        if text:
            lines.append(f"  {label}: {text}")
    if error.sqlstate in ("0A000", "58P01") and "extension" in lines[0]:
        offered = ", ".join(sorted(stand_in_names()))
        lines.append(f"  Do: choose a PostgreSQL that has it with --postgres; stand-ins exist for {offered}")
    span = Span(statement.source, statement.start + position, statement.end)
    return LoadError(span, "\n".join(lines), statement.text, error.sqlstate)


def _excerpt(statement: str) -> str:
    lines = statement.splitlines()
    shown = [f"    {line}" for line in lines[:_SHOWN_LINES]]
    if len(lines) > _SHOWN_LINES:
        shown.append(f"    … {len(lines) - _SHOWN_LINES} more lines")
    return "\n".join(shown)
