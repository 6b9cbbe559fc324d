"""What `pgcordon verify` runs on, as the settings, the command line and the schema's extensions have it."""

from itertools import pairwise
from pathlib import Path

import pytest

from cli.notes import ACCESS, GOOD, run, write
from pgcordon.cli._servers import postgres_for, servers
from pgcordon.database import locate
from pgcordon.systems import System

OPEN = "create table public.note (id uuid primary key, owner_id uuid);\n"
"""Without row security or grants: whether anybody gets at it is for the platform to say."""
PLAIN = """\
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
grant select on public.note to app;
create policy note_select on public.note for select to app
  using (owner_id::text = current_setting('app.user_id'));
"""


def _postgres_elsewhere(folder: Path, *extensions: str) -> Path:
    """The programs of a PostgreSQL 16 that has these extensions and can do nothing but say so."""
    programs = folder / "bin"
    programs.mkdir(parents=True)
    (folder / "share" / "extension").mkdir(parents=True)
    for name in extensions:
        (folder / "share" / "extension" / f"{name}.control").touch()
    says = {
        "postgres": "echo 'postgres (PostgreSQL) 16.9'",
        "initdb": "exit 1",
        "pg_config": f"echo {folder / 'share'}; echo {folder}",
    }
    for name, line in says.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    return programs


def test_the_folder_that_settings_name_is_relative_to_their_file(tmp_path: Path) -> None:
    system = write(tmp_path / "notes")
    (tmp_path / "sixteen").symlink_to(locate("16").folder)
    (tmp_path / "pgcordon.toml").write_text("postgres = './sixteen'\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "PostgreSQL 16." in run("verify", str(system), "--examples", "0", cwd=elsewhere).stdout
    assert "PostgreSQL 18." in run("verify", "notes", "--examples", "0", "--postgres", "18", cwd=tmp_path).stdout


def test_the_platform_and_whether_it_exposes_new_tables_are_settings(tmp_path: Path) -> None:
    write(tmp_path / "schema" / "hidden", OPEN, "")
    exposed = write(tmp_path / "schema" / "exposed", OPEN, "")
    (exposed / "pgcordon.toml").write_text("expose_new_tables = true\n")
    plain = write(tmp_path / "schema" / "plain", PLAIN, "[tables.note]\nselect = { user = 'owner_id = :uid' }\n")
    (plain / "pgcordon.toml").write_text("platform = 'plain'\n")
    told = run("verify", "--examples", "0", cwd=tmp_path).stdout
    by_name = {block.split()[0]: block for block in _systems(told, "exposed", "hidden", "plain")}
    assert "VIOLATED  read-foreign-rows  public.note" in by_name["exposed"]
    assert "read-foreign-rows" not in by_name["hidden"]
    assert "access.toml says" in by_name["plain"], "the role app is there"
    assert "VIOLATED" not in by_name["plain"]


def _systems(told: str, *names: str) -> list[str]:
    starts = [*(("\n" + told).index(f"\n{name}") for name in names), len(told)]
    return [told[begin:end] for begin, end in pairwise(starts)]


def test_a_schema_gets_the_postgres_that_has_its_extensions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGCORDON_POSTGRES", raising=False)
    elsewhere = _postgres_elsewhere(tmp_path / "elsewhere", "only_there")
    monkeypatch.setenv("PATH", str(elsewhere), prepend=":")
    ordinary = System.read(write(tmp_path / "ordinary"))
    special = System.read(write(tmp_path / "special", "create extension only_there;\n" + GOOD, ACCESS))
    assert postgres_for(ordinary, None) == locate("embedded")
    assert postgres_for(special, None).folder == elsewhere
    assert postgres_for(special, "embedded") == locate("embedded"), "who asks for one gets it"


def test_systems_on_the_same_postgres_share_a_server(place: Path) -> None:
    with servers() as running:
        assert running.on(locate("embedded")) is running.on(locate("embedded"))
        assert len(list(place.iterdir())) == 1
    assert list(place.iterdir()) == []
