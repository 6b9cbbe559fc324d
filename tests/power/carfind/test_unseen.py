"""What verify does not see is there all the same, and is known."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from psycopg import Error

from carfind.chat import Chat
from pgcordon.testing.acting import Callers
from pgcordon.verify.verifier import Verifier
from power.carfind.unseen import UNSEEN, Unseen
from power.conftest import Plant
from power.ground import reported
from power.hole import Harmless

pytestmark = pytest.mark.thorough

_SYSTEM = "carfind"
_AS_IT_IS = Harmless("nothing changed", "public.chat_sessions")


@pytest.mark.parametrize("unseen", UNSEEN, ids=str)
def test_unseen_hole_is_open_and_not_reported(unseen: Unseen, plant: Plant) -> None:
    with plant(_SYSTEM, unseen.hole) as verifier:
        assert open_in(verifier, unseen)
        found = list(unseen.hole.expects.among(reported(verifier, unseen.hole.expects)))
    assert found == [], "verify sees it by now: it belongs among the holes that are found"


def test_none_of_them_is_open_in_the_schema_as_it_is(plant: Plant) -> None:
    with plant(_SYSTEM, _AS_IT_IS) as verifier:
        assert [str(each) for each in UNSEEN if open_in(verifier, each)] == []


def open_in(verifier: Verifier, unseen: Unseen) -> bool:
    """Whether somebody gets through; to be refused is not to."""
    with chat_in(verifier) as chat:
        try:
            return unseen.is_open(chat)
        except Error:
            return False


@contextmanager
def chat_in(verifier: Verifier) -> Iterator[Chat]:
    """A chat in a copy of the schema."""
    loaded, server = verifier.loaded, verifier.server
    with (
        loaded.copy() as name,
        server.connect(name, user=loaded.platform.owner) as connection,
        connection.transaction(force_rollback=True),
    ):
        chat = Chat(connection, Callers(connection, loaded.platform))
        chat.populate()
        yield chat
