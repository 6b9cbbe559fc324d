"""Every platform: it loads, beside the others, and its owner can load a schema."""

from pathlib import Path
from uuid import UUID

import pytest

from pgcordon import platforms
from pgcordon.database import Server, acting
from pgcordon.platforms import UnknownPlatform


def test_the_platforms_are_those_that_have_a_module() -> None:
    assert platforms.names() == ("plain", "postgrest", "supabase")


@pytest.mark.parametrize("name", platforms.names())
def test_a_schema_loads_and_every_actor_acts(name: str, server: Server, tmp_path: Path) -> None:
    platform = platforms.get(name)
    file = tmp_path / "schema.sql"
    file.write_text("create schema api; create table api.note (id int); create function f() returns int return 1;")
    with server.load(platform, [file]).copy() as database, server.connect(database) as connection:
        owner = connection.execute("select tableowner from pg_tables where schemaname = 'api'").fetchone()
        assert owner == (platform.owner,)
        for actor in platform.actors:
            with acting(connection, actor.person(UUID(int=1), actor.name), platform):
                assert connection.execute("select current_user").fetchone() == (actor.role,)
            bypasses = connection.execute("select rolbypassrls from pg_roles where rolname = %s", [actor.role])
            assert bypasses.fetchone() == (actor.trusted,)


def test_plain_sessions_carry_the_user_in_a_parameter(server: Server) -> None:
    platform = platforms.get("plain")
    anon, user, _ = platform.actors
    with server.connect(server.platform(platform)) as connection:
        with acting(connection, user.person(UUID(int=9), "user"), platform):
            assert connection.execute("select current_setting('app.user_id')::uuid").fetchone() == (UUID(int=9),)
        with acting(connection, anon.person(None, "anon"), platform):
            assert connection.execute("select current_setting('app.user_id')").fetchone() == ("",)


def test_an_unknown_platform_or_option_names_the_nearest() -> None:
    with pytest.raises(UnknownPlatform, match="no such platform: supabse; did you mean supabase"):
        platforms.get("supabse")
    with pytest.raises(UnknownPlatform, match="no option expose_new_table; did you mean expose_new_tables"):
        platforms.get("supabase", expose_new_table=True)
    with pytest.raises(UnknownPlatform, match="no such platform: claims"):
        platforms.get("claims")
