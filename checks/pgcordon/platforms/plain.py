"""Plain PostgreSQL: an owner, an application's role, and the user in `current_setting('app.user_id')`."""

from collections.abc import Mapping
from pathlib import Path

from pgcordon.actors.actor import Actor, Person
from pgcordon.platforms.definition import Platform

_ACTORS = (
    Actor("anon", role="app", signed_in=False),
    Actor("user", role="app"),
    Actor("service_role", role="app_admin", signed_in=False, trusted=True),
)


def platform() -> Platform:
    """One role for every request; who asks is told by the run-time parameter `app.user_id`, empty for nobody."""
    return Platform(
        name="plain",
        owner="app_owner",
        api_roles=("app",),
        exposed_schemas=("public",),
        users=None,
        files=(Path(__file__).with_name("plain.sql"),),
        actors=_ACTORS,
        session_settings=_session_settings,
    )


def _session_settings(person: Person) -> Mapping[str, str]:
    settings = {"app.user_id": "" if person.uid is None else str(person.uid)}
    return settings | {f"app.{name}": str(value) for name, value in person.actor.claims.items()}
