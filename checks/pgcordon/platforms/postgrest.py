"""PostgREST without Supabase: its three roles, and claims in `request.jwt.claims`."""

from pathlib import Path

from pgcordon.actors.actor import ANON, SERVICE_ROLE, Actor
from pgcordon.platforms.claims import session_settings
from pgcordon.platforms.definition import Platform

_USER = Actor("user", role="web_user")


def platform() -> Platform:
    """The roles of PostgREST's tutorial, `anon` and `web_user`, behind `authenticator`, and the schema `api`.

    Source: PostgREST documentation, "Overview of role system".
    """
    return Platform(
        name="postgrest",
        owner="api_owner",
        api_roles=("anon", "web_user"),
        exposed_schemas=("api", "public"),
        users=None,
        files=(Path(__file__).with_name("postgrest.sql"),),
        actors=(ANON, _USER, SERVICE_ROLE),
        session_settings=session_settings,
    )
