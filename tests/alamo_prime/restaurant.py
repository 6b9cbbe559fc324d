"""The people of a small restaurant group, and the means to act as each of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from pgcordon.actors.actor import ANON, SERVICE_ROLE, USER, Person
from pgcordon.platforms.definition import Platform

NOBODY = ANON.person(None, "anon")
BACKEND = SERVICE_ROLE.person(None, "service_role")
USER_ONE = USER.person(UUID(int=1), "user")
USER_TWO = USER.person(UUID(int=2), "another user of the same group")
MANAGER = USER.person(UUID(int=3), "manager")
ADMIN = USER.person(UUID(int=4), "admin")
PEOPLE = (USER_ONE, USER_TWO, MANAGER, ADMIN)

GROUP = UUID(int=100)
"""Everybody's group."""
OTHER_GROUP = UUID(int=101)
"""A group without members."""


@dataclass(frozen=True, slots=True)
class Restaurant:
    """A connection to a copy of the schema in which the people above work."""

    connection: Connection[Any]
    platform: Platform

    def populate(self) -> None:
        """Write the people and their groups down, as the schema's owner."""
        for group in (GROUP, OTHER_GROUP):
            self.run(None, "insert into public.groups (id, name) values (%s, 'a restaurant')", group)
        for person in PEOPLE:
            self.run(None, "insert into auth.users (id) values (%s)", person.uid)
            self.run(None, "insert into public.profiles (id) values (%s)", person.uid)
            self.join(person, GROUP)
        self.run(None, "update public.profiles set role = 'manager' where id = %s", MANAGER.uid)
        self.run(None, "update public.profiles set role = 'admin' where id = %s", ADMIN.uid)

    def join(self, person: Person, group: UUID) -> None:
        self.run(None, "insert into public.group_memberships (user_id, group_id) values (%s, %s)", person.uid, group)

    def run(self, person: Person | None, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run a statement as a person, or with None as the schema's owner; give its rows.

        What it does stays, except where it fails: then nothing of it does.
        """
        with self.connection.transaction():
            self._become(person)
            cursor = self.connection.execute(statement, parameters)
            rows = cursor.fetchall() if cursor.description else []
            self._become(None)
        return rows

    def value(self, person: Person | None, statement: str, *parameters: object) -> Any:
        """The only value that a statement gives."""
        ((value,),) = self.run(person, statement, *parameters)
        return value

    def count(self, person: Person | None, statement: str, *parameters: object) -> int:
        """How many rows a statement gives; with RETURNING, how many it changed."""
        return len(self.run(person, statement, *parameters))

    def open_session(self, person: Person, context_type: str = "wines", group: UUID = GROUP) -> UUID:
        """A session as the person's client opens it."""
        opened: UUID = self.value(
            person, "select public.get_or_create_chat_session(%s, %s, %s)", person.uid, group, context_type
        )
        return opened

    def status(self, session: UUID) -> str:
        status: str = self.value(None, "select status from public.chat_sessions where id = %s", session)
        return status

    def age(self, session: UUID, interval: str) -> None:
        """Let a session have been silent for this long, to the microsecond: now() stands still in a transaction."""
        self.run(
            None,
            "update public.chat_sessions set last_active_at = now() - %s::interval where id = %s",
            interval,
            session,
        )

    def _become(self, person: Person | None) -> None:
        settings = {**dict.fromkeys(self.platform.session_settings(NOBODY), ""), "role": "none"}
        if person is not None:
            settings = {**self.platform.session_settings(person), "role": person.actor.role}
        self.connection.execute(
            "select set_config(name, value, true) from unnest(%s::text[], %s::text[]) as settings (name, value)",
            (list(settings), list(settings.values())),
        )
