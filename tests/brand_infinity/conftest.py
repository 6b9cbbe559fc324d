"""For each test the schema with its people, rolled back afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from brand_infinity.studio import Studio
from pgcordon import platforms
from pgcordon.database import Loaded, Server
from pgcordon.testing.acting import Callers

SCHEMA = Path(__file__).parents[2] / "schema" / "brand_infinity"


@pytest.fixture(scope="session")
def brand_infinity(server: Server) -> Loaded:
    """The schema on a platform that exposes new tables: whatever is not taken away, everybody has."""
    return server.load(platforms.get("supabase", expose_new_tables=True), sorted(SCHEMA.glob("*.sql")))


@pytest.fixture(scope="session")
def populated(server: Server, brand_infinity: Loaded) -> Iterator[str]:
    platform = brand_infinity.platform
    with brand_infinity.copy() as name:
        with server.connect(name, user=platform.owner) as connection:
            Studio(connection, Callers(connection, platform)).populate()
        yield name


@pytest.fixture
def studio(server: Server, brand_infinity: Loaded, populated: str) -> Iterator[Studio]:
    platform = brand_infinity.platform
    with (
        server.connect(populated, user=platform.owner) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield Studio(connection, Callers(connection, platform))
