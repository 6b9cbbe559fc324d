"""What the tests of the engine and of the attacks share."""

from pathlib import Path

import pytest

from holding import Holding
from pgcordon.database import Server


@pytest.fixture
def hold(server: Server, tmp_path: Path) -> Holding:
    """Holds a schema against a contract: `hold(sql, access).reports`."""
    return Holding(server, tmp_path)
