"""Kinds of user, and the persons of a world who are of that kind."""

from collections.abc import Mapping
from uuid import UUID

import msgspec


class Actor(msgspec.Struct, frozen=True):
    """A kind of user that access.toml speaks of."""

    name: str
    role: str
    """The database role that statements run as."""
    claims: Mapping[str, object] = msgspec.field(default_factory=dict)
    """Claims of the session's token beyond the subject and the role."""
    setup: str | None = None
    """SQL with `:uid`, run as the owner, that makes a user into one of these."""
    signed_in: bool = True
    """Whether there is a user behind it, so that `:uid` is not null."""
    trusted: bool = False
    """Whether it is the backend itself: it bypasses row security, and what it can do is no leak."""

    def person(self, uid: UUID | None, label: str) -> "Person":
        """Somebody of this kind; who is not signed in has no id."""
        return Person(self, uid if self.signed_in else None, label)


class Person(msgspec.Struct, frozen=True):
    """One actor of a world: an anonymous visitor, or the user with this id."""

    actor: Actor
    uid: UUID | None
    label: str
    """How reports call them: `anon`, `user`, `another user`, `admin`."""
    newcomer: bool = False
    """Whether they signed up just now: a user, but without a row in any table that has one for every user."""

    @property
    def uid_literal(self) -> str:
        """The user id as an SQL literal."""
        return "null::uuid" if self.uid is None else f"'{self.uid}'::uuid"


ANON = Actor("anon", role="anon", signed_in=False)
USER = Actor("user", role="authenticated")
SERVICE_ROLE = Actor("service_role", role="service_role", signed_in=False, trusted=True)
BUILT_IN = (ANON, USER, SERVICE_ROLE)
