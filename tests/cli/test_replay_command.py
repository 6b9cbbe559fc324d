"""`pgcordon replay`, as a process: what was found, shown again or mended."""

import shutil
from pathlib import Path

import pytest

from cli.notes import GOOD, LEAKY, left_behind, run, write

HOSTILE_TABLE = 'public."no\n\\! touch PWNED\n\'te"'
"""Its name would run a program if psql read it outside of quotes."""
HOSTILE_ACCESS = """\
[actors.editor]
setup = '''
select (array[1])[1 :: int] -- :SQLSTATE \\\\! touch PWNED
'''

[tables."public.\\"no\\n\\\\! touch PWNED\\n'te\\""]
own = "owner_id = :uid"
select = { user = '''own and body is distinct from 'a
\\! touch PWNED
' ''' }
insert = { user = "own" }
update = { user = "own" }
delete = { user = "own" }
"""


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """The script of the one leak that was found."""
    write(tmp_path / "notes", LEAKY)
    assert run("verify", "notes", "--examples", "0", cwd=tmp_path).returncode == 1
    (script,) = (tmp_path / ".pgcordon").iterdir()
    return script


def test_a_violation_is_shown_again_until_the_schema_is_mended(tmp_path: Path, place: Path, found: Path) -> None:
    shown = run("replay", found.stem, cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert shown.stdout.startswith(
        "VIOLATED read-foreign-rows by user on table public.note (SELECT)\n"
        "  system: notes\n"
        "  user read a row of note that access.toml keeps from user (it allows SELECT\n"
        "    where owner_id = :uid)\n"
        "  expected: no such row; got: 1 row\n"
    )
    assert "canary" in shown.stdout
    assert shown.stdout.endswith("\n\nIt still shows.\n")
    (tmp_path / "notes" / "10.sql").write_text(GOOD)
    mended = run("replay", found.stem, cwd=tmp_path)
    assert (mended.returncode, mended.stderr) == (0, "")
    assert mended.stdout.endswith("\n\nIt no longer shows.\n")
    assert left_behind(place) == []


def test_a_schema_that_the_rows_no_longer_fit_is_not_called_mended(tmp_path: Path, found: Path) -> None:
    (tmp_path / "notes" / "10.sql").write_text(LEAKY.replace("owner_id", "author_id"))
    finished = run("replay", found.stem, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "the rows that it needs no longer fit the schema in notes: column" in finished.stderr
    assert "Do: run `pgcordon verify notes`" in finished.stderr


def test_a_script_is_found_by_its_path_too_and_its_system_from_there(tmp_path: Path, found: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "far" / "away"
    elsewhere.mkdir(parents=True)
    assert run("replay", str(found), cwd=elsewhere).returncode == 1
    copied = shutil.copy(found, elsewhere)
    lost = run("replay", str(copied), cwd=elsewhere)
    assert lost.returncode == 2
    assert "its system notes is not here" in lost.stderr


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("12345678", "no script 12345678 in .pgcordon: there are 0a, 0b\n"),
        ("a folder", "no script a folder in .pgcordon: there are 0a, 0b\n"),
        ("0a", "the script names no system"),
        ("0b", ".pgcordon/0b.sql: byte 0 is not UTF-8"),
    ],
)
def test_what_is_no_script_of_ours_is_refused(tmp_path: Path, script: str, told: str) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / ".pgcordon").mkdir()
    (tmp_path / ".pgcordon" / "0a.sql").write_text("select 1;\n")
    (tmp_path / ".pgcordon" / "0b.sql").write_bytes(b"\xff")
    finished = run("replay", script, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.startswith(f"pgcordon: {told}")


def test_nothing_in_a_schema_or_its_access_toml_makes_psql_run_a_program(tmp_path: Path) -> None:
    quoted = HOSTILE_TABLE
    sql = LEAKY.replace("public.note", quoted).replace(
        "body text", "body text check (body <> 'a\\\n\\! touch PWNED\n')"
    )
    sql += "alter role postgres set standard_conforming_strings = off;\n"
    write(tmp_path / "notes", sql, HOSTILE_ACCESS)
    finished = run("verify", "notes", "--examples", "0", cwd=tmp_path)
    assert finished.returncode == 1, finished.stderr
    assert "read-foreign-rows" in finished.stdout
    assert "caution" not in finished.stdout
    assert not list(tmp_path.rglob("PWNED"))
    script = next(
        each for each in (tmp_path / ".pgcordon").iterdir() if "read-foreign-rows by user" in each.read_text()
    )
    shown = run("replay", script.stem, cwd=tmp_path)
    assert shown.returncode == 1, shown.stderr
    assert not list(tmp_path.rglob("PWNED"))
