"""For each test the schema with its people, rolled back afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alamo_prime.restaurant import Restaurant
from pgcordon import platforms
from pgcordon.database import Loaded, Server

SCHEMA = Path(__file__).parents[2] / "schema" / "alamo_prime"


@pytest.fixture(scope="session")
def alamo_prime(server: Server) -> Loaded:
    """The schema on a platform that exposes new tables: whatever is not taken away, everybody has."""
    return server.load(platforms.get("supabase", expose_new_tables=True), sorted(SCHEMA.glob("*.sql")))


@pytest.fixture(scope="session")
def populated(server: Server, alamo_prime: Loaded) -> Iterator[str]:
    with alamo_prime.copy() as name:
        with server.connect(name, user=alamo_prime.platform.owner) as connection:
            Restaurant(connection, alamo_prime.platform).populate()
        yield name


@pytest.fixture
def restaurant(server: Server, alamo_prime: Loaded, populated: str) -> Iterator[Restaurant]:
    platform = alamo_prime.platform
    with (
        server.connect(populated, user=platform.owner) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield Restaurant(connection, platform)
