"""The operations that the documents time go through the indexes that they name, and look at nothing else."""

from collections.abc import Iterator

import pytest

from bench.busy import Busy, asks_who_calls, busy
from bench.operations import BRAND_INFINITY
from pgcordon.database import Server

OPERATIONS = [each.what for each in BRAND_INFINITY.operations]
QUERIES = ["find a user's sessions", "get a session's messages", "provider analytics", "insert a message"]
"""Those whose plan shows all that they do; the others are functions."""


@pytest.fixture(scope="module")
def conversations(server: Server) -> Iterator[Busy]:
    with busy(server, BRAND_INFINITY) as database:
        yield database


@pytest.mark.parametrize(
    ("what", "index"),
    [
        pytest.param(
            "find a user's sessions",
            "idx_sessions_user_id",
            marks=pytest.mark.requirement("001-perf-user-sessions", "002-perf-user-sessions"),
        ),
        pytest.param(
            "get a session's messages",
            "idx_messages_session_id",
            marks=pytest.mark.requirement("001-perf-session-messages", "002-perf-session-messages"),
        ),
        pytest.param(
            "calculate a session's cost",
            "idx_messages_cost",
            marks=pytest.mark.requirement("001-perf-session-cost", "002-perf-session-cost"),
        ),
        pytest.param(
            "provider analytics",
            "idx_messages_provider_cost",
            marks=pytest.mark.requirement("001-perf-provider-analytics"),
        ),
        pytest.param(
            "insert a message",
            "conversation_sessions_pkey",
            marks=pytest.mark.requirement("001-perf-insert-message"),
        ),
    ],
)
def test_the_named_index_serves_the_operation(conversations: Busy, what: str, index: str) -> None:
    assert index in conversations.scans(BRAND_INFINITY.operation(what)).indexes


@pytest.mark.parametrize("what", OPERATIONS)
def test_no_big_table_is_read_from_end_to_end(conversations: Busy, what: str) -> None:
    assert conversations.scans(BRAND_INFINITY.operation(what)).sequential == set()


@pytest.mark.parametrize("what", ["get a session's messages", "calculate a session's cost"])
def test_a_session_is_read_and_nothing_else_of_its_user(conversations: Busy, what: str) -> None:
    """The policy asks for the user; an index on the user alone would bring up everything that they ever wrote."""
    assert "idx_messages_user_id" not in conversations.scans(BRAND_INFINITY.operation(what)).indexes


@pytest.mark.parametrize("what", QUERIES)
def test_no_row_is_asked_who_calls(conversations: Busy, what: str) -> None:
    conditions = conversations.conditions(BRAND_INFINITY.operation(what))
    assert conditions
    assert [each for each in conditions if asks_who_calls(each)] == []


@pytest.mark.parametrize("what", OPERATIONS)
def test_who_calls_is_asked_no_more_often_for_many_rows(conversations: Busy, what: str) -> None:
    """Once for each policy that asks, inside functions and triggers too, which plans do not show."""
    assert max(conversations.callers_asked(BRAND_INFINITY.operation(what))) <= 3
