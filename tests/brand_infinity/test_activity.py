"""What counts as activity, of which session; README.md tells why, under the same letters."""

import pytest
from psycopg import errors

from brand_infinity.studio import BACKEND, USER_ONE, USER_TWO, Studio, brand_of
from pgcordon.actors.actor import Person


@pytest.mark.requirement("001-update_session_activity", "001-session-trigger")
@pytest.mark.parametrize("person", [USER_ONE, BACKEND, None], ids=["user", "service_role", "owner"])
def test_an_update_touches_its_session_alone(studio: Studio, person: Person | None) -> None:
    """Auto-update timestamp trigger"""
    session, other = studio.open_session(USER_ONE), studio.open_session(USER_ONE)
    for each in (session, other):
        studio.age(each, "1 hour")
    studio.run(person, "update public.conversation_sessions set state = state where id = %s", session)
    assert studio.touched() == {session}


@pytest.mark.requirement("001-message-touches", "001-update_session_on_message", "001-message-trigger")
@pytest.mark.parametrize("person", [USER_ONE, BACKEND, None], ids=["user", "service_role", "owner"])
def test_a_message_touches_its_session_alone(studio: Studio, person: Person | None) -> None:
    """Auto-updates parent session activity … (o) so does rewording one"""
    session, other = studio.open_session(USER_ONE), studio.open_session(USER_ONE)
    for each in (session, other):
        studio.age(each, "1 hour")
    studio.say(person, session)
    assert studio.touched() == {session}
    studio.age(session, "1 hour")
    studio.run(person, "update public.conversation_messages set content = 'otherwise'")
    assert studio.touched() == {session}


def test_a_message_that_moves_touches_both_sessions(studio: Studio) -> None:
    """(o) a message that the backend moves leaves one session and comes to another"""
    sessions = {studio.open_session(USER_ONE), studio.open_session(USER_ONE)}
    here, there = sessions
    studio.say(USER_ONE, here)
    for each in sessions:
        studio.age(each, "1 hour")
    studio.run(BACKEND, "update public.conversation_messages set session_id = %s", there)
    assert studio.touched() == sessions


def test_deleting_a_message_is_no_activity(studio: Studio) -> None:
    session = studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    studio.age(session, "1 hour")
    studio.run(USER_ONE, "delete from public.conversation_messages")
    assert studio.touched() == set()


def test_the_date_of_a_message_does_not_date_its_session(studio: Studio) -> None:
    """(o) activity is when a message is written, not what it says of its time"""
    session = studio.open_session(USER_ONE)
    for date in ("epoch", "infinity"):
        studio.age(session, "1 hour")
        studio.run(
            BACKEND,
            """insert into public.conversation_messages (session_id, brand_id, user_id, role, content, created_at)
               values (%s, %s, %s, 'user', 'words', %s)""",
            session,
            brand_of(USER_ONE),
            USER_ONE.uid,
            date,
        )
        assert studio.touched() == {session}


@pytest.mark.parametrize("person", [USER_ONE, BACKEND], ids=lambda person: person.label)
def test_last_activity_never_goes_back(studio: Studio, person: Person) -> None:
    """(o) a transaction that began earlier may write later"""
    session = studio.open_session(USER_ONE)
    studio.untriggered("update public.conversation_sessions set last_activity_at = now() + interval '1 second'")
    studio.say(person, session)
    ahead = "select last_activity_at = now() + interval '1 second' from public.conversation_sessions"
    assert studio.value(None, ahead)


def test_brands_are_named_by_their_owner_and_moved_by_the_backend(studio: Studio) -> None:
    """What is presumed must not be the hole: a session needs a brand of one's own."""
    create = "insert into public.brands (user_id, name) values (%s, 'new') returning name"
    assert studio.run(USER_ONE, create, USER_ONE.uid) == [("new",)]
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, create, USER_TWO.uid)
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, "update public.brands set user_id = %s", USER_ONE.uid)
    assert studio.count(USER_ONE, "update public.brands set name = 'mine' returning id") == 2
    assert studio.count(USER_TWO, "select id from public.brands") == 1
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, "delete from public.brands")
