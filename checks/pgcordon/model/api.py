"""The door that clients come through: the schemas that they reach, and the roles that they can have."""

from functools import cached_property

import msgspec


class Api(msgspec.Struct, frozen=True, dict=True):
    """What PostgREST, or whatever stands between the internet and the database, exposes."""

    schemas: tuple[str, ...]
    anonymous: tuple[str, ...]
    """The roles of requests that nobody has signed in for."""
    signed_in: tuple[str, ...]

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Every role that a client on the internet can have, the trusted backend's left out."""
        return tuple(dict.fromkeys((*self.anonymous, *self.signed_in)))


SUPABASE_API = Api(("public", "graphql_public"), ("anon",), ("authenticated",))
"""What is assumed of a schema that is read without a platform."""
