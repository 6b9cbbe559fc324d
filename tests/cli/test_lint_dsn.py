"""`pgcordon lint --dsn`, against a real server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import run
from introspect.test_catalogs import dsn
from pgcordon.database import Server
from pgcordon.platforms.definition import Platform

GUILTY = """
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade
);
alter table public.note enable row level security;
"""
RULE = ("--select", "unindexed-foreign-key")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def served(server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The connection string of a database that holds the guilty schema."""
    file = tmp_path_factory.mktemp("schema") / "10.sql"
    file.write_text(GUILTY)
    with server.load(supabase, [file]).copy() as name:
        yield dsn(server, name, supabase.owner)


def test_a_database_is_linted_as_its_files_would_be(folder: Path, served: str) -> None:
    finished = run("lint", *RULE, "--dsn", served, "--format", "json", cwd=folder)
    assert (finished.returncode, finished.stderr) == (1, "")
    document = json.loads(finished.stdout)
    assert [(each["rule"], each["object"]["identity"], each["path"]) for each in document["findings"]] == [
        ("unindexed-foreign-key", "note_owner_id_fkey on public.note", None)
    ]
    assert document["summary"]["tables"] == 1


def test_the_settings_of_the_current_folder_and_a_baseline_hold_for_it(folder: Path, served: str) -> None:
    (folder / "10.sql").write_text(GUILTY)
    run("lint", *RULE, "10.sql", "--baseline", "known.toml", "--write-baseline", cwd=folder)
    assert run("lint", *RULE, "--dsn", served, "--baseline", "known.toml", cwd=folder).returncode == 0
    (folder / "pgcordon.toml").write_text("[rules.unindexed-foreign-key]\nseverity = 'info'\n")
    assert run("lint", *RULE, "--dsn", served, cwd=folder).returncode == 0


def test_its_repairs_can_be_written_as_a_migration(folder: Path, served: str) -> None:
    finished = run("lint", *RULE, "--dsn", served, "--fix-as-migration", "-", cwd=folder)
    assert finished.returncode == 0
    assert finished.stdout.endswith("\n\ncreate index concurrently on public.note (owner_id);\n")


def test_a_server_that_does_not_answer_is_an_error(folder: Path) -> None:
    finished = run("lint", "--dsn", f"host={folder} dbname=none", "--timeout", "2", cwd=folder)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.startswith("pgcordon: ")
    assert "Traceback" not in finished.stderr
