"""One prepared system and one connection for all tests here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clock.bench import SCHEMA, Bench
from holding import Holding
from pgcordon.contract import read
from pgcordon.database import Server
from pgcordon.systems import System
from pgcordon.verify.preparation import prepared


@pytest.fixture(scope="session")
def bench(server: Server) -> Iterator[Bench]:
    system = System.read(SCHEMA)
    contract = read(SCHEMA / "access.toml", system.catalog, system.platform.actors)
    loaded = server.load(system.platform, system.files)
    with (
        prepared("schema/alamo_prime", server, loaded, system.catalog, contract) as verifier,
        loaded.copy() as name,
        server.connect(name, user=system.platform.owner) as connection,
    ):
        yield Bench(connection, verifier)


@pytest.fixture
def hold(server: Server, tmp_path: Path) -> Holding:
    """Prepares small schemas of a test's own."""
    return Holding(server, tmp_path)
