"""The people of a small studio, each with a brand, and the means to act as each of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from pgcordon.actors.actor import ANON, SERVICE_ROLE, USER, Person
from pgcordon.testing.acting import Callers

NOBODY = ANON.person(None, "anon")
BACKEND = SERVICE_ROLE.person(None, "service_role")
USER_ONE = USER.person(UUID(int=1), "user")
USER_TWO = USER.person(UUID(int=2), "another user")
USERS = (USER_ONE, USER_TWO)

FINAL_STATES = ("delivered", "cancelled")
LIMIT_OF_RETENTION = "90 days"

SAY = """
    insert into public.conversation_messages (session_id, brand_id, user_id, role, content)
    values (%s, %s, %s, %s, 'Make a TikTok video') returning id
"""
ANSWER = """
    insert into public.conversation_messages
      (session_id, brand_id, user_id, role, content, provider, model_used, tokens_used, cost_usd, latency_ms)
    values (%s, %s, %s, 'assistant', 'Great! Let me ask some questions...', %s, 'gpt-4o', 150, %s, 850) returning id
"""


def brand_of(owner: Person) -> UUID:
    """Everybody has one brand."""
    assert owner.uid is not None
    return UUID(int=100 + owner.uid.int)


@dataclass(frozen=True, slots=True)
class Studio:
    """A connection to a copy of the schema in which the people above work."""

    connection: Connection[Any]
    callers: Callers

    def populate(self) -> None:
        """Write the people and their brands down, as the schema's owner."""
        for person in USERS:
            self.run(None, "insert into auth.users (id) values (%s)", person.uid)
            brand = "insert into public.brands (id, user_id, name) values (%s, %s, 'a brand')"
            self.run(None, brand, brand_of(person), person.uid)

    def run(self, person: Person | None, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run a statement as a person, or with None as the schema's owner; give its rows.

        What it does stays, except where it fails: then nothing of it does.
        """
        if person is None:
            with self.connection.transaction():
                cursor = self.connection.execute(statement.encode(), parameters or None)
        else:
            cursor = self.callers.user(person).execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []

    def value(self, person: Person | None, statement: str, *parameters: object) -> Any:
        """The only value that a statement gives."""
        ((value,),) = self.run(person, statement, *parameters)
        return value

    def count(self, person: Person | None, statement: str, *parameters: object) -> int:
        """How many rows a statement gives; with RETURNING, how many it changed."""
        return len(self.run(person, statement, *parameters))

    def open_session(self, person: Person) -> UUID:
        """A session as the person's client opens it."""
        statement = "insert into public.conversation_sessions (brand_id, user_id) values (%s, %s) returning id"
        session: UUID = self.value(person, statement, brand_of(person), person.uid)
        return session

    def say(self, writer: Person | None, session: UUID, owner: Person = USER_ONE, role: str = "user") -> UUID:
        """A message of nothing but words, in the session of its owner."""
        message: UUID = self.value(writer, SAY, session, brand_of(owner), owner.uid, role)
        return message

    def answer(self, session: UUID, owner: Person = USER_ONE, provider: str = "openai", cost: str = "0.0008") -> UUID:
        """What a model said, with its price, as the backend writes it."""
        message: UUID = self.value(BACKEND, ANSWER, session, brand_of(owner), owner.uid, provider, cost)
        return message

    def step(self, person: Person | None, session: UUID, *states: str) -> None:
        """Take a session through these states, one after the other."""
        for state in states:
            self.run(person, "update public.conversation_sessions set state = %s where id = %s", state, session)

    def state(self, session: UUID) -> str:
        state: str = self.value(None, "select state from public.conversation_sessions where id = %s", session)
        return state

    def untriggered(self, statement: str, *parameters: object) -> None:
        """Run a statement as the owner, with the triggers off: what was written long ago."""
        with self.connection.transaction():
            self.connection.execute("set local session_replication_role = replica")
            self.connection.execute(statement.encode(), parameters)
            self.connection.execute("set local session_replication_role = origin")

    def age(self, session: UUID, interval: str) -> None:
        """Let a session have ended and been silent for this long: now() stands still in a transaction."""
        self.untriggered(
            """update public.conversation_sessions
               set last_activity_at = now() - %s::interval,
                   completed_at = case when completed_at is not null then now() - %s::interval end
               where id = %s""",
            interval,
            interval,
            session,
        )

    def touched(self) -> set[UUID]:
        """The sessions whose last activity is now."""
        rows = self.run(None, "select id from public.conversation_sessions where last_activity_at = now()")
        return {session for (session,) in rows}
