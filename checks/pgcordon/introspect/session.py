"""One read-only transaction, in which every query runs against the same snapshot."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel
from psycopg.rows import namedtuple_row

from pgcordon.introspect.errors import CannotConnect, IntrospectionError, ServerTooOld, TookTooLong

OLDEST_SUPPORTED = 15
_FOLDER = Path(__file__).with_name("sql")
_ONLY_IF_ASKED = frozenset({"buckets"})
_SETTINGS = """
    select array[
      set_config('search_path', '', true),
      set_config('statement_timeout', %(statement)s, true),
      set_config('lock_timeout', %(lock)s, true),
      set_config('quote_all_identifiers', 'off', true)
    ] as settings
"""

Rows = Mapping[str, list[Any]]
"""The rows of each query, named tuples, under the name of its file in `sql/`."""


def read(dsn: str, timeout: float) -> Rows:
    """Run every query. Raises IntrospectionError."""
    with snapshot(dsn, timeout) as connection:
        return rows(connection)


@contextmanager
def snapshot(dsn: str, timeout: float) -> Iterator[Connection[Any]]:
    """A connection inside a read-only transaction with one snapshot, that no statement of ours holds up for long.

    Raises IntrospectionError, also for what goes wrong inside the `with` block.
    """
    connection = _connected(dsn, timeout)
    place = _place(connection)
    try:
        with connection:
            limits = {"statement": _milliseconds(timeout), "lock": _milliseconds(timeout / 2)}
            connection.execute(_SETTINGS, limits)
            yield connection
            connection.rollback()
    except (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable) as error:
        raise TookTooLong(
            f"{place}: {_message(error)} while reading the catalog (at most {timeout:g} s a statement, half"
            " of it for a lock). Do: try again when no migration runs, or allow more with --timeout."
        ) from error
    except psycopg.Error as error:
        raise IntrospectionError(
            f"{place}: the server refused to be read: {error.sqlstate or 'psycopg'}: {_message(error)}"
        ) from error


def _connected(dsn: str, timeout: float) -> Connection[Any]:
    try:
        connection = psycopg.connect(
            dsn,
            connect_timeout=max(2, round(timeout)),
            client_encoding="UTF8",
            application_name="pgcordon",
            prepare_threshold=None,  # poolers that share sessions between transactions know no prepared statements
            row_factory=namedtuple_row,
        )
    except psycopg.ProgrammingError as error:
        raise CannotConnect(
            f"not a connection string: {_message(error)}. Do: write postgresql://user@host:5432/database"
        ) from error
    except psycopg.Error as error:
        raise CannotConnect(
            f"cannot connect: {_message(error)}. Do: check host, port, database and user; the password may come from"
            " PGPASSWORD or ~/.pgpass."
        ) from error
    major = connection.info.server_version // 10_000
    if major < OLDEST_SUPPORTED:
        place = _place(connection)
        connection.close()
        raise ServerTooOld(
            f"{place}: PostgreSQL {major} is not supported, only {OLDEST_SUPPORTED} and later."
            " Do: lint the SQL files instead."
        )
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def rows(connection: Connection[Any]) -> Rows:
    """The rows of all queries, which are sent at once and take one round trip."""
    paths = [path for path in sorted(_FOLDER.glob("*.sql")) if path.stem not in _ONLY_IF_ASKED]
    with connection.pipeline():
        cursors = {path.stem: connection.execute(path.read_bytes()) for path in paths}
    found: dict[str, list[Any]] = {name: cursor.fetchall() for name, cursor in cursors.items()}
    if found["server"][0].buckets:
        found["buckets"] = connection.execute((_FOLDER / "buckets.sql").read_bytes()).fetchall()
    return found


def _milliseconds(seconds: float) -> str:
    return f"{max(1, round(seconds * 1000))}ms"


def _message(error: psycopg.Error) -> str:
    return error.diag.message_primary or " ".join(str(error).split())


def _place(connection: Connection[Any]) -> str:
    """The database as a person would look for it; never the password."""
    return f"database {connection.info.dbname} on {connection.info.host or 'localhost'}"
