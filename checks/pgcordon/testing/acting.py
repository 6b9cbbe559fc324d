"""Become somebody at the test's database; what they do stays until the test ends."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from msgspec.structs import replace
from psycopg import Connection, Cursor, Rollback
from psycopg.pq import TransactionStatus

from pgcordon.actors.actor import Person
from pgcordon.platforms.definition import Platform

_Parameters = Sequence[object] | Mapping[str, object]


@dataclass
class Acting:
    """A person over a connection, for a statement or for a `with` block."""

    connection: Connection[Any]
    person: Person
    settings: Mapping[str, str]
    _entered: list[AbstractContextManager[None]] = field(default_factory=list)

    def execute(self, statement: str, parameters: _Parameters | None = None) -> Cursor[Any]:
        """Run a statement as this person. Where it fails, what came before it stands and the test can go on."""
        with self as connection:
            return connection.execute(statement.encode(), parameters)

    def __enter__(self) -> Connection[Any]:
        self._entered.append(becoming(self.connection, self.settings))
        self._entered[-1].__enter__()
        return self.connection

    def __exit__(self, *error: Any) -> bool | None:
        return self._entered.pop().__exit__(*error)


@contextmanager
def becoming(connection: Connection[Any], settings: Mapping[str, str]) -> Iterator[None]:
    """Run the block with these settings and put back those from before.

    What the block does stays, unless it fails or ends with the transaction in error: then nothing of it does.
    """
    with connection.transaction():
        before = dict(
            connection.execute(
                "select name, coalesce(pg_catalog.current_setting(name, true), '') from unnest(%s::text[]) as name",
                (list(settings),),
            ).fetchall()
        )
        _set(connection, settings)
        yield
        if connection.info.transaction_status is TransactionStatus.INERROR:
            raise Rollback
        _set(connection, before)


def _set(connection: Connection[Any], settings: Mapping[str, str]) -> None:
    connection.execute(
        "select pg_catalog.set_config(name, value, true) from unnest(%s::text[], %s::text[]) as setting (name, value)",
        (list(settings), list(settings.values())),
    )


@dataclass(frozen=True)
class Callers:
    """Makes people who act over a connection. Nobody inherits the claims of whoever acts around them."""

    connection: Connection[Any]
    platform: Platform
    _known: dict[str, str] = field(default_factory=dict)
    """Every parameter that a person has set so far, blank."""

    def over(self, connection: Connection[Any]) -> "Callers":
        """The same over another connection."""
        return Callers(connection, self.platform)

    def user(self, who: UUID | str | Person, claims: Mapping[str, object] | None = None) -> Acting:
        """The signed-in user with this id, or a person of the world."""
        if isinstance(who, Person):
            return self._acting(who, claims)
        uid = who if isinstance(who, UUID) else UUID(who)
        return self._acting(self._person("user", uid), claims)

    def anon(self, claims: Mapping[str, object] | None = None) -> Acting:
        """A visitor who is not signed in."""
        return self._acting(self._person("anon", None), claims)

    def service_role(self, claims: Mapping[str, object] | None = None) -> Acting:
        """The backend."""
        return self._acting(self._person("service_role", None), claims)

    def _person(self, name: str, uid: UUID | None) -> Person:
        actor = next(each for each in self.platform.actors if each.name == name)
        return actor.person(uid, name)

    def _acting(self, person: Person, claims: Mapping[str, object] | None) -> Acting:
        if claims:
            actor = replace(person.actor, claims={**person.actor.claims, **claims})
            person = replace(person, actor=actor)
        settings = self.platform.session_settings(person)
        self._known.update(dict.fromkeys(settings, ""))
        return Acting(self.connection, person, {**self._known, **settings, "role": person.actor.role})
