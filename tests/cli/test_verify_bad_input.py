"""What `pgcordon verify` cannot check gets one clear message and exit status 2, and nothing is left behind."""

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.notes import ACCESS, GOOD, LEAKY, left_behind, run, write


def _nothing(folder: Path) -> None:
    folder.rmdir()


def _empty(folder: Path) -> None:
    assert list(folder.iterdir()) == []


def _without_sql(folder: Path) -> None:
    (folder / "README.md").write_text("Nothing here.")


def _latin_sql(folder: Path) -> None:
    write(folder)
    (folder / "20.sql").write_bytes(b"select '\xff';")


def _latin_access(folder: Path) -> None:
    write(folder)
    (folder / "access.toml").write_bytes(ACCESS.encode() + b"# \xff\n")


def _no_toml(folder: Path) -> None:
    write(folder, access=ACCESS + "[tables\n")


def _unknown_table(folder: Path) -> None:
    write(folder, access=ACCESS + "[tables.notes]\nselect = { user = 'all' }\n")


def _no_access(folder: Path) -> None:
    write(folder, access=None)


def _syntax_error(folder: Path) -> None:
    write(folder, GOOD + "create tabel x (y int);\n")


def _load_error(folder: Path) -> None:
    write(folder, GOOD + "create table public.line (\n  note_id uuid references public.nope (id)\n);\n")


def _bad_setting(folder: Path) -> None:
    write(folder)
    (folder / "pgcordon.toml").write_text("postgers = 'embedded'\n")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_nothing, "notes: no such file or folder"),
        (_empty, "notes: the folder is empty; name the folder that holds the schema"),
        (_without_sql, "notes: no .sql file in this folder or below it"),
        (_latin_sql, "notes/20.sql: not UTF-8: byte 0xff at offset 8"),
        (_latin_access, "notes/access.toml:7: byte 0xff is not UTF-8"),
        (_no_toml, "notes/access.toml:7: not TOML: Expected ']'"),
        (_unknown_table, "notes/access.toml:7: tables.notes: no such table or view; did you mean note?"),
        (_no_access, "notes/access.toml: no such file."),
        (_syntax_error, 'notes/10.sql:11:8: 42601: syntax error at or near "tabel"\n    create tabel x (y int);\n'),
        (
            _load_error,
            'notes/10.sql:11:1: 42P01: relation "public.nope" does not exist\n'
            "    create table public.line (\n      note_id uuid references public.nope (id)\n    )\n",
        ),
        (_bad_setting, "notes/pgcordon.toml:1: postgers: unknown key; did you mean `postgres`?"),
    ],
)
def test_a_system_that_cannot_be_read(tmp_path: Path, place: Path, make: Callable[[Path], None], told: str) -> None:
    (tmp_path / "notes").mkdir()
    make(tmp_path / "notes")
    _refused(tmp_path, place, told)


@pytest.mark.parametrize("which", ["nowhere", ".", "99", "newest"])
def test_a_postgres_that_is_not_there(tmp_path: Path, place: Path, which: str) -> None:
    write(tmp_path / "notes")
    _refused(tmp_path, place, f"no usable PostgreSQL: asked for '{which}'", env={"PGCORDON_POSTGRES": which})
    _refused(tmp_path, place, f"no usable PostgreSQL: asked for '{which}'", "--postgres", which)


@pytest.mark.parametrize("temporary", ["/proc", "/dev/null", "nowhere"])
def test_a_temporary_folder_that_cannot_be_written(tmp_path: Path, place: Path, temporary: str) -> None:
    write(tmp_path / "notes")
    folder = str(place / temporary)
    _refused(tmp_path, place, f"no place for a throwaway server: {folder}: ", env={"TMPDIR": folder})


def test_a_full_disk(tmp_path: Path, place: Path) -> None:
    """A limit on the size of files stands for the disk."""
    write(tmp_path / "notes")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        finished = run("verify", "notes", cwd=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "did not start" in finished.stderr
    assert "TMPDIR" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert left_behind(place) == []


def test_scripts_that_cannot_be_written_because_a_file_is_in_the_way(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    (tmp_path / ".pgcordon").touch()
    _refused(tmp_path, place, ".pgcordon: not a folder.")
    assert (tmp_path / ".pgcordon").is_file()


def test_scripts_that_cannot_be_written_because_nothing_can_be(tmp_path: Path, place: Path) -> None:
    """Nobody writes into /proc, root neither."""
    write(tmp_path / "notes", LEAKY)
    (tmp_path / ".pgcordon").symlink_to("/proc")
    _refused(tmp_path, place, ".pgcordon: ", "--examples", "0")


def test_two_systems_of_which_one_cannot_be_read_are_not_begun(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "notes" / "a")
    write(tmp_path / "notes" / "b", access="[tables.gone]\n")
    _refused(tmp_path, place, "notes/b/access.toml:1: tables.gone: ")


def _refused(folder: Path, place: Path, told: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    finished = run("verify", "notes", *arguments, cwd=folder, env=env)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.startswith("pgcordon: ")
    message = finished.stderr.removeprefix("pgcordon: ").replace(f"{folder}/", "")
    assert message.startswith(told)
    assert "\npgcordon: " not in message
    assert "Traceback" not in finished.stderr
    assert left_behind(place) == []
    assert not any(each.suffix == ".sql" for each in folder.glob(".pgcordon/*") if os.access(each, os.R_OK))
