"""Anonymous sessions: whose they are, and what becomes of them when the visitor signs up."""

import pytest
from psycopg import errors

from carfind.chat import (
    BACKEND,
    FORMER_VISITOR,
    NOBODY,
    SCHEMA,
    UNMARKED_VISITOR,
    USER_ONE,
    USERS,
    VISITOR_ONE,
    VISITOR_TWO,
    VISITORS,
    Chat,
)
from pgcordon.actors.actor import Person

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

KEEP = "select public.keep_visitor_sessions()"
SIGN_UP = "update auth.users set is_anonymous = false where id = %s"
OWNERS = "select user_id, visitor_id from public.chat_sessions where id = %s"


@pytest.mark.requirement("004-sessions-comment-user-id")
@pytest.mark.parametrize("visitor", VISITORS, ids=lambda person: person.label)
def test_a_visitors_session_has_no_user(chat: Chat, visitor: Person) -> None:
    session = chat.begin(visitor)
    assert chat.run(visitor, OWNERS, session) == [(None, visitor.uid)]


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda person: person.label)
def test_a_visitor_is_no_user(chat: Chat, visitor: Person) -> None:
    """With or without the claim: auth.users knows."""
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(visitor, "insert into public.chat_sessions (user_id) values (%s)", visitor.uid)


@pytest.mark.parametrize("user", USERS, ids=lambda person: person.label)
def test_a_user_is_no_visitor(chat: Chat, user: Person) -> None:
    """Whatever the token says: it may be from before the user signed up."""
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(user, "insert into public.chat_sessions (visitor_id) values (%s)", user.uid)


@pytest.mark.parametrize("person", [USER_ONE, VISITOR_ONE], ids=lambda person: person.label)
def test_nobody_begins_a_session_that_is_nobodys(chat: Chat, person: Person) -> None:
    """(b) user_id is null, and whoever asks has it"""
    with pytest.raises((errors.InsufficientPrivilege, errors.CheckViolation)):
        chat.run(person, "insert into public.chat_sessions default values")


def test_who_has_left_begins_nothing(chat: Chat) -> None:
    """A token outlives its user."""
    for person, column in ((USER_ONE, "user_id"), (VISITOR_ONE, "visitor_id")):
        chat.run(None, "delete from auth.users where id = %s", person.uid)
        with pytest.raises((errors.ForeignKeyViolation, errors.InsufficientPrivilege)):
            chat.run(person, f"insert into public.chat_sessions ({column}) values (%s)", person.uid)


def test_a_visitor_who_signs_up_has_their_sessions_still(chat: Chat) -> None:
    """Before anything is moved, and with the token from before."""
    session = chat.begin(VISITOR_ONE)
    message = chat.say(VISITOR_ONE, session)
    chat.run(None, SIGN_UP, VISITOR_ONE.uid)
    assert chat.sessions_seen_by(VISITOR_ONE) == {session}
    assert chat.messages_seen_by(VISITOR_ONE) == {message}
    chat.say(VISITOR_ONE, session)
    chat.run(VISITOR_ONE, "insert into public.chat_sessions (user_id) values (%s)", VISITOR_ONE.uid)


def test_a_visitor_who_signs_up_keeps_their_sessions(chat: Chat) -> None:
    sessions = {chat.begin(VISITOR_ONE), chat.begin(VISITOR_ONE)}
    foreign = chat.begin(VISITOR_TWO)
    chat.run(None, SIGN_UP, VISITOR_ONE.uid)
    chat.run(None, SIGN_UP, VISITOR_TWO.uid)
    assert chat.value(VISITOR_ONE, KEEP) == 2
    for session in sessions:
        assert chat.run(None, OWNERS, session) == [(VISITOR_ONE.uid, None)]
    assert chat.run(None, OWNERS, foreign) == [(None, VISITOR_TWO.uid)]
    assert chat.sessions_seen_by(VISITOR_ONE) == sessions
    assert chat.value(VISITOR_ONE, KEEP) == 0


def test_sessions_that_are_kept_keep_their_order(chat: Chat) -> None:
    chat.begin(VISITOR_ONE)
    chat.let_a_day_pass()
    chat.run(None, SIGN_UP, VISITOR_ONE.uid)
    chat.run(VISITOR_ONE, KEEP)
    assert chat.touched() == set()


@pytest.mark.parametrize("other", [USER_ONE, FORMER_VISITOR], ids=lambda person: person.label)
def test_a_session_that_goes_to_somebody_else_is_touched(chat: Chat, other: Person) -> None:
    """The backend does that, where a visitor signs in to an account that there is already."""
    session = chat.begin(VISITOR_ONE)
    chat.let_a_day_pass()
    chat.run(
        BACKEND, "update public.chat_sessions set user_id = %s, visitor_id = null where id = %s", other.uid, session
    )
    assert chat.touched() == {session}
    assert chat.sessions_seen_by(other) == {session}
    assert chat.sessions_seen_by(VISITOR_ONE) == set()


@pytest.mark.parametrize("visitor", [VISITOR_ONE, UNMARKED_VISITOR], ids=lambda person: person.label)
def test_a_visitor_keeps_nothing(chat: Chat, visitor: Person) -> None:
    session = chat.begin(visitor)
    with pytest.raises(errors.InsufficientPrivilege, match="no account to keep sessions in"):
        chat.run(visitor, KEEP)
    assert chat.run(None, OWNERS, session) == [(None, visitor.uid)]


@pytest.mark.parametrize("who", [NOBODY, BACKEND], ids=lambda person: person.label)
@pytest.mark.parametrize("function", ["keep_visitor_sessions", "is_visitor"])
def test_who_is_not_signed_in_calls_neither_function(chat: Chat, who: Person, function: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        chat.run(who, f"select public.{function}()")


def test_people_learn_about_themselves_alone(chat: Chat) -> None:
    for person, answer in ((USER_ONE, False), (FORMER_VISITOR, False), (VISITOR_ONE, True), (UNMARKED_VISITOR, True)):
        assert chat.value(person, "select public.is_visitor()") is answer
        with pytest.raises(errors.InsufficientPrivilege):
            chat.run(person, "select is_anonymous from auth.users")


def test_visitors_who_never_came_back_are_swept_with_all_they_left(chat: Chat) -> None:
    """As the platform's guide has it: delete the anonymous users that are old enough."""
    kept = chat.begin(USER_ONE)
    chat.say(VISITOR_ONE, chat.begin(VISITOR_ONE))
    chat.run(None, "delete from auth.users where is_anonymous")
    assert chat.sessions_seen_by(BACKEND) == {kept}
    assert chat.messages_seen_by(BACKEND) == set()
