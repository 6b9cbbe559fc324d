"""NFR-001, what is asked again and again stays fast: through the document's indexes, whatever else there is."""

from collections.abc import Iterator

import pytest

from bench.busy import Busy, asks_who_calls, busy
from bench.operations import CARFIND
from pgcordon.database import Server

OPERATIONS = [each.what for each in CARFIND.operations]

# The document has two that begin alike: for few rows the choice between them is a toss-up.
_OF_USER = {"idx_chat_sessions_user_id", "idx_chat_sessions_user_updated"}
_OF_SESSION = {"idx_chat_messages_session_id", "idx_chat_messages_session_created"}


@pytest.fixture(scope="module")
def chats(server: Server) -> Iterator[Busy]:
    with busy(server, CARFIND) as database:
        yield database


@pytest.mark.requirement("004-perf-nfr-001", "004-perf-assess-indexes")
@pytest.mark.parametrize(
    ("what", "either"),
    [
        ("a user's sessions by update", _OF_USER),
        ("a session's messages", _OF_SESSION),
        ("session_summary of a user", _OF_USER),
        ("session_summary of a user", _OF_SESSION),
        ("session_with_messages of a session", _OF_SESSION),
        ("insert a message", {"chat_sessions_pkey"}),
    ],
)
def test_an_index_serves_the_operation(chats: Busy, what: str, either: set[str]) -> None:
    assert chats.scans(CARFIND.operation(what)).indexes & either


@pytest.mark.requirement("004-perf-nfr-001", "004-perf-risk-indexes")
@pytest.mark.parametrize("what", OPERATIONS)
def test_no_big_table_is_read_from_end_to_end(chats: Busy, what: str) -> None:
    assert chats.scans(CARFIND.operation(what)).sequential == set()


@pytest.mark.parametrize("what", ["a session's messages", "session_with_messages of a session", "insert a message"])
def test_a_session_is_found_without_its_users_other_sessions(chats: Busy, what: str) -> None:
    """Busy users have thousands, and a policy that collects them pays for all of them each time."""
    assert chats.scans(CARFIND.operation(what)).indexes.isdisjoint(
        {"idx_chat_sessions_owner_updated", "idx_chat_sessions_user_updated", "idx_chat_sessions_user_id"}
    )


@pytest.mark.parametrize("what", OPERATIONS)
def test_no_row_is_asked_who_calls(chats: Busy, what: str) -> None:
    conditions = chats.conditions(CARFIND.operation(what))
    assert conditions
    assert [each for each in conditions if asks_who_calls(each)] == []


@pytest.mark.parametrize("what", OPERATIONS)
def test_who_calls_is_asked_no_more_often_for_many_rows(chats: Busy, what: str) -> None:
    """Once for each policy that asks, inside functions and triggers too, which plans do not show."""
    assert max(chats.callers_asked(CARFIND.operation(what))) <= 3
