"""What Supabase lets a project's own SQL set for PostgREST."""

from pathlib import Path

import pytest

from pgcordon import platforms
from pgcordon.database import LoadError, Server

SET = "alter role authenticator set {name} = 'public.before'; alter role authenticator reset {name};"


def test_the_owner_sets_what_postgrest_reads_and_nothing_else(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "10.sql"
    file.write_text(SET.format(name="pgrst.db_pre_request"))
    server.load(platforms.get("supabase"), [file])
    file.write_text(SET.format(name="other.db_pre_request"))
    with pytest.raises(LoadError, match="permission denied to set parameter"):
        server.load(platforms.get("supabase"), [file])
