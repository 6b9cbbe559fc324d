"""(h), (j) Who asks is found out once a statement, and a user's sessions through an index, whatever their status."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from alamo_prime.restaurant import GROUP, USER_ONE, Restaurant
from bench.busy import Busy, busy
from bench.operations import ALAMO_PRIME
from pgcordon.database import Loaded, Server

VOLUME: tuple[str, ...] = (
    "insert into auth.users (id) select gen_random_uuid() from generate_series(1, 100)",
    "insert into public.profiles (id) select id from auth.users on conflict do nothing",
    """insert into public.chat_sessions (user_id, group_id, context_type, status)
       select id, %s, 'wines', 'closed' from public.profiles, generate_series(1, 50)""",
    """insert into public.chat_messages (session_id, role, content)
       select id, 'user', 'Which red?' from public.chat_sessions, generate_series(1, 4)""",
    "analyze public.chat_sessions",
    "analyze public.chat_messages",
)
ASKS_WHO_CALLS = re.compile(r"request\.jwt|auth\.|uid\(|has_role")
DOORS: dict[str, str] = {
    "one's sessions": "select * from public.chat_sessions where user_id = '00000000-0000-0000-0000-000000000001'",
    "a session's messages": """
        select * from public.chat_messages where session_id = (
          select id from public.chat_sessions where user_id = '00000000-0000-0000-0000-000000000001' limit 1
        )
    """,
    "everything one may read": "select * from public.chat_messages",
    "closing": """
        update public.chat_sessions set status = 'closed' where user_id = '00000000-0000-0000-0000-000000000001'
    """,
    "the prompts": "select * from public.ai_prompts",
}


@pytest.fixture(scope="module")
def busy_restaurant(server: Server, alamo_prime: Loaded) -> Iterator[Restaurant]:
    platform = alamo_prime.platform
    with alamo_prime.copy() as name, server.connect(name, user=platform.owner) as connection:
        restaurant = Restaurant(connection, platform)
        restaurant.populate()
        for statement in VOLUME:
            restaurant.run(None, statement, *([GROUP] if "%s" in statement else []))
        yield restaurant


@pytest.mark.parametrize("door", DOORS)
def test_who_calls_is_asked_once(busy_restaurant: Restaurant, door: str) -> None:
    plan = explain(busy_restaurant, DOORS[door])
    per_row = [each for node in nodes(plan) for key, each in node.items() if key in ("Filter", "Index Cond")]
    assert per_row
    assert [each for each in per_row if ASKS_WHO_CALLS.search(each)] == []


@pytest.mark.parametrize("door", ["one's sessions", "a session's messages", "everything one may read", "closing"])
@pytest.mark.requirement("000-messages-subquery")
def test_sessions_are_found_through_an_index(busy_restaurant: Restaurant, door: str) -> None:
    plan = explain(busy_restaurant, DOORS[door])
    scans = [node["Node Type"] for node in nodes(plan) if node.get("Relation Name") == "chat_sessions"]
    assert "Seq Scan" not in scans
    assert any(node.get("Index Name") == "idx_chat_sessions_user_last_active" for node in nodes(plan))


@pytest.fixture(scope="module")
def house(server: Server) -> Iterator[Busy]:
    """Busier, for what plans do not show: what functions, triggers and foreign keys read."""
    with busy(server, ALAMO_PRIME) as database:
        yield database


@pytest.mark.parametrize(
    ("what", "index"),
    [
        ("a user's sessions", "idx_chat_sessions_user_last_active"),
        ("a session's messages", "idx_chat_messages_session_created"),
        ("get_chat_history", "idx_chat_messages_session_created"),
        ("get_or_create_chat_session", "idx_chat_sessions_user_context"),
        ("insert a message", "chat_sessions_pkey"),
    ],
)
def test_operations_go_through_their_index(house: Busy, what: str, index: str) -> None:
    scans = house.scans(ALAMO_PRIME.operation(what))
    assert index in scans.indexes
    assert scans.sequential == set()


@pytest.mark.parametrize("what", ["a session's messages", "get_chat_history"])
def test_a_session_is_read_without_its_users_other_sessions(house: Busy, what: str) -> None:
    """Busy users have thousands, and a policy that collects them pays for all of them each time."""
    assert "idx_chat_sessions_user_last_active" not in house.scans(ALAMO_PRIME.operation(what)).indexes


def explain(restaurant: Restaurant, statement: str) -> dict[str, Any]:
    explained = restaurant.value(USER_ONE, "explain (format json) " + statement)
    plan: dict[str, Any] = explained[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)
