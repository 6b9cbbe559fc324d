"""Servers that hold what files say."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from psycopg import Connection
from psycopg.rows import namedtuple_row

from pgcordon.database import Server
from pgcordon.introspect.assembly import catalog
from pgcordon.introspect.session import rows
from pgcordon.model import Catalog
from pgcordon.platforms.definition import Platform
from pgcordon.systems import platform_catalog

Introspect = Callable[[str], Catalog]


@pytest.fixture(scope="session")
def base() -> Catalog:
    return platform_catalog("supabase")


@pytest.fixture(scope="package")
def empty_project(server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with the platform and nothing else."""
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    with server.load(supabase, [empty]).copy() as name:
        yield name


@pytest.fixture
def introspected(server: Server, supabase: Platform, base: Catalog, empty_project: str) -> Introspect:
    """What a server makes of SQL: it runs in a transaction of the platform's owner, which is rolled back."""

    def made(sql: str) -> Catalog:
        with server.connect(empty_project, user=supabase.owner) as connection:
            connection.row_factory = namedtuple_row  # type: ignore[assignment]
            with connection.transaction(force_rollback=True):
                connection.execute(sql.encode())
                connection.execute("set local search_path = ''")
                return catalog(rows(connection), base)

    return made
