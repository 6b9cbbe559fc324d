"""(e) Two callers at once get one session, without an error."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection

from alamo_prime.restaurant import BACKEND, GROUP, USER_ONE, Restaurant
from pgcordon.actors.actor import Person
from pgcordon.database import Loaded, Server

OPEN = "select public.get_or_create_chat_session(%s, %s, 'wines')"
PATIENCE = 10.0
"""Seconds within which the second caller must have run into the first one's lock."""


class Branch:
    """A database of its own, where transactions are committed."""

    def __init__(self, server: Server, loaded: Loaded, name: str) -> None:
        self._server, self._loaded, self._name = server, loaded, name
        with self.connect() as connection:
            Restaurant(connection, loaded.platform).populate()

    def connect(self) -> Connection[Any]:
        return self._server.connect(self._name, user=self._loaded.platform.owner, autocommit=False)

    def become(self, connection: Connection[Any], person: Person) -> None:
        settings = {**self._loaded.platform.session_settings(person), "role": person.actor.role}
        for name, value in settings.items():
            connection.execute("select pg_catalog.set_config(%s, %s, false)", (name, value))

    def open_session(self, person: Person) -> UUID:
        """Open a session of the first user and commit."""
        with self.connect() as connection:
            self.become(connection, person)
            return session_of(connection)

    def query(self, statement: Any, *parameters: object) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(statement, parameters).fetchall()

    def change(self, statement: Any) -> None:
        with self.connect() as connection:
            connection.execute(statement)

    def await_a_waiting_caller(self) -> None:
        deadline = time.monotonic() + PATIENCE
        waiting = "select pid from pg_catalog.pg_locks where not granted"
        while not self.query(waiting):
            assert time.monotonic() < deadline, "the second caller did not wait for the first"
            time.sleep(0.01)


def session_of(connection: Connection[Any]) -> UUID:
    row = connection.execute(OPEN, (USER_ONE.uid, GROUP)).fetchone()
    assert row is not None
    session: UUID = row[0]
    return session


@pytest.fixture
def branch(server: Server, alamo_prime: Loaded) -> Iterator[Branch]:
    with alamo_prime.copy() as name:
        yield Branch(server, alamo_prime, name)


@pytest.mark.parametrize("before", ["nothing", "a stale session"])
@pytest.mark.parametrize("second", [USER_ONE, BACKEND], ids=lambda person: person.label)
def test_the_second_caller_gets_the_first_ones_session(branch: Branch, second: Person, before: str) -> None:
    if before == "a stale session":
        branch.open_session(USER_ONE)
        branch.change("update public.chat_sessions set last_active_at = now() - interval '4 hours'")
    with branch.connect() as first, ThreadPoolExecutor() as pool:
        branch.become(first, USER_ONE)
        session = session_of(first)
        other = pool.submit(branch.open_session, second)
        branch.await_a_waiting_caller()
        first.commit()
        assert other.result(PATIENCE) == session
    active = branch.query("select id from public.chat_sessions where status = 'active'")
    assert active == [(session,)]


def test_a_first_caller_who_gives_up_is_replaced(branch: Branch) -> None:
    with branch.connect() as first, ThreadPoolExecutor() as pool:
        branch.become(first, USER_ONE)
        session = session_of(first)
        other = pool.submit(branch.open_session, USER_ONE)
        branch.await_a_waiting_caller()
        first.rollback()
        assert other.result(PATIENCE) != session
    assert branch.query("select count(*) from public.chat_sessions") == [(1,)]


def test_many_callers_get_one_session(branch: Branch) -> None:
    with ThreadPoolExecutor(8) as pool:
        sessions = set(pool.map(branch.open_session, [USER_ONE] * 24))
    assert len(sessions) == 1
    assert branch.query("select count(*) from public.chat_sessions") == [(1,)]


def test_the_clock_of_a_session_never_goes_back(branch: Branch) -> None:
    """The second caller's transaction began first, so its now() is the earlier one."""
    with branch.connect() as second:
        branch.become(second, USER_ONE)
        began = second.execute("select now()").fetchone()
        branch.open_session(USER_ONE)
        session_of(second)
        second.commit()
    ((touched,),) = branch.query("select last_active_at from public.chat_sessions")
    assert began is not None and touched > began[0]


def test_writers_at_once_are_all_counted(branch: Branch) -> None:
    session = branch.open_session(USER_ONE)
    say = "insert into public.chat_messages (session_id, role, content) values (%s, 'user', 'Which red?') returning id"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: branch.query(say, session), range(24)))
    assert branch.query("select message_count from public.chat_sessions") == [(24,)]
