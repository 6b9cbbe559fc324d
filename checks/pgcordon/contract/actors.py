"""The entries `[actors.NAME]`."""

import json
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from pgcordon.actors.actor import Actor
from pgcordon.contract.entries import ActorEntry
from pgcordon.contract.faults import Faults
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.sql import check_statements

_DEFAULT_ROLE = "authenticated"


def read_actors(entries: Mapping[str, ActorEntry], given: Iterable[Actor], faults: Faults) -> dict[str, Actor]:
    """The platform's actors, changed where the file changes them, and then the file's own."""
    platform = tuple(given)
    actors = {actor.name: actor for actor in platform}
    for name, entry in entries.items():
        _check(entry, ("actors", name), faults)
        actors[name] = _actor(name, entry, platform)
    return actors


def _actor(name: str, entry: ActorEntry, platform: tuple[Actor, ...]) -> Actor:
    stated = {field: value for field in entry.__struct_fields__ if (value := getattr(entry, field)) is not None}
    same_name = next((actor for actor in platform if actor.name == name), None)
    if same_name is not None and entry.role in (None, same_name.role):
        return replace(same_name, **stated)
    role = entry.role or _DEFAULT_ROLE
    same_role = next((actor for actor in platform if actor.role == role), None)
    like_role = {"signed_in": same_role.signed_in, "trusted": same_role.trusted} if same_role else {}
    return Actor(**{"name": name, "role": role, **like_role, **stated})


def _check(entry: ActorEntry, key: KeyPath, faults: Faults) -> None:
    if entry.setup is not None:
        with faults.at((*key, "setup")):
            check_statements(entry.setup, {"uid"})
    for claim, value in (entry.claims or {}).items():
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError):
            faults.add((*key, "claims", claim), f"{value} is not JSON, and a token's claims are; write it as a string")
