"""updated_at: what moves the clock of a session, whoever writes, and what does not."""

import pytest
from psycopg import errors

from carfind.chat import (
    BACKEND,
    FORMER_VISITOR,
    SCHEMA,
    USER_ONE,
    USER_TWO,
    VISITOR_ONE,
    Chat,
)
from pgcordon.actors.actor import Person

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

TRIGGERS = """
    select tgname, tgrelid::regclass::text, tgfoid::regproc::text, pg_catalog.pg_get_triggerdef(oid)
    from pg_catalog.pg_trigger where not tgisinternal and tgenabled = 'O'
      and tgrelid in ('public.chat_sessions'::regclass, 'public.chat_messages'::regclass)
    order by tgname
"""
WRITERS = pytest.mark.parametrize("writer", [USER_ONE, BACKEND, None], ids=["user", "backend", "owner"])


@pytest.mark.requirement(
    "004-objective-timestamps",
    "004-function-updated-at",
    "004-trigger-sessions",
    "004-function-message-change",
    "004-trigger-insert",
    "004-trigger-update",
    "004-trigger-delete",
)
def test_there_are_four_triggers(chat: Chat) -> None:
    triggers = chat.run(None, TRIGGERS)
    assert [(name, table, function, definition.split(" ON ")[0]) for name, table, function, definition in triggers] == [
        (
            "update_chat_sessions_updated_at",
            "chat_sessions",
            "update_updated_at_column",
            "CREATE TRIGGER update_chat_sessions_updated_at BEFORE UPDATE",
        ),
        *(
            (
                f"update_session_on_message_{event}",
                "chat_messages",
                "update_session_on_message_change",
                f"CREATE TRIGGER update_session_on_message_{event} AFTER {event.upper()}",
            )
            for event in ("delete", "insert", "update")
        ),
    ]
    assert all("FOR EACH ROW" in definition for *_, definition in triggers)


@WRITERS
@pytest.mark.requirement(
    "004-function-updated-at", "004-trigger-sessions", "004-success-triggers", "004-done-triggers", "004-unit-tests"
)
def test_renaming_a_session_touches_it(chat: Chat, writer: Person | None) -> None:
    session = chat.begin(USER_ONE)
    chat.begin(USER_TWO)
    chat.let_a_day_pass()
    chat.run(writer, "update public.chat_sessions set title = 'Estate cars' where id = %s", session)
    assert chat.touched() == {session}


@WRITERS
@pytest.mark.requirement(
    "004-function-message-change", "004-trigger-insert", "004-success-triggers", "004-done-triggers"
)
def test_a_new_message_touches_its_session(chat: Chat, writer: Person | None) -> None:
    session = chat.begin(USER_ONE)
    chat.begin(USER_ONE)
    chat.let_a_day_pass()
    chat.say(writer, session)
    assert chat.touched() == {session}


@WRITERS
@pytest.mark.requirement(
    "004-function-message-change", "004-trigger-update", "004-success-triggers", "004-done-triggers"
)
def test_a_changed_message_touches_its_session(chat: Chat, writer: Person | None) -> None:
    session = chat.begin(USER_ONE)
    message = chat.say(USER_ONE, session)
    chat.say(USER_ONE, chat.begin(USER_ONE))
    chat.let_a_day_pass()
    chat.run(writer, "update public.chat_messages set content = 'Below 15,000' where id = %s", message)
    assert chat.touched() == {session}


@WRITERS
@pytest.mark.requirement(
    "004-function-message-change", "004-trigger-delete", "004-success-triggers", "004-done-triggers"
)
def test_a_deleted_message_touches_its_session(chat: Chat, writer: Person | None) -> None:
    session = chat.begin(USER_ONE)
    message = chat.say(USER_ONE, session)
    chat.say(USER_ONE, chat.begin(USER_ONE))
    chat.let_a_day_pass()
    chat.run(writer, "delete from public.chat_messages where id = %s", message)
    assert chat.touched() == {session}


def test_a_message_that_moves_touches_both_sessions(chat: Chat) -> None:
    """(f) COALESCE(NEW.session_id, OLD.session_id): the session that the message leaves is not touched"""
    old, new = chat.begin(USER_ONE), chat.begin(USER_ONE)
    chat.begin(USER_ONE)
    message = chat.say(USER_ONE, old)
    chat.let_a_day_pass()
    chat.run(BACKEND, "update public.chat_messages set session_id = %s where id = %s", new, message)
    assert chat.touched() == {old, new}


def test_nobody_states_the_moment(chat: Chat) -> None:
    chat.begin(USER_ONE)
    chat.let_a_day_pass()
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(USER_ONE, "update public.chat_sessions set updated_at = '2999-01-01'")
    assert chat.touched() == set()
    for who in (BACKEND, None):
        chat.run(who, "update public.chat_sessions set updated_at = '2999-01-01'")
        assert chat.value(None, "select updated_at = now() from public.chat_sessions")


@pytest.mark.requirement("004-messages-session-id")
@pytest.mark.parametrize("writer", [VISITOR_ONE, BACKEND, None], ids=["visitor", "backend", "owner"])
def test_a_deleted_session_takes_its_messages_along(chat: Chat, writer: Person | None) -> None:
    """Each of those deletions fires a trigger that would touch the session, which is gone by then."""
    kept = chat.begin(VISITOR_ONE)
    message = chat.say(VISITOR_ONE, kept)
    session = chat.begin(VISITOR_ONE)
    for _ in range(3):
        chat.say(VISITOR_ONE, session)
    chat.let_a_day_pass()
    chat.run(writer, "delete from public.chat_sessions where id = %s", session)
    assert chat.sessions_seen_by(BACKEND) == {kept}
    assert chat.messages_seen_by(BACKEND) == {message}
    assert chat.touched() == set()


@pytest.mark.requirement("004-sessions-user-id")
@pytest.mark.parametrize("person", [USER_ONE, VISITOR_ONE], ids=lambda person: person.label)
def test_who_leaves_takes_everything_along(chat: Chat, person: Person) -> None:
    chat.say(person, chat.begin(person))
    kept = chat.begin(FORMER_VISITOR)
    chat.run(None, "delete from auth.users where id = %s", person.uid)
    assert chat.sessions_seen_by(BACKEND) == {kept}
    assert chat.messages_seen_by(BACKEND) == set()


@pytest.mark.requirement("004-risk-triggers", "004-assess-triggers")
def test_many_messages_at_once_touch_their_session_once(chat: Chat) -> None:
    """(m) each of them updated the session anew, so that a thousand took a thousand times as long as ten"""
    session = chat.begin(USER_ONE)
    chat.let_a_day_pass()
    versions = "select pg_catalog.pg_stat_get_xact_tuples_updated('public.chat_sessions'::regclass)"
    before = chat.value(None, versions)
    chat.run(
        BACKEND,
        """
        insert into public.chat_messages (session_id, role, content)
        select %s, 'system', n::text from generate_series(1, 50) as n
        """,
        session,
    )
    assert chat.touched() == {session}
    assert chat.value(None, versions) - before == 1


def test_a_table_of_that_name_does_not_divert_the_trigger(chat: Chat) -> None:
    """(m) a temporary table chat_sessions stood before the real one"""
    session = chat.begin(USER_ONE)
    chat.let_a_day_pass()
    chat.run(USER_ONE, "create temp table chat_sessions (id uuid, updated_at timestamptz)")
    chat.say(USER_ONE, session)
    assert chat.touched() == {session}
