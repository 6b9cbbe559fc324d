"""`pgcordon lint --fix` and its kin, as processes."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import ENVIRONMENT, run

GUILTY = (
    "create table public.note (\n"
    "  id uuid primary key,\n"
    "  owner_id uuid not null references auth.users (id) on delete cascade -- whose\n"
    ");\n"
    "alter table public.note enable row level security;\n"
)
INDEX = "create index on public.note (owner_id);\n"
MENDED = GUILTY.replace(");\nalter", f");\n{INDEX}alter")
RULE = ("--select", "unindexed-foreign-key")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "schema" / "shop").mkdir(parents=True)
    (tmp_path / "schema" / "shop" / "10.sql").write_text(GUILTY)
    return tmp_path


def test_the_file_is_mended_and_what_is_left_is_reported(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    finished = run("lint", *RULE, "--fix", cwd=project)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "1 finding fixed" in finished.stdout
    assert file.read_text() == MENDED
    assert run("lint", *RULE, "--fix", cwd=project).stdout.startswith("clean")
    assert file.read_text() == MENDED


def test_byte_order_mark_line_breaks_and_mode_are_kept(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    file.write_bytes(b"\xef\xbb\xbf" + f"-- ünï\n{GUILTY}".replace("\n", "\r\n").encode())
    file.chmod(0o640)
    run("lint", *RULE, "--fix", cwd=project)
    assert file.read_bytes() == b"\xef\xbb\xbf" + f"-- ünï\n{MENDED}".replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.name for each in file.parent.iterdir()] == ["10.sql"]


def test_a_diff_changes_nothing_and_can_be_applied(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    finished = run("lint", *RULE, "--diff", cwd=project)
    assert (finished.returncode, finished.stderr) == (1, "")
    assert file.read_text() == GUILTY
    subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    subprocess.run(["git", "apply", "-p0", "-"], input=finished.stdout, text=True, cwd=project, check=True)
    assert file.read_text() == MENDED
    assert run("lint", *RULE, "--diff", cwd=project).returncode == 0


def test_a_link_stays_one_and_is_not_followed_out_of_the_given_paths(project: Path) -> None:
    folder, elsewhere = project / "schema" / "shop", project / "elsewhere.sql"
    (folder / "10.sql").rename(elsewhere)
    (folder / "10.sql").symlink_to(elsewhere)
    finished = run("lint", *RULE, "--fix", "schema", cwd=project)
    assert finished.returncode == 1
    assert "a link that leads out of the given paths; no fix is made there" in finished.stderr
    assert elsewhere.read_text() == GUILTY
    assert run("lint", *RULE, "--fix", "schema/shop/10.sql", cwd=project).returncode == 0
    assert elsewhere.read_text() == MENDED
    assert (folder / "10.sql").is_symlink()


def test_a_file_with_a_syntax_error_is_left_alone(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    file.write_text(GUILTY + "create tabel x;\n")
    assert run("lint", *RULE, "--fix", cwd=project).returncode == 1
    assert file.read_text() == GUILTY + "create tabel x;\n"


def test_the_fixes_can_be_written_as_a_migration(project: Path) -> None:
    folder = project / "schema" / "shop"
    finished = run("lint", *RULE, "--fix-as-migration", "schema/shop/20_repairs.sql", cwd=project)
    assert finished.returncode == 0
    assert finished.stderr == "pgcordon: wrote the repair of 1 finding to schema/shop/20_repairs.sql\n"
    assert (folder / "10.sql").read_text() == GUILTY
    assert (folder / "20_repairs.sql").read_text().startswith("-- Repairs, as `pgcordon lint --fix-as-migration` wrote")
    assert run("lint", *RULE, cwd=project).stdout.startswith("clean")
    again = run("lint", *RULE, "--fix-as-migration", "schema/shop/20_repairs.sql", cwd=project)
    assert again.stderr == "pgcordon: nothing can be repaired by a migration; no file was written\n"


def test_a_migration_overwrites_nothing_and_can_be_printed(project: Path) -> None:
    taken = run("lint", *RULE, "--fix-as-migration", "schema/shop/10.sql", cwd=project)
    assert (taken.returncode, taken.stdout) == (2, "")
    assert taken.stderr == "pgcordon: schema/shop/10.sql: exists already. Do: name a new file\n"
    printed = run("lint", *RULE, "--fix-as-migration", "-", cwd=project)
    assert printed.returncode == 0
    assert printed.stdout.endswith("create index concurrently on public.note (owner_id);\n")
    assert printed.stderr.startswith("clean: ")


def test_a_migration_belongs_to_one_schema(project: Path) -> None:
    (project / "schema" / "blog").mkdir()
    (project / "schema" / "blog" / "10.sql").write_text(GUILTY)
    finished = run("lint", *RULE, "--fix-as-migration", "repairs.sql", cwd=project)
    assert finished.returncode == 2
    assert "a migration belongs to one schema, and this would repair schema/blog, schema/shop" in finished.stderr


def test_standard_input_is_mended_to_standard_output(project: Path) -> None:
    finished = run("lint", *RULE, "--fix", "-", cwd=project, stdin=GUILTY)
    assert (finished.returncode, finished.stdout) == (0, MENDED)
    assert finished.stderr.startswith("clean: ")
    command = [sys.executable, "-m", "pgcordon", "lint", *RULE, "--fix", "-"]
    clean = "\ufeffselect 'ünï';\r\n".encode()
    environment = ENVIRONMENT | {"PYTHONIOENCODING": "ascii"}
    piped = subprocess.run(command, input=clean, capture_output=True, env=environment, cwd=project, check=True)
    assert piped.stdout == clean


def test_standard_input_stands_for_its_file_among_the_others(project: Path) -> None:
    folder = project / "schema" / "shop"
    (folder / "access.toml").touch()
    (folder / "later").mkdir()
    (folder / "20.sql").write_text("create table public.other (id uuid primary key);\n")
    name = ("--stdin-filename", "schema/shop/later/30.sql", "-")
    change = "alter table public.other enable row level security;\nalter table public.gone enable row level security;\n"
    finished = run("lint", "--format", "json", *name, cwd=project, stdin=change)
    document = json.loads(finished.stdout)
    assert {each["path"] for each in document["findings"]} <= {"schema/shop/later/30.sql"}
    assert document["summary"]["files"] == 3
    assert [each["line"] for each in document["not_understood"]] == [2]
    in_place = ("--stdin-filename", "schema/shop/10.sql", "-")
    assert run("lint", *RULE, *in_place, cwd=project, stdin="select 1;").stdout.startswith("clean: 2 files")


def test_standard_input_alone_obeys_the_settings_of_the_current_folder(project: Path) -> None:
    (project / "pgcordon.toml").write_text("ignore = ['unindexed-foreign-key', 'rls-without-policy']\n")
    assert run("lint", "-", cwd=project, stdin=GUILTY).returncode == 0
    not_text = run("lint", "-", cwd=project, stdin="select '\0';")
    assert not_text.returncode == 2
    assert "<stdin>: a zero byte at offset 8" in not_text.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--unsafe-fixes",),
            "--unsafe-fixes does nothing without --fix or --diff or --fix-as-migration. Do",
        ),
        (("--fix", "--fix-as-migration", "x.sql"), "--fix-as-migration cannot be combined with --fix."),
        (("--write-baseline", "--since", "HEAD"), "--write-baseline cannot be combined with --since."),
        (("--write-baseline",), "--write-baseline does not know where. Do: add --baseline FILE"),
        (("--stdin-filename", "a.sql"), "--stdin-filename does nothing without -."),
        (("-", "schema"), "- stands for standard input and cannot be combined with other paths"),
        (("-", "--since", "HEAD"), "--since cannot tell which file standard input is. Do: add --stdin-filename PATH"),
        (("--dsn", "", "schema"), "--dsn cannot be combined with PATHS."),
        (("--dsn", "", "--fix"), "--dsn cannot be combined with --fix."),
        (("--dsn", "", "--since", "HEAD"), "--dsn cannot be combined with --since."),
        (("--select", "row-securty"), "no such rule: row-securty; did you mean `row_security`?"),
        (
            ("--baseline", "gone.toml"),
            "gone.toml: no such file. Do: pgcordon lint --baseline gone.toml --write",
        ),
    ],
)
def test_options_that_make_no_sense_get_a_clear_error(project: Path, arguments: tuple[str, ...], told: str) -> None:
    finished = run("lint", *arguments, cwd=project, stdin="")
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.startswith(f"pgcordon: {told}")


def test_a_wrong_level_gets_a_clear_error(project: Path) -> None:
    finished = run("lint", "--fail-on", "sometimes", cwd=project)
    assert finished.returncode == 2
    assert "'sometimes' is not one of 'error', 'warning', 'info', 'never'" in finished.stderr


def test_the_help_fits_a_terminal_of_eighty_columns(project: Path) -> None:
    text = run("lint", "--help", cwd=project).stdout
    assert max(map(len, text.splitlines())) <= 80
    assert [line for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")] == [
        "Which rules:", "Which findings:", "Fixes:", "Input and output:",
    ]  # fmt: skip
