"""Our own plugin, and the server and the platform that it keeps, for the tests of what lies below it."""

import os
import signal
from pathlib import Path

import pytest

from pgcordon import platforms
from pgcordon.database import Server
from pgcordon.platforms.definition import Platform

pytest_plugins = ["pgcordon.testing"]
collect_ignore_glob = ["tests/as_specified/*/access.toml"]  # schemas with known faults: held to those, not to it


def pytest_configure() -> None:
    # Programs that tests start belong to this checkout too, whether or not it is installed.
    os.environ["PYTHONPATH"] = str(Path(__file__).with_name("checks"))
    # Whoever runs us in the background may ignore these, and what is ignored is inherited; tests send them on purpose.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def server(pgcordon_server: Server) -> Server:
    return pgcordon_server


@pytest.fixture(scope="session")
def supabase() -> Platform:
    return platforms.get("supabase")
