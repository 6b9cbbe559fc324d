"""A server and a platform for every test that asks for them; one server a worker, started on first use."""

from collections.abc import Iterator

import pytest

from pgcordon import platforms
from pgcordon.database import Server
from pgcordon.platforms.definition import Platform


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server.start() as running:
        yield running


@pytest.fixture(scope="session")
def supabase() -> Platform:
    return platforms.get("supabase")
