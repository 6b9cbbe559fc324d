"""The pytest plugin: fixtures for a schema's own tests, and every access.toml as test items.

Which schema a test is about, the first of these that there is:
- `@pytest.mark.pgcordon(schema="schema/alamo_prime")`, relative to the root folder of the tests,
- the nearest folder from the test's file up to that root folder that holds an access.toml,
- `pgcordon_schema` in the ini file, relative to it.

`pytest schema/` collects each access.toml: an item for every cell, such as `chat_sessions::user::UPDATE`.

Until a test or a contract needs more, nothing but this module is imported, and no server starts. The entry point
bears this module's name, so that pytest registers the plugin once however it is asked for.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any
    from uuid import UUID

    from psycopg import Connection

    from pgcordon.actors.actor import Person
    from pgcordon.actors.world import World
    from pgcordon.clock.travel import Clock
    from pgcordon.database import Server
    from pgcordon.testing.acting import Acting, Callers
    from pgcordon.testing.collection import AccessFile
    from pgcordon.testing.running import RunningSystem

_CONTRACT = "access.toml"


class AsUser(Protocol):
    """What the fixture `as_user` is."""

    def __call__(self, who: UUID | str | Person, claims: Mapping[str, object] | None = None) -> Acting: ...


class AsRole(Protocol):
    """What the fixtures `as_anon` and `as_service_role` are."""

    def __call__(self, claims: Mapping[str, object] | None = None) -> Acting: ...


class Connect(Protocol):
    """What the fixture `connect` is."""

    def __call__(self) -> Connection[Any]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("pgcordon", "schemas held against their access.toml")
    group.addoption(
        "--pgcordon-profile",
        choices=["dev", "ci", "deep"],
        default="dev",
        help="How many random worlds beside the covering one: 5, 25 or 300.",
    )
    group.addoption("--pgcordon-seed", type=int, default=0, metavar="N", help="Draw other random worlds.")
    group.addoption(
        "--pgcordon-postgres", metavar="WHICH", help="embedded, system, a version, or a folder with its programs."
    )
    parser.addini("pgcordon_schema", "The folder of the schema that tests are about, relative to this file.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "pgcordon(schema): the folder of the schema that a test is about, relative to the root folder."
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> AccessFile | None:
    if file_path.name != _CONTRACT or next(file_path.parent.rglob("*.sql"), None) is None:
        return None
    from pgcordon.testing.collection import AccessFile

    return AccessFile.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def pgcordon_server(pytestconfig: pytest.Config) -> Server:
    """The server of this pytest process."""
    from pgcordon.testing.running import running

    with _explained():
        return running(pytestconfig).server()


@pytest.fixture
def pgcordon_system(request: pytest.FixtureRequest) -> RunningSystem:
    """The schema that the test is about, loaded."""
    from pgcordon.testing.choice import schema_of
    from pgcordon.testing.running import running

    with _explained():
        return running(request.config).system(schema_of(request.node, _CONTRACT))


@pytest.fixture
def database(pgcordon_system: RunningSystem) -> Iterator[Connection[Any]]:
    """A connection of the schema's owner, in a transaction that is rolled back after the test."""
    with _explained(), pgcordon_system.transaction() as connection:
        yield connection


@pytest.fixture
def connect(pgcordon_system: RunningSystem) -> Iterator[Connect]:
    """Connect as the schema's owner, as often as wanted, to a copy of this test's own, where commits stay.

    The connections are in autocommit mode and close by themselves.
    """
    with pgcordon_system.fresh_copy() as connect:
        yield connect


@pytest.fixture
def callers(database: Connection[Any], pgcordon_system: RunningSystem) -> Callers:
    """Whoever acts over the test's connection; `callers.over(connection)` acts over another one."""
    from pgcordon.testing.acting import Callers

    return Callers(database, pgcordon_system.loaded.platform)


@pytest.fixture
def as_user(callers: Callers) -> AsUser:
    """Act as the user with this id, or as a person of the world.

    `as_user(uid).execute(...)` runs one statement; `with as_user(uid) as connection:` is them for a while. What they
    do stays until the test ends. `claims` are those of the token beyond the subject and the role.
    """
    return callers.user


@pytest.fixture
def as_anon(callers: Callers) -> AsRole:
    """Act as a visitor who is not signed in: `with as_anon() as connection:`."""
    return callers.anon


@pytest.fixture
def as_service_role(callers: Callers) -> AsRole:
    """Act as the backend: `as_service_role().execute(...)`."""
    return callers.service_role


@pytest.fixture
def world(database: Connection[Any], pgcordon_system: RunningSystem) -> World:
    """A world that covers what access.toml speaks of, built in the test's transaction: its people and its rows."""
    with _explained():
        return pgcordon_system.populate(database)


@pytest.fixture
def clock(database: Connection[Any], pgcordon_system: RunningSystem) -> Clock:
    """Lets time pass for the test's rows: `clock.advance(hours=4)`."""
    from pgcordon.clock.travel import Clock

    return Clock.of(database, pgcordon_system.catalog)


@contextmanager
def _explained() -> Iterator[None]:
    """Show what could not be checked as the message that it is, without our own frames."""
    from pgcordon.model.errors import CouldNotCheck

    try:
        yield
    except CouldNotCheck as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
