"""What the rest of pgcordon needs to know of a platform."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from pgcordon.actors.actor import Actor, Person
from pgcordon.model import QualifiedName


class Platform(msgspec.Struct, frozen=True):
    """A platform. Its SQL files run as the server's superuser before the schema is loaded as `owner`."""

    name: str
    owner: str
    """The role that loads the schema and owns its objects; never a superuser."""
    api_roles: tuple[str, ...]
    """The roles that a client on the internet can hold."""
    exposed_schemas: tuple[str, ...]
    """The schemas that clients reach."""
    users: QualifiedName | None
    """The table of users whose key is the user id, if the platform has one."""
    files: tuple[Path, ...]
    actors: tuple[Actor, ...]
    session_settings: Callable[[Person], Mapping[str, str]]
    """The run-time parameters that a request by this person sets, beside the role."""
