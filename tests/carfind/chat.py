"""The people who look for a car, and the means to act as each of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from pgcordon.actors.actor import ANON, SERVICE_ROLE, USER, Actor, Person
from pgcordon.testing.acting import Callers

SCHEMA = "schema/carfind"

CLAIMED_ANONYMOUS = Actor("visitor", role="authenticated", claims={"is_anonymous": True})

NOBODY = ANON.person(None, "anon")
BACKEND = SERVICE_ROLE.person(None, "service_role")
USER_ONE = USER.person(UUID(int=1), "user")
USER_TWO = USER.person(UUID(int=2), "another user")
VISITOR_ONE = CLAIMED_ANONYMOUS.person(UUID(int=3), "visitor")
VISITOR_TWO = CLAIMED_ANONYMOUS.person(UUID(int=4), "another visitor")
UNMARKED_VISITOR = USER.person(UUID(int=5), "visitor whose token does not say so")
FORMER_VISITOR = CLAIMED_ANONYMOUS.person(UUID(int=6), "user whose token is from before")

USERS = (USER_ONE, USER_TWO, FORMER_VISITOR)
VISITORS = (VISITOR_ONE, VISITOR_TWO, UNMARKED_VISITOR)
PEOPLE = (*USERS, *VISITORS)


@dataclass(frozen=True, slots=True)
class Chat:
    """A connection to a copy of the schema in which the people above talk."""

    connection: Connection[Any]
    callers: Callers

    def populate(self) -> None:
        """Make the people known to the project, as the schema's owner."""
        for person in PEOPLE:
            self.run(None, "insert into auth.users (id, is_anonymous) values (%s, %s)", person.uid, person in VISITORS)

    def run(self, who: Person | None, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run a statement as a person, or with None as the schema's owner; give its rows.

        What it does stays, except where it fails: then nothing of it does.
        """
        if who is not None:
            cursor = self.callers.user(who).execute(statement, parameters)
        else:
            with self.connection.transaction():
                cursor = self.connection.execute(statement.encode(), parameters)
        return cursor.fetchall() if cursor.description else []

    def value(self, who: Person | None, statement: str, *parameters: object) -> Any:
        """The only value that a statement gives."""
        ((value,),) = self.run(who, statement, *parameters)
        return value

    def begin(self, who: Person, title: str = "Which estate car?") -> UUID:
        """A session as the person's client opens it."""
        column = "visitor_id" if who in VISITORS else "user_id"
        statement = f"insert into public.chat_sessions ({column}, title) values (%s, %s) returning id"
        session: UUID = self.value(who, statement, who.uid, title)
        return session

    def say(
        self, who: Person | None, session: UUID, content: str = "Below 20,000, please.", role: str = "user"
    ) -> UUID:
        """A message as the person's client, the backend, or with None the owner writes it."""
        statement = """
            insert into public.chat_messages (session_id, role, content) values (%s, %s, %s) returning id
        """
        message: UUID = self.value(who, statement, session, role, content)
        return message

    def let_a_day_pass(self) -> None:
        """As if every session had been written a day ago."""
        with self.connection.transaction():
            self.connection.execute("set local session_replication_role = replica")
            self.connection.execute("""
                update public.chat_sessions
                set created_at = now() - interval '1 day', updated_at = now() - interval '1 day'
            """)
            self.connection.execute("set local session_replication_role = origin")

    def touched(self) -> set[UUID]:
        """The sessions whose updated_at shows this moment."""
        return {each for (each,) in self.run(None, "select id from public.chat_sessions where updated_at = now()")}

    def sessions_seen_by(self, who: Person) -> set[UUID]:
        return {each for (each,) in self.run(who, "select id from public.chat_sessions")}

    def messages_seen_by(self, who: Person) -> set[UUID]:
        return {each for (each,) in self.run(who, "select id from public.chat_messages")}
