"""Plants changes in copies of the sound schemas, and verifies what they might have changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import pytest

from pgcordon.database import Server
from pgcordon.systems import System
from pgcordon.verify.verifier import Verifier
from power.ground import Ground
from power.hole import Harmless, Hole
from power.planted import SCHEMA

Plant = Callable[[str, Hole | Harmless], AbstractContextManager[Verifier]]
"""The verifier of a system's schema with a change in it."""


@pytest.fixture(scope="session")
def ground(server: Server) -> Callable[[str], Ground]:
    """The sound schema of a system."""
    return cache(lambda system: Ground(server, System.read(SCHEMA / system)))


@pytest.fixture
def plant(ground: Callable[[str], Ground], tmp_path: Path) -> Plant:
    def planted(system: str, change: Hole | Harmless) -> AbstractContextManager[Verifier]:
        return ground(system).changed(tmp_path, change.edits, change.extra_sql)

    return planted
