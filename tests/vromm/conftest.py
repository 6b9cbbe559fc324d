"""The learners, in each test's transaction."""

from typing import Any

import pytest
from psycopg import Connection

from vromm.learners import LEARNER, NEIGHBOUR, enrol


@pytest.fixture
def learners(database: Connection[Any]) -> None:
    enrol(database, LEARNER, NEIGHBOUR)
