"""What the tests of the second loader share."""

from collections.abc import Iterator

import pytest

from introspect.loading import Project
from pgcordon.database import Server
from pgcordon.model import Catalog
from pgcordon.platforms.definition import Platform
from pgcordon.systems import platform_catalog


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """One for these tests alone: roles belong to a whole server, and other tests make some."""
    with Server.start() as server:
        yield server


@pytest.fixture(scope="session")
def base() -> Catalog:
    return platform_catalog("supabase")


@pytest.fixture(scope="package")
def project(server: Server, supabase: Platform, base: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of Supabase without a schema of its own."""
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    return Project(server, server.load(supabase, [empty]), base)
