"""How PostgREST hands a request's token to the session."""

from collections.abc import Mapping

from pgcordon.actors.actor import Person

_LEGACY = ("sub", "role", "email")
"""The claims that `auth.uid()` and its like still look for one by one before they look into all of them."""


def session_settings(person: Person) -> Mapping[str, str]:
    """The transaction-local parameters of a request by this person.

    Source: PostgREST, "Transaction-Scoped Settings": `request.jwt.claims` holds the token's claims as JSON. A request
    without a token has the claim `role` alone. The legacy parameters, which PostgREST set up to version 11, are
    blanked so that none from before shines through: `auth.uid()` reads them first.
    """
    import json

    claims: dict[str, object] = {"role": person.actor.role, **person.actor.claims}
    if person.uid is not None:
        claims = {"sub": str(person.uid), **claims}
    return {"request.jwt.claims": json.dumps(claims), **{f"request.jwt.claim.{name}": "" for name in _LEGACY}}
