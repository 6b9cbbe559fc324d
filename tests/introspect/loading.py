"""Run SQL on a server statement by statement, and tell which ones it refuses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import namedtuple_row

from pgcordon import database
from pgcordon.introspect.assembly import catalog
from pgcordon.introspect.session import rows
from pgcordon.model import Catalog, Source, Span
from pgcordon.parse import load_sources


@dataclass(frozen=True)
class BothWays:
    """The catalog of a server, that of the same files, and the statements that the server refused.

    Those are left out of the files too.
    """

    server: Catalog
    files: Catalog
    refused: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Project:
    """A database that holds the platform and nothing else, and from which others are copied."""

    server: database.Server
    empty: database.Loaded
    base: Catalog

    def load(self, *texts: str) -> BothWays:
        """Load files: in one transaction that is rolled back or, where that cannot be, in a copy of the database."""
        sources = [Source(f"{number}0_file.sql", text) for number, text in enumerate(texts, 1)]
        statements = load_sources(sources, self.base).statements
        spans = [each.span for each in statements]
        if not any(each.kind == "Transaction" for each in statements):
            with self.server.connect(self.empty.template) as connection, connection.transaction(force_rollback=True):
                found, refused = self._run(connection, spans, together=True)
            if not refused:
                return self._both(sources, found, refused)
        with self._copy() as connection:
            found, refused = self._run(connection, spans, together=False)
        return self._both(sources, found, refused)

    @contextmanager
    def _copy(self) -> Iterator[Connection[Any]]:
        """A connection to a copy; roles, which belong to the whole server, go with it."""
        with self.server.connect() as admin:
            before = _roles(admin)
            try:
                with self.empty.copy() as name, self.server.connect(name) as connection:
                    yield connection
            finally:
                for role in _roles(admin) - before:
                    admin.execute(f'drop role "{role}"'.encode())

    def _run(
        self, connection: Connection[Any], statements: Sequence[Span], *, together: bool
    ) -> tuple[Catalog, list[Span]]:
        owner = self.empty.platform.owner
        connection.execute("set check_function_bodies = off")
        connection.execute(f'set role {owner}; set search_path = "$user", public, extensions'.encode())
        refused = [each for each in statements if not _ran(connection, each.text, owner, together=together)]
        connection.execute("reset role")
        connection.execute("set search_path = ''")
        connection.row_factory = namedtuple_row
        return catalog(rows(connection), self.base), refused

    def _both(self, sources: Sequence[Source], found: Catalog, refused: Sequence[Span]) -> BothWays:
        files = load_sources([_without(source, refused) for source in sources], self.base)
        return BothWays(found, files, tuple(span.text for span in refused))


def _roles(connection: Connection[Any]) -> set[str]:
    return {name for (name,) in connection.execute("select rolname from pg_roles")}


def _ran(connection: Connection[Any], statement: str, owner: str, *, together: bool) -> bool:
    """Run a statement as the owner, who may do everything where only a superuser may; whether it ran."""
    for superuser in ("nosuperuser", "superuser"):
        try:
            with connection.transaction() if together else nullcontext():
                connection.execute(statement.encode())
            return True
        except InsufficientPrivilege:
            _alter(connection, owner, "superuser")
        except psycopg.Error:
            return False
        finally:
            if superuser == "superuser":
                _alter(connection, owner, "nosuperuser")
    return False


def _alter(connection: Connection[Any], owner: str, attribute: str) -> None:
    connection.execute(f"reset role; alter role {owner} {attribute}; set role {owner}".encode())


def _without(source: Source, refused: Sequence[Span]) -> Source:
    """The file with blanks in the place of statements."""
    text = source.text
    for span in refused:
        if span.source == source:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return Source(source.path, text)
