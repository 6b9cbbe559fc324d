"""Roles as statements name them."""

from collections.abc import Iterable

from pgcordon.parse.nodes import Node

LOADER = "postgres"
"""The role that is taken to load the files: PostgreSQL's own and Supabase's name for the owner of a database."""


def role_name(spec: Node) -> str:
    """The name in a RoleSpec: `public` for PUBLIC, `current_user` and the like as they are written."""
    kind: str = spec["roletype"]
    name: str = spec.get("rolename") or kind.removeprefix("ROLESPEC_").lower()
    return name


def role_names(specs: Iterable[Node]) -> tuple[str, ...]:
    """The names in a list of wrapped RoleSpec nodes, each once."""
    return tuple(dict.fromkeys(role_name(spec["RoleSpec"]) for spec in specs))


def policy_roles(specs: Iterable[Node]) -> tuple[str, ...]:
    """The roles of a policy: where PUBLIC is among them, PostgreSQL ignores the others."""
    names = role_names(specs)
    return ("public",) if "public" in names else names


def same_role(first: str | None, second: str | None) -> bool:
    """Whether two roles are one, where None stands for the role that loads the files."""
    return (first or LOADER) == (second or LOADER)
