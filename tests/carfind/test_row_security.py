"""Who reaches which row: the eight policies, and what they leave to nobody."""

import pytest
from psycopg import errors

from carfind.chat import (
    BACKEND,
    NOBODY,
    PEOPLE,
    SCHEMA,
    USER_ONE,
    USER_TWO,
    VISITOR_ONE,
    VISITOR_TWO,
    Chat,
)
from pgcordon.actors.actor import Person

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

POLICIES = """
    select policyname, tablename, cmd, roles::text[] from pg_catalog.pg_policies
    where schemaname = 'public' order by tablename desc, policyname
"""
TABLES_AND_VIEWS = ["chat_messages", "chat_sessions", "session_summary", "session_with_messages"]
EVERYBODY = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.label)
STRANGERS = pytest.mark.parametrize(
    ("person", "stranger"),
    [(USER_ONE, USER_TWO), (USER_ONE, VISITOR_ONE), (VISITOR_ONE, USER_ONE), (VISITOR_ONE, VISITOR_TWO)],
    ids=lambda person: person.label,
)


@pytest.mark.requirement(
    "004-policy-sessions-select",
    "004-policy-sessions-insert",
    "004-policy-sessions-update",
    "004-policy-sessions-delete",
    "004-policy-messages-select",
    "004-policy-messages-insert",
    "004-policy-messages-update",
    "004-policy-messages-delete",
)
def test_there_are_eight_policies_for_who_is_signed_in(chat: Chat) -> None:
    """(h) the document's hold for everybody, anon included"""
    signed_in = ["authenticated"]
    assert chat.run(None, POLICIES) == [
        ("Users can delete their own sessions", "chat_sessions", "DELETE", signed_in),
        ("Users can insert their own sessions", "chat_sessions", "INSERT", signed_in),
        ("Users can update their own sessions", "chat_sessions", "UPDATE", signed_in),
        ("Users can view their own sessions", "chat_sessions", "SELECT", signed_in),
        ("Users can delete messages from their sessions", "chat_messages", "DELETE", signed_in),
        ("Users can insert messages to their sessions", "chat_messages", "INSERT", signed_in),
        ("Users can update messages from their sessions", "chat_messages", "UPDATE", signed_in),
        ("Users can view messages from their sessions", "chat_messages", "SELECT", signed_in),
    ]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("chat_sessions", marks=pytest.mark.requirement("004-rls-sessions", "004-extension-rls")),
        pytest.param("chat_messages", marks=pytest.mark.requirement("004-rls-messages", "004-extension-rls")),
    ],
)
def test_row_security_is_on(chat: Chat, table: str) -> None:
    statement = "select relrowsecurity from pg_catalog.pg_class where oid = %s::regclass"
    assert chat.value(None, statement, f"public.{table}")


@EVERYBODY
@pytest.mark.requirement(
    "004-objective-user-sessions",
    "004-req-001",
    "004-success-persistence",
    "004-policy-sessions-select",
    "004-policy-sessions-insert",
    "004-policy-sessions-update",
    "004-policy-sessions-delete",
    "004-assess-rls",
)
def test_people_keep_their_own_sessions(chat: Chat, person: Person) -> None:
    session = chat.begin(person)
    assert chat.sessions_seen_by(person) == {session}
    rename = "update public.chat_sessions set title = 'Estate cars' where id = %s returning title"
    assert chat.run(person, rename, session) == [("Estate cars",)]
    assert chat.run(person, "delete from public.chat_sessions where id = %s returning id", session) == [(session,)]


@EVERYBODY
@pytest.mark.requirement(
    "004-req-002",
    "004-success-persistence",
    "004-policy-messages-select",
    "004-policy-messages-insert",
    "004-policy-messages-update",
    "004-policy-messages-delete",
    "004-assess-rls",
)
def test_people_take_up_their_conversations(chat: Chat, person: Person) -> None:
    session = chat.begin(person)
    question = chat.say(person, session)
    answer = chat.say(BACKEND, session, "How about this one?", "assistant")
    assert chat.messages_seen_by(person) == {question, answer}
    mend = "update public.chat_messages set content = 'Below 15,000', metadata = '{}' where id = %s returning content"
    assert chat.run(person, mend, question) == [("Below 15,000",)]
    for message in (question, answer):
        assert chat.run(person, "delete from public.chat_messages where id = %s returning id", message) == [(message,)]


@STRANGERS
@pytest.mark.requirement(
    "004-description",
    "004-objective-rls",
    "004-integration-tests",
    "004-nfr-004",
    "004-dependency-auth",
    "004-success-rls",
    "004-done-rls",
    "004-risk-rls",
    "004-assess-rls",
)
def test_strangers_reach_nothing(chat: Chat, person: Person, stranger: Person) -> None:
    """(a) a session without a user is everybody's"""
    session = chat.begin(person)
    message = chat.say(person, session)
    assert chat.sessions_seen_by(stranger) == chat.messages_seen_by(stranger) == set()
    for statement in (
        "update public.chat_sessions set title = 'mine' returning id",
        "delete from public.chat_sessions returning id",
        "update public.chat_messages set content = 'mine' returning id",
        "delete from public.chat_messages returning id",
    ):
        assert chat.run(stranger, statement) == []
    chat.run(stranger, "update public.chat_messages set content = 'mine'")  # without reading: no WHERE, no RETURNING
    chat.run(stranger, "delete from public.chat_sessions")
    with pytest.raises(errors.InsufficientPrivilege):
        chat.say(stranger, session)
    assert chat.sessions_seen_by(person) == {session}
    assert chat.run(person, "select id, content from public.chat_messages") == [(message, "Below 20,000, please.")]


@STRANGERS
def test_nobody_begins_a_session_for_somebody_else(chat: Chat, person: Person, stranger: Person) -> None:
    for column in ("user_id", "visitor_id"):
        with pytest.raises(errors.InsufficientPrivilege):
            chat.run(stranger, f"insert into public.chat_sessions ({column}) values (%s)", person.uid)


@pytest.mark.requirement("004-dependency-auth")
@pytest.mark.parametrize("relation", TABLES_AND_VIEWS)
def test_nobody_without_an_account_gets_in(chat: Chat, relation: str) -> None:
    """(h) anon holds no privilege at all"""
    privileges = ["select", "insert", "update", "delete", "truncate", "references", "trigger"]
    held = "select pg_catalog.has_table_privilege('anon', %s, %s)"
    assert not any(chat.value(None, held, f"public.{relation}", each) for each in privileges)
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(NOBODY, f"select from public.{relation}")


@pytest.mark.parametrize("who", [USER_ONE, VISITOR_ONE, BACKEND], ids=lambda person: person.label)
@pytest.mark.parametrize("table", ["chat_sessions", "chat_messages"])
def test_nobody_empties_a_table(chat: Chat, who: Person, table: str) -> None:
    """(h) policies do not apply to TRUNCATE"""
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(who, f"truncate public.{table} cascade")


@pytest.mark.parametrize("person", [USER_ONE, VISITOR_ONE], ids=lambda person: person.label)
@pytest.mark.parametrize("column", ["id", "user_id", "visitor_id", "created_at", "updated_at"])
def test_of_a_session_people_write_the_title(chat: Chat, person: Person, column: str) -> None:
    """(b) a session is handed to nobody, (g) clients write the clocks"""
    chat.begin(person)
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(person, f"update public.chat_sessions set {column} = {column}")


@pytest.mark.parametrize("column", ["id", "created_at", "updated_at"])
def test_a_session_begins_as_the_server_says(chat: Chat, column: str) -> None:
    """(g) clients write the clocks"""
    statement = f"insert into public.chat_sessions (user_id, {column}) values (%s, default)"
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(USER_ONE, statement, USER_ONE.uid)
    chat.run(BACKEND, statement, USER_ONE.uid)


@pytest.mark.parametrize("column", ["id", "session_id", "role", "created_at"])
def test_of_a_message_people_write_what_it_says(chat: Chat, column: str) -> None:
    """(d) users change who spoke, (e) messages move, (g) clients write the clocks"""
    chat.say(USER_ONE, chat.begin(USER_ONE))
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(USER_ONE, f"update public.chat_messages set {column} = {column}")


@pytest.mark.parametrize("column", ["id", "created_at"])
def test_a_message_begins_as_the_server_says(chat: Chat, column: str) -> None:
    """(g) clients write the clocks"""
    statement = f"""
        insert into public.chat_messages (session_id, role, content, {column}) values (%s, 'user', 'text', default)
    """
    session = chat.begin(USER_ONE)
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(USER_ONE, statement, session)
    chat.run(BACKEND, statement, session)


@pytest.mark.parametrize("person", [USER_ONE, VISITOR_ONE], ids=lambda person: person.label)
@pytest.mark.parametrize("role", ["assistant", "system"])
def test_people_speak_for_themselves(chat: Chat, person: Person, role: str) -> None:
    """(d) users speak as the assistant, and change what it said"""
    session = chat.begin(person)
    with pytest.raises(errors.InsufficientPrivilege):
        chat.say(person, session, role=role)
    answer = chat.say(BACKEND, session, role=role)
    rewrite = "update public.chat_messages set content = 'Take it for free.' where id = %s returning id"
    assert chat.run(person, rewrite, answer) == []


def test_an_upsert_is_no_way_around(chat: Chat) -> None:
    """Neither onto a foreign row nor onto one's own: clients do not choose ids."""
    session = chat.begin(USER_ONE)
    for who in (USER_ONE, USER_TWO):
        with pytest.raises(errors.InsufficientPrivilege):
            chat.run(
                who,
                """
                insert into public.chat_sessions (id, user_id) values (%s, %s)
                on conflict (id) do update set title = 'mine'
                """,
                session,
                who.uid,
            )


def test_the_backend_reaches_everything(chat: Chat) -> None:
    sessions = {chat.begin(USER_ONE), chat.begin(VISITOR_ONE)}
    messages = {chat.say(BACKEND, session, role="system") for session in sessions}
    assert chat.sessions_seen_by(BACKEND) == sessions
    assert chat.messages_seen_by(BACKEND) == messages
    chat.run(BACKEND, "update public.chat_messages set role = 'assistant', content = 'other', metadata = null")
    chat.run(BACKEND, "delete from public.chat_sessions")
    assert chat.messages_seen_by(BACKEND) == set()


@pytest.mark.parametrize("signature", ["update_updated_at_column()", "update_session_on_message_change()"])
def test_nobody_calls_a_trigger_function(chat: Chat, signature: str) -> None:
    for role in ("anon", "authenticated", "service_role"):
        statement = "select pg_catalog.has_function_privilege(%s, %s, 'execute')"
        assert not chat.value(None, statement, role, f"public.{signature}")
