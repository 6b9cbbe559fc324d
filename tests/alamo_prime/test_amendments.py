"""What the document's schema allowed, and this one does not; README.md tells why, under the same letters."""

from uuid import UUID

import pytest
from psycopg import errors

from alamo_prime.restaurant import ADMIN, BACKEND, GROUP, MANAGER, NOBODY, OTHER_GROUP, USER_ONE, USER_TWO, Restaurant
from pgcordon.actors.actor import Person

OPEN = "select public.get_or_create_chat_session(%s, %s, 'wines')"
SWEEP = "select public.close_stale_sessions(%s)"
HISTORY = "select content from public.get_chat_history(%s)"
SAY = "insert into public.chat_messages (session_id, role, content) values (%s, %s, 'Which red?')"


def count_of(restaurant: Restaurant, session: UUID) -> int:
    count: int = restaurant.value(None, "select message_count from public.chat_sessions where id = %s", session)
    return count


def test_history_is_for_who_may_read_the_messages(restaurant: Restaurant) -> None:
    """(a) get_chat_history hands any session's messages to anyone, even anon"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(USER_ONE, SAY, session, "user")
    for entitled in (USER_ONE, ADMIN, BACKEND):
        assert restaurant.run(entitled, HISTORY, session) == [("Which red?",)]
    for other in (USER_TWO, MANAGER):
        assert restaurant.run(other, HISTORY, session) == []
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(NOBODY, HISTORY, session)


@pytest.mark.parametrize("person", [NOBODY, USER_TWO, MANAGER, ADMIN], ids=lambda person: person.label)
def test_nobody_opens_a_session_for_somebody_else(restaurant: Restaurant, person: Person) -> None:
    """(b) get_or_create_chat_session lets anyone act for any user id"""
    restaurant.open_session(USER_ONE)
    for victim in (USER_ONE.uid, None):
        with pytest.raises(errors.InsufficientPrivilege):
            restaurant.run(person, OPEN, victim, GROUP)


@pytest.mark.parametrize("person", [NOBODY, USER_ONE, ADMIN], ids=lambda person: person.label)
def test_the_backend_alone_sweeps(restaurant: Restaurant, person: Person) -> None:
    """(c) close_stale_sessions(-1) by anyone closes everybody's sessions"""
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(person, SWEEP, 4)


@pytest.mark.parametrize("hours", [-1, 0, None])
def test_a_session_lives_for_some_time(restaurant: Restaurant, hours: int | None) -> None:
    """(c) close_stale_sessions(-1) … closes everybody's sessions"""
    open_for = "select public.get_or_create_chat_session(%s, %s, 'wines', _expiry_hours => %s)"
    for statement, parameters in ((SWEEP, (hours,)), (open_for, (USER_ONE.uid, GROUP, hours))):
        with pytest.raises(errors.InvalidParameterValue, match="_expiry_hours must be positive"):
            restaurant.run(BACKEND, statement, *parameters)


@pytest.mark.requirement("000-convention-admin-check", "000-policy-update-prompts")
def test_admins_deactivate_prompts_and_see_them_still(restaurant: Restaurant) -> None:
    """(d) an admin cannot deactivate a prompt, nor see an inactive one"""
    deactivate = "update public.ai_prompts set is_active = false where slug = 'tool-map' returning slug"
    assert restaurant.run(USER_ONE, deactivate) == []
    assert restaurant.run(MANAGER, deactivate) == []
    assert restaurant.run(ADMIN, deactivate) == [("tool-map",)]
    inactive = "select slug from public.ai_prompts where not is_active"
    assert restaurant.run(ADMIN, inactive) == [("tool-map",)]
    assert restaurant.run(USER_ONE, inactive) == []


def test_a_viewer_has_one_active_session(restaurant: Restaurant) -> None:
    """(e) two callers at once get two active sessions: see also test_two_callers.py"""
    restaurant.open_session(USER_ONE)
    again = "insert into public.chat_sessions (user_id, group_id, context_type) values (%s, %s, %s)"
    with pytest.raises(errors.UniqueViolation):
        restaurant.run(USER_ONE, again, USER_ONE.uid, GROUP, "wines")
    restaurant.run(USER_ONE, again, USER_ONE.uid, GROUP, "dishes")
    restaurant.run(USER_TWO, again, USER_TWO.uid, GROUP, "wines")


def test_messages_are_counted(restaurant: Restaurant) -> None:
    """(f) nothing keeps message_count"""
    session, other = restaurant.open_session(USER_ONE), restaurant.open_session(USER_TWO)
    restaurant.run(USER_ONE, SAY, session, "user")
    restaurant.run(BACKEND, SAY, session, "assistant")
    restaurant.run(USER_TWO, SAY, other, "user")
    assert (count_of(restaurant, session), count_of(restaurant, other)) == (2, 1)
    restaurant.run(ADMIN, "delete from public.chat_messages where role = 'assistant'")
    assert (count_of(restaurant, session), count_of(restaurant, other)) == (1, 1)


@pytest.mark.parametrize(
    "column",
    [
        "id",
        "user_id",
        "group_id",
        "context_type",
        "context_id",
        "mode",
        "message_count",
        "started_at",
        "created_at",
        "updated_at",
    ],
)
@pytest.mark.parametrize("person", [USER_ONE, ADMIN], ids=lambda person: person.label)
def test_a_session_is_touched_and_closed_only(restaurant: Restaurant, person: Person, column: str) -> None:
    """(g) a user may move a session to another group"""
    restaurant.open_session(USER_ONE)
    statement = f"update public.chat_sessions set {column} = {column}"
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(person, statement)


@pytest.mark.parametrize(
    "column", ["id", "message_count", "started_at", "last_active_at", "status", "created_at", "updated_at"]
)
def test_a_session_begins_as_the_server_says(restaurant: Restaurant, column: str) -> None:
    """(g) nor may a user open a session with counts and times of their own"""
    statement = (
        f"insert into public.chat_sessions (user_id, group_id, context_type, {column}) values (%s, %s, %s, default)"
    )
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(USER_ONE, statement, USER_ONE.uid, GROUP, "wines")
    restaurant.run(BACKEND, statement, USER_ONE.uid, GROUP, "wines")


@pytest.mark.parametrize("person", [USER_ONE, ADMIN], ids=lambda person: person.label)
@pytest.mark.parametrize("role", ["assistant", "tool"])
def test_the_assistant_speaks_through_the_backend(restaurant: Restaurant, person: Person, role: str) -> None:
    """(g) a user may … write messages in the assistant's name, though the backend alone should"""
    session = restaurant.open_session(person)
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(person, SAY, session, role)
    restaurant.run(BACKEND, SAY, session, role)


@pytest.mark.parametrize("column", ["id", "tool_calls", "tool_call_id", "citations", "tokens_used", "created_at"])
def test_users_write_their_words_and_nothing_else(restaurant: Restaurant, column: str) -> None:
    """(g) nor may a user add tool calls, citations, token counts or times to their own message"""
    statement = f"insert into public.chat_messages (session_id, role, {column}) values (%s, 'user', null)"
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(USER_ONE, statement, restaurant.open_session(USER_ONE))


def test_users_stay_in_their_groups(restaurant: Restaurant) -> None:
    """(k) a session in a group that its user does not belong to"""
    restaurant.join(USER_TWO, OTHER_GROUP)
    insert = "insert into public.chat_sessions (user_id, group_id, context_type) values (%s, %s, 'wines')"
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(USER_ONE, insert, USER_ONE.uid, OTHER_GROUP)
    for person in (USER_ONE, BACKEND):
        with pytest.raises(errors.ForeignKeyViolation, match="not a member of group"):
            restaurant.run(person, OPEN, USER_ONE.uid, OTHER_GROUP)
    restaurant.join(USER_ONE, OTHER_GROUP)
    restaurant.run(USER_ONE, OPEN, USER_ONE.uid, OTHER_GROUP)


def test_groups_have_sessions_of_their_own(restaurant: Restaurant) -> None:
    """(l) a user of two groups is handed the conversation of one in the other"""
    restaurant.join(USER_ONE, OTHER_GROUP)
    here, there = restaurant.open_session(USER_ONE), restaurant.open_session(USER_ONE, group=OTHER_GROUP)
    assert here != there
    assert restaurant.open_session(USER_ONE) == here
    assert restaurant.open_session(USER_ONE, group=OTHER_GROUP) == there


@pytest.mark.parametrize("person", [USER_ONE, ADMIN, BACKEND], ids=lambda person: person.label)
def test_a_closed_session_stays_closed(restaurant: Restaurant, person: Person) -> None:
    """(m) a closed session is reopened, and a second one is active"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(USER_ONE, "update public.chat_sessions set status = 'closed' where id = %s", session)
    for change in ("status = 'active'", "last_active_at = now() - interval '1 hour'"):
        with pytest.raises(errors.CheckViolation, match="is closed and stays as it is"):
            restaurant.run(person, f"update public.chat_sessions set {change}")
    assert restaurant.open_session(USER_ONE) != session


def test_nobody_dates_a_session_ahead(restaurant: Restaurant) -> None:
    """(n) last_active_at in the future: a session that never goes stale"""
    restaurant.open_session(USER_ONE)
    for person in (USER_ONE, ADMIN, BACKEND):
        with pytest.raises(errors.CheckViolation, match="lies in the future"):
            restaurant.run(person, "update public.chat_sessions set last_active_at = now() + interval '1 hour'")
    restaurant.run(USER_ONE, "update public.chat_sessions set last_active_at = now()")


def test_nobody_talks_into_a_closed_session(restaurant: Restaurant) -> None:
    """(o) messages into a closed session; only an answer that comes late still arrives"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(USER_ONE, "update public.chat_sessions set status = 'closed' where id = %s", session)
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(USER_ONE, SAY, session, "user")
    restaurant.run(BACKEND, SAY, session, "assistant")
    assert count_of(restaurant, session) == 1
