"""Ninety days after its end a conversation is deleted, by the backend alone; README.md tells why, under the letters."""

from datetime import UTC, datetime, timedelta

import pytest
from psycopg import errors

from brand_infinity.studio import BACKEND, NOBODY, USER_ONE, USER_TWO, Studio
from pgcordon.actors.actor import Person

PURGE = "select public.apply_data_retention()"
DOCUMENTED = """
    DELETE FROM conversation_sessions
    WHERE completed_at < NOW() - INTERVAL '90 days'
    AND state IN ('delivered', 'cancelled')
"""


@pytest.mark.requirement("002-retention", "002-retention-cascade")
@pytest.mark.parametrize("state", ["delivered", "cancelled"])
def test_what_ended_ninety_days_ago_is_deleted_with_its_messages(studio: Studio, state: str) -> None:
    """Delete sessions older than 90 days … Messages will be cascade deleted due to FK; (g) the cancelled ones too"""
    ages = {"1 day": False, "90 days -1 microsecond": False, "90 days": True, "1 year": True}
    kept = set()
    for age, deleted in ages.items():
        session = studio.open_session(USER_ONE)
        message = studio.say(USER_ONE, session)
        studio.step(USER_ONE, session, state)
        studio.age(session, age)
        if not deleted:
            kept.add(message)
    assert studio.value(BACKEND, PURGE) == 2
    assert {message for (message,) in studio.run(None, "select id from public.conversation_messages")} == kept
    assert studio.value(BACKEND, PURGE) == 0


@pytest.mark.requirement("002-retention")
def test_what_has_not_ended_is_kept_however_old(studio: Studio) -> None:
    """AND state IN ('delivered', 'cancelled')"""
    session = studio.open_session(USER_ONE)
    studio.untriggered(
        "update public.conversation_sessions set created_at = created_at - interval '2 years', completed_at = 'epoch'"
    )
    assert studio.value(BACKEND, PURGE) == 0
    assert studio.state(session) == "initial"


@pytest.mark.parametrize("person", [NOBODY, USER_ONE, USER_TWO], ids=lambda person: person.label)
def test_the_backend_alone_deletes_what_is_old(studio: Studio, person: Person) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(person, PURGE)


@pytest.mark.requirement("002-retention")
def test_the_documents_query_works_for_the_backend(studio: Studio) -> None:
    """Example: Delete sessions older than 90 days"""
    session = studio.open_session(USER_ONE)
    studio.step(USER_ONE, session, "cancelled")
    studio.age(session, "90 days 1 second")
    studio.run(BACKEND, DOCUMENTED)
    assert studio.run(None, "select id from public.conversation_sessions") == []


@pytest.mark.parametrize("change", ["forward", "back"])
def test_a_day_is_as_long_everywhere(studio: Studio, change: str) -> None:
    """(n) the same session is kept or deleted, whatever the clocks of who asks did in the meantime"""
    session = studio.open_session(USER_ONE)
    studio.step(USER_ONE, session, "delivered")
    studio.run(None, f"set local timezone = '{zone_whose_clocks_went(change)}'")
    studio.age(session, "2160 hours -1 microsecond")
    assert studio.value(BACKEND, PURGE) == 0
    studio.age(session, "2160 hours")
    assert studio.value(BACKEND, PURGE) == 1


def zone_whose_clocks_went(change: str) -> str:
    """A time zone, as POSIX writes it, that began or ended its summer time forty-five days ago."""
    then = (datetime.now(UTC) - timedelta(days=45)).timetuple().tm_yday
    half_a_year_on = (then + 180) % 365 + 1
    begins, ends = (then, half_a_year_on) if change == "forward" else (half_a_year_on, then)
    return f"AAA0BBB,J{begins},J{ends}"
