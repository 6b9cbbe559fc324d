"""For each test the schema with its people, rolled back afterwards."""

from typing import Any

import pytest
from psycopg import Connection

from carfind.chat import Chat
from pgcordon.testing.acting import Callers


@pytest.fixture
def chat(database: Connection[Any], callers: Callers) -> Chat:
    chat = Chat(database, callers)
    chat.populate()
    return chat
