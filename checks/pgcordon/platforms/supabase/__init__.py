"""Supabase: PostgREST roles, `auth.uid()`, and tables that the API reaches only by grant."""

from pathlib import Path

from pgcordon.actors.actor import BUILT_IN
from pgcordon.model import QualifiedName
from pgcordon.platforms.claims import session_settings
from pgcordon.platforms.definition import Platform

_FOLDER = Path(__file__).parent
_ALWAYS = (
    "10_roles.sql",
    "20_extensions.sql",
    "30_auth.sql",
    "40_storage.sql",
    "50_realtime.sql",
    "60_services.sql",
    "70_default_privileges.sql",
)
_EXPLICIT_GRANTS = "71_explicit_grants.sql"


def platform(expose_new_tables: bool = False) -> Platform:
    """A Supabase project.

    `expose_new_tables` is the behaviour that projects had until 2026-10-30: API roles get every privilege on each
    new table of public. Since then only an explicit GRANT gives them any.
    Source: supabase.com/changelog/45329-breaking-change-tables-not-exposed-to-data-and-graphql-api-automatically
    """
    names = _ALWAYS if expose_new_tables else (*_ALWAYS, _EXPLICIT_GRANTS)
    return Platform(
        name="supabase",
        owner="postgres",
        api_roles=("anon", "authenticated", "service_role"),
        exposed_schemas=("public", "graphql_public"),
        users=QualifiedName("auth", "users"),
        files=tuple(_FOLDER / name for name in names),
        actors=BUILT_IN,
        session_settings=session_settings,
    )
